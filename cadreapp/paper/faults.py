"""What can go wrong on the way to paper."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

NO_GLYPH = Fault(
    "NO_GLYPH", Exit.REFUSED, "“{label}”里的字 U+{point} (第 {at} 字) 没有字体能印, 没有打印。",
    "换用能印的字, 或装上有这个字的字体后在设置里选用; 记录里的原字不受影响",
    "“{label}” holds U+{point} (character {at}), which no font can print; nothing was printed.",
    "Use another character, or install and choose a font that has it; the record itself is untouched",
)
FONT_MISSING = Fault(
    "FONT_MISSING", Exit.REFUSED, "打印用的字体文件 {file} 不见了或读不了。", "重新安装本软件; 记录不受影响",
    "The font file {file} is missing or unreadable.", "Install the program again; the records are untouched",
)
FONT_UNFIT = Fault(
    "FONT_UNFIT", Exit.REFUSED, "字体“{name}”不能用来打印: {why}。", "换一个允许嵌入的 TrueType 字体; 原来的字体仍然有效",
    "The font “{name}” cannot be used for printing: {why}.", "Choose a TrueType font that may be embedded; the former font stays",
)
BAD_PDF = Fault(
    "BAD_PDF", Exit.REFUSED, "这份 PDF 打不开, 不能预览。", "重新打印一份; 仍打不开时换一份文件",
    "This PDF cannot be opened for preview.", "Print it anew, or choose another file",
)
NO_PAGE = Fault(
    "NO_PAGE", Exit.REFUSED, "没有第 {page} 页, 共 {pages} 页。", "页数变了, 重新打开预览",
    "There is no page {page}; the paper has {pages}.", "The page count changed: open the preview again",
)
FORM_BROKEN = Fault(
    "FORM_BROKEN", Exit.REFUSED, "纸样 {file} 第 {line} 行的 {key} 不对: {what}; 原来的纸样仍然有效。", "按提示改好这一行再装, 或者不装",
    "Form {file}, line {line}, key {key}: {what_en}; the former form stays in force.", "Correct that line and install again",
)
FORM_SPOILT = Fault(
    "FORM_SPOILT", Exit.REFUSED, "随程序的纸样 {file} 第 {line} 行的 {key} 不对: {what}; 这一种纸印不了, 别的照常。",
    "重新安装本软件; 记录不受影响", "The shipped form {file}, line {line}, key {key}: {what_en}; only this paper cannot be printed.",
    "Install the program again; the records are untouched",
)
FORM_UNKNOWN = Fault(
    "FORM_UNKNOWN", Exit.REFUSED, "没有名为 {name} 的纸样。", "可用的纸样: {options}",
    "There is no form {name}.", "The forms are: {options}",
)
NOT_OUR_FILE = Fault(
    "NOT_OUR_FILE", Exit.LOCKED, "这份 PDF 不是本软件带验真码的原件, 或者被别的软件另存过, 验不出真假。",
    "拿原来的文件来验, 或扫纸上的二维码、键入验真码",
    "This PDF is no original of this program with a code, or was saved anew by another one.",
    "Bring the original file, or scan or type the code on the paper",
)
