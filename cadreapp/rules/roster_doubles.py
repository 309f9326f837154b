"""The same name twice in one roster: told apart by unit, post and birth, never by the name alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cadreapp.rules.entries import Remark


@dataclass(frozen=True, slots=True)
class Known:
    """What tells one person from another; `birth` as "1975-03"."""

    row: int
    name: str
    unit: str | None
    post: str | None
    birth: str | None
    idno: str | None


_MARKS = (("birth", "出生年月"), ("unit", "单位"), ("post", "职务"))


def tell_doubles(people: Sequence[Known]) -> dict[int, list[Remark]]:
    """Return remarks by row: a hint where a name occurs again and differs, a blocking one where it cannot be told apart."""
    remarks: dict[int, list[Remark]] = defaultdict(list)
    numbers: dict[str, int] = {}
    namesakes: dict[str, list[Known]] = defaultdict(list)
    for person in people:
        if person.idno:
            first = numbers.setdefault(person.idno, person.row)
            if first != person.row:
                remarks[person.row].append(Remark(person.row, "idno", "", f"身份证号与第 {first} 行相同", True))
                continue
        remark = _compared(person, namesakes[person.name])
        if remark:
            remarks[person.row].append(remark)
        namesakes[person.name].append(person)
    return remarks


def _compared(person: Known, earlier: list[Known]) -> Remark | None:
    if not earlier:
        return None
    for other in earlier:
        if all(getattr(person, mark) == getattr(other, mark) for mark, _ in _MARKS):
            if person.idno and other.idno:
                text = f"与第 {other.row} 行同名, 单位、职务、出生年月也相同, 只有身份证号不同; 导入后请注明区别"
                return Remark(person.row, "name", "", text, False)
            text = f"与第 {other.row} 行分不清: 姓名、单位、职务、出生年月都相同"
            return Remark(person.row, "name", "", text, True)
    other = earlier[-1]
    differ = "、".join(label for mark, label in _MARKS if getattr(person, mark) != getattr(other, mark))
    return Remark(person.row, "name", "", f"与第 {other.row} 行同名, 以{differ}区分", False)
