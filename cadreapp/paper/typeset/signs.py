"""What Chinese office papers ask of line ends beyond Unicode's default, and which signs carry blank that may be pressed.

Sources: GB/T 15834-2011 §5 (signs at line ends), W3C clreq §3.1.4 to §3.1.6 (prohibition rules, adjacent and squeezed
punctuation), GB/T 9704-2012 (numbers and years are not broken). Told to users in resources/help/formats/linebreak.md.
"""

from __future__ import annotations

import re

from cadreapp.paper.typeset.uax14 import class_of, opportunities

NOT_AT_HEAD = frozenset("，。、；：？！）》」』】〕〉”’％‰℃…—·～々ー,.;:?!)]}%°")
NOT_AT_TAIL = frozenset("（《「『【〔〈“‘([{￥¥$№☐☑□■①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩")

# Blank on the right half of a full-width sign, in 1/1000 em: what a line's end may swallow.
BLANK_BEHIND = {**dict.fromkeys("，。、）》」』】〕〉”’", 500), **dict.fromkeys("；：？！", 400)}
# Blank on the left half of a full-width sign.
BLANK_BEFORE = dict.fromkeys("（《「『【〔〈“‘", 500)
_BEHIND, _BEFORE = "".join(BLANK_BEHIND), "".join(BLANK_BEFORE)

# Two signs side by side give up half an em between them.
PRESSED = re.compile(f"[{_BEHIND}](?=[{_BEHIND}{_BEFORE}])|[{_BEFORE}](?=[{_BEFORE}])")
SOFT = re.compile(f"[{_BEHIND}{_BEFORE}]")

_UNITS = "年月日时分秒号件页人次处条款项章节元万亿个名岁届期份天周级度米克吨亩倍户篇字区室楼层％%‰℃"
_WORD = r"[0-9A-Za-z](?:[0-9A-Za-z.,:/%@_+\-'’&#=?~]*[0-9A-Za-z%])?"
_FIGURES = "〇零一二三四五六七八九十百"
KEPT_WHOLE = re.compile(
    rf".〔\d{{4}}〕\d+号|第?{_WORD}[{_UNITS}]{{0,2}}|——+|……+|第[{_FIGURES}]+[{_UNITS}]|[{_FIGURES}]{{1,4}}[年月日]"
    r"|[☐☑][^\s☐☑、，。；]{1,12}"
)
# Of a date or an hour, too, each part is kept whole; between the parts a line ends in need only.
_DATE = re.compile(r"(?:\d+年)?\d+月\d+日(?:\d+时)?(?:\d+分)?|\d+年\d+月|\d+时\d+分")
_MAY_KEEP = re.compile(rf"[0-9A-Za-z—…第☐☑{_FIGURES}]")

# Unicode leaves quotation marks undirected, for the sake of other languages, and lets dashes and points begin a line.
_CLASSES = {
    **dict.fromkeys("“‘", "OW"), **dict.fromkeys("”’", "CW"), **dict.fromkeys("·•‧～〜", "NS"), **dict.fromkeys("—…", "IN"),
}  # fmt: skip


class _Classes(dict[str, str]):
    def __missing__(self, sign: str) -> str:
        self[sign] = found = class_of(sign)
        return found


_TAILORED = _Classes(_CLASSES)


NEVER, POOR, GOOD = 0, 1, 2
# What Unicode allows or orders is good to us.
_GRADES = bytes([NEVER, GOOD, GOOD, *range(3, 256)])
_FORBIDDEN = re.compile("[" + re.escape("".join(sorted(NOT_AT_HEAD | NOT_AT_TAIL)) + "\u3000") + "]")
# From this many characters on what is kept whole is an address rather than a word, and may be parted in need.
LONG = 24


def line_ends(text: str) -> bytearray:
    """Return for each place before a character whether a line may end there: GOOD, NEVER, or POOR where only need excuses it.

    POOR are the places inside something LONG that is kept whole, an address, where Unicode's rules would allow a break, and
    those between the parts of a date.
    """
    may = opportunities(text, _TAILORED.__getitem__).translate(_GRADES)
    for found in _FORBIDDEN.finditer(text):
        may[found.start() + (found[0] in NOT_AT_TAIL)] = NEVER
    if not _MAY_KEEP.search(text):
        return _ended(may)
    for found in _DATE.finditer(text):
        start, end = found.span()
        may[start + 1 : end] = bytes(min(allowed, POOR) for allowed in may[start + 1 : end])
    for found in KEPT_WHOLE.finditer(text):
        start, end = found.span()
        if end - start >= LONG:
            may[start + 1 : end] = bytes(min(allowed, POOR) for allowed in may[start + 1 : end])
        else:
            may[start + 1 : end] = bytes(end - start - 1)
    return _ended(may)


def _ended(may: bytearray) -> bytearray:
    may[-1] = GOOD
    return may


# After these a title may turn; before and inside a word it should not.
GOOD_AFTER = frozenset("的和与及在对于并、》）”：")
POOR_AFTER = frozenset("第之不所被")
_WORDS = (
    "关于|进一步|加强|规范|做好|开展|落实|贯彻|推进|推动|委员会|纪律检查|纪检监察|纪检委员|党支部|党组织|机关|党员|干部|"
    "全面从严治党|主体责任|党风廉政|廉政|建设|监督|执纪|问责|检查|谈话|提醒|函询|诫勉|约谈|记录|登记|情况|报告|通知书|通知|意见|建议|工作|"
    "会议|纪要|整改|专项|问题|线索|处置|管理|办法|制度|规定|方案|计划|总结|要求|项目|材料|有关|相关|组织|教育|学习|"
    "年度|季度|处分|处理|影响|申诉|回访|反馈|清单|责任|统计|汇总|公示|名单|人员|领导|班子|成员|支部|单位|部门|市直|日常|兼职|是否|公开|公示|范围|时间|地点|意见|日期|负责人|姓名|职务"
)
WORD = re.compile(_WORDS)
