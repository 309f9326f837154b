"""Single cells of a roster: sex, identity number, politics, kind of person, phone, name, each with its ways of being wrong."""

from __future__ import annotations

import re

from cadreapp.kernel.errors import AppError
from cadreapp.rules.answer import Answer
from cadreapp.rules.names import Name, is_han, private_characters, read_name
from cadreapp.rules.table import Cell, Hint

LONGEST_WORDS = 500
"""Characters of a unit, post or note in a roster."""

_FLOAT = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")
_SEXES = {"男": "男", "女": "女", "男性": "男", "女性": "女", "m": "男", "f": "女", "male": "男", "female": "女", "1": "男", "2": "女"}
_EMPTY = frozenset({"", "/", "-", "—", "——", "无"})
_PROBATION = "中共预备党员"
# GB/T 4762 codes of politics, which personnel systems write instead of words.
_POLITICS_CODES = {"01": "中共党员", "02": _PROBATION, "03": "共青团员", "13": "群众", **dict.fromkeys(
    ("04", "05", "06", "07", "08", "09", "10", "11"), "民主党派"), "12": "群众"}
_DEMOCRATIC = re.compile("^(民革|民盟|民建|民进|农工党?|致公党?|九三(学社)?|台盟|中国国民党革命|中国民主|中国农工|中国致公|台湾民主|民主党派)")
_KINDS = (
    ("退休", re.compile("退休|离休")),
    ("借调", re.compile("借调|借用|抽调|跟班")),
    ("挂职", re.compile("挂职")),
    ("聘用", re.compile("聘|合同|编外|劳务|派遣|临时|辅助")),
    ("党外", re.compile("党外")),
    ("在编", re.compile("在编|在职|公务员|参公|行政编|事业编|事业|工勤|机关|正式|选调|行政")),
)


def read_person_name(cell: Cell) -> Answer[Name]:
    """Return the name of a person; a missing one, one with more than a name, or one that cannot be stored is a fault."""
    if cell.hint is Hint.BROKEN:
        return Answer(fault=f"姓名是错误值 {cell.text}")
    try:
        name = read_name(cell.text)
    except AppError as error:
        return Answer(fault=error.message())
    text = name.text
    if text in _EMPTY:
        return Answer(fault="没有姓名")
    if re.search("[、，,;；/\\\\\n]", text):
        return Answer(fault=f"“{text[:20]}”像是不止一个人")
    if not any(char.isalpha() for char in text) or cell.hint is Hint.NUMBER:
        return Answer(fault=f"“{text[:20]}”不像姓名")
    if re.search(r"[?？□■○*＊×�]", text):
        return Answer(name, hint="姓名里有替代的符号, 生僻字请补上")
    if private_characters(text):
        return Answer(name, hint="姓名里有自造的字, 换一台机器会变样; 请改用标准的生僻字")
    if re.search(r"[()（）\[\]【】]", text):
        return Answer(name, hint="姓名里有括号, 请核对")
    if len(text) == 1 and is_han(text):
        return Answer(name, hint="姓名只有一个字, 请核对")
    return Answer(name)


def read_sex(cell: Cell) -> Answer[str]:
    """Return "男" or "女"."""
    text = "".join(cell.text.split()).lower().removesuffix(".0")
    if text in _EMPTY:
        return Answer()
    if text in _SEXES:
        return Answer(_SEXES[text], hint=f"性别“{text}”按“{_SEXES[text]}”理解" if text.isdigit() else None)
    return Answer(fault=f"性别“{cell.text.strip()[:10]}”看不懂")


def read_id_number(cell: Cell) -> Answer[str]:
    """Return an identity number of 18 characters whose check character fits (GB 11643), or of the old 15 digits.

    A number that the sheet stored as a number has lost its last digits: told, never guessed.
    """
    text = "".join(cell.text.split()).lstrip("'‘’`").translate(_WIDE)
    if text in _EMPTY:
        return Answer()
    if _FLOAT.fullmatch(text) or (cell.hint is Hint.NUMBER and len(text) > 15):
        return Answer(fault="身份证号被表格存成了数字, 末几位已经丢失; 请按文本重新填")
    if re.fullmatch(r"[0-9]{15}", text):
        return Answer(text, hint="是旧的15位身份证号")
    if len(text) != 18:
        return Answer(fault=f"身份证号是{len(text)}位, 应是18位")
    if not re.fullmatch("[0-9]{17}[0-9X]", text):
        return Answer(fault="身份证号里有不该有的字符")
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    if "10X98765432"[total % 11] != text[17]:
        return Answer(fault="身份证号的校验位不对, 有一位抄错了")
    return Answer(text)


def read_politics(cell: Cell) -> Answer[str]:
    """Return one of 中共党员, 中共预备党员, 共青团员, 民主党派, 群众."""
    text = "".join(cell.text.split())
    if text in _EMPTY:
        return Answer()
    code = text.removesuffix(".0").zfill(2)
    if code in _POLITICS_CODES:
        return Answer(_POLITICS_CODES[code], hint=f"政治面貌“{text}”按代码理解为{_POLITICS_CODES[code]}")
    if "预备" in text:
        return Answer(_PROBATION)
    if _DEMOCRATIC.match(text):
        return Answer("民主党派")
    if text in ("党员", "中共", "中共党员", "中国共产党党员", "正式党员", "中共正式党员") or re.match("中共党员|中国共产党", text):
        return Answer("中共党员")
    if "团员" in text:
        return Answer("共青团员")
    if text in ("群众", "无党派", "无党派人士", "非党员", "党外", "普通公民"):
        return Answer("群众")
    return Answer(hint=f"政治面貌“{text[:20]}”看不懂, 没有读入")


def read_member(cell: Cell) -> Answer[bool]:
    """Return whether someone is a Party member, from a yes-or-no column."""
    text = "".join(cell.text.split()).lower()
    if text in _EMPTY - {"无"}:
        return Answer()
    if text in ("是", "y", "yes", "true", "√", "✓", "✔", "1", "党员", "中共党员", "预备党员", "中共预备党员"):
        return Answer(True)
    if text in ("否", "n", "no", "false", "×", "✗", "x", "0", "不是", "无", "非党员", "群众"):
        return Answer(False)
    return Answer(hint=f"是否党员“{text[:20]}”看不懂, 没有读入")


def read_kind(cell: Cell) -> Answer[str]:
    """Return one of 在编, 借调, 挂职, 聘用, 退休, 党外."""
    text = "".join(cell.text.split())
    if text in _EMPTY:
        return Answer()
    for label, pattern in _KINDS:
        if pattern.search(text):
            return Answer(label, hint=None if text.startswith(label) else f"人员类别“{text[:20]}”按“{label}”理解")
    return Answer(hint=f"人员类别“{text[:20]}”看不懂, 没有读入")


def read_phone(cell: Cell) -> Answer[str]:
    """Return a phone number as written, without blanks around it."""
    text = cell.text.strip().lstrip("'")
    if text in _EMPTY:
        return Answer()
    if _FLOAT.fullmatch(text):
        return Answer(hint="电话被表格存成了科学记数, 没有读入")
    return Answer(text[:100], hint=None if re.fullmatch(r"[-+\d() ()转/、,;；，]{5,60}", text) else f"电话“{text[:20]}”请核对")


def read_words(cell: Cell) -> Answer[str]:
    """Return words on one line without blanks around them; an error value or more than LONGEST_WORDS is a fault."""
    if cell.hint is Hint.BROKEN:
        return Answer(fault=f"表格里是错误值 {cell.text[:20]}")
    text = " ".join(cell.text.split())
    if len(text) > LONGEST_WORDS:
        return Answer(fault=f"有{len(text)}字, 最多{LONGEST_WORDS}字")
    return Answer(text or None)
