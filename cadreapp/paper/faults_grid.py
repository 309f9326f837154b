"""What can be wrong with a spreadsheet handed in."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

GRID_EMPTY = Fault(
    "GRID_EMPTY", Exit.REFUSED, "{file} 里没有内容。", "打开看看是不是选错了文件",
    "{file} holds nothing.", "Check that this is the right file",
)
GRID_TOO_BIG = Fault(
    "GRID_TOO_BIG", Exit.REFUSED, "{file} 太大: {what}, 上限 {limit}。", "删去多余的行、列和工作表, 或拆成几个文件",
    "{file} is too big: {what}, at most {limit}.", "Remove what is not needed, or split the file",
)
GRID_BOMB = Fault(
    "GRID_BOMB", Exit.REFUSED, "{file} 压缩得不正常 ({part}), 为安全起见没有读。", "用表格软件打开, 另存为新的 xlsx 再导入",
    "{file} is compressed suspiciously ({part}) and was not read.", "Open it in a spreadsheet program and save it anew as xlsx",
)
GRID_DAMAGED = Fault(
    "GRID_DAMAGED", Exit.REFUSED, "{file} 坏了: {part} 的第 {offset} 字节处{why}。", "请对方重新拷贝, 或用表格软件修复后另存",
    "{file} is damaged: {part}, byte {offset}: {why_en}.", "Ask for a new copy, or repair and save it in a spreadsheet program",
)
GRID_ENTITY = Fault(
    "GRID_ENTITY", Exit.REFUSED, "{file} 里有不该有的 XML 声明 ({part} 第 {offset} 字节), 为安全起见没有读。",
    "用表格软件打开, 另存为新的 xlsx 再导入",
    "{file} holds an XML declaration that no spreadsheet needs ({part}, byte {offset}).",
    "Open it in a spreadsheet program and save it anew as xlsx",
)
GRID_OLD_XLS = Fault(
    "GRID_OLD_XLS", Exit.REFUSED, "{file} 是旧式 xls 表格, 读不了。", "用 WPS 或 Excel 打开, 另存为 xlsx 再导入",
    "{file} is an old binary xls.", "Open it and save it as xlsx",
)
GRID_ENCRYPTED = Fault(
    "GRID_ENCRYPTED", Exit.REFUSED, "{file} 加了打开密码, 读不了。", "用 WPS 或 Excel 打开, 去掉密码后另存",
    "{file} is protected by a password.", "Open it, remove the password and save it",
)
GRID_OTHER = Fault(
    "GRID_OTHER", Exit.REFUSED, "{file} 不是能导入的表格 (看内容是{kind})。", "用表格软件打开, 另存为 xlsx 或 csv 再导入",
    "{file} is no spreadsheet that can be imported (it looks like {kind_en}).", "Save it as xlsx or csv",
)
GRID_ENCODING = Fault(
    "GRID_ENCODING", Exit.REFUSED, "{file} 的文字编码认不出: 第 {line} 行 (第 {offset} 字节) 起不是{encoding}。",
    "用表格软件打开, 另存为 xlsx 或“CSV UTF-8”再导入",
    "The encoding of {file} is not understood: from line {line} (byte {offset}) it is not {encoding}.",
    "Save it as xlsx or as “CSV UTF-8”",
)
GRID_BAD_CHAR = Fault(
    "GRID_BAD_CHAR", Exit.REFUSED, "{file} 的 {cell} 格里有不能保存的字符 (U+{point})。", "删去这个字符再导入",
    "{file}, cell {cell}, holds a character that cannot be stored (U+{point}).", "Delete that character and import again",
)
GRID_QUOTE = Fault(
    "GRID_QUOTE", Exit.REFUSED, "{file} 第 {line} 行起引号不成对。", "把这一行的英文引号补齐, 或用表格软件另存为 xlsx",
    "{file}: the quotes from line {line} on do not match.", "Mend the quotes, or save it as xlsx",
)
