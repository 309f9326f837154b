"""The named things that can go wrong: each with a stable code, an exit code, the sentence and the remedy a person reads.

A room declares its own faults in its `faults.py`; declaring registers them, so that `cadreapp errors` can list all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """Process exit codes of the stable command line."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    LOCKED = 3
    INTEGRITY = 4
    BUSY = 5
    BUG = 70


_registry: dict[str, Fault] = {}


@dataclass(frozen=True)
class Fault:
    """A kind of failure. Calling it with values makes the error to raise; `{name}` in the sentences takes the value.

    `zh`/`zh_remedy` are shown by default, `en`/`en_remedy` with `--lang en`.
    """

    code: str
    exit: Exit
    zh: str
    zh_remedy: str
    en: str
    en_remedy: str

    def __post_init__(self) -> None:
        if self.code in _registry:
            raise ValueError(f"fault declared twice: {self.code}")
        _registry[self.code] = self

    def __call__(self, *, field: str | None = None, row: int | None = None, **values: object) -> AppError:
        return AppError(self, values, field=field, row=row)


class AppError(Exception):
    """An expected failure on its way to where the user is looking.

    `field` is a dotted path into the record ("asks.2.term"), `row` a 1-based row of an input file.
    """

    def __init__(self, fault: Fault, values: dict[str, object], field: str | None, row: int | None) -> None:
        super().__init__(f"{fault.code}: {fault.zh.format_map(values)}")
        self.fault = fault
        self.values = values
        self.field = field
        self.row = row

    @property
    def code(self) -> str:
        return self.fault.code

    def message(self, lang: str = "zh") -> str:
        return (self.fault.en if lang == "en" else self.fault.zh).format_map(self.values)

    def remedy(self, lang: str = "zh") -> str:
        return (self.fault.en_remedy if lang == "en" else self.fault.zh_remedy).format_map(self.values)


def all_faults() -> tuple[Fault, ...]:
    """Every fault declared by the modules imported so far, by code."""
    return tuple(_registry[code] for code in sorted(_registry))


USAGE = Fault("USAGE", Exit.USAGE, "命令用法不对: {what}。", "看 cadreapp --help", "Wrong usage: {what}.", "See cadreapp --help")
NOT_FOUND = Fault(
    "NOT_FOUND", Exit.REFUSED, "找不到{what}“{key}”。", "核对编号或名称后再试", "No {what} “{key}”.", "Check the id or name"
)
DISK_FULL = Fault(
    "DISK_FULL", Exit.REFUSED, "磁盘已满, 没有写入 {path}。", "清出空间后再做一次; 原来的内容没有变",
    "Disk full; {path} was not written.", "Free some space and try again; nothing was changed",
)
FILE_UNREADABLE = Fault(
    "FILE_UNREADABLE", Exit.REFUSED, "读不到文件 {path}: {why}。", "核对路径和权限",
    "Cannot read {path}: {why}.", "Check the path and its permissions",
)
FILE_UNWRITABLE = Fault(
    "FILE_UNWRITABLE", Exit.REFUSED, "写不了文件 {path}: {why}。", "换一个位置, 或核对介质是否写保护、是否已拔出",
    "Cannot write {path}: {why}.", "Choose another place; check for write protection or a removed medium",
)
BAD_TEXT = Fault(
    "BAD_TEXT", Exit.REFUSED, "“{label}”里有不能保存的字符 (U+{point})。", "删去这个字符再保存",
    "“{label}” holds a character that cannot be stored (U+{point}).", "Delete that character and save again",
)
TOO_LONG = Fault(
    "TOO_LONG", Exit.REFUSED, "“{label}”有 {length} 字, 最多 {limit} 字。", "分成几段, 或放进附件",
    "“{label}” has {length} characters, at most {limit}.", "Split it or attach it as a file",
)
BUG = Fault(
    "BUG", Exit.BUG, "程序出错了 (编号 {number})。", "请把编号告诉维护人员; 已保存的内容不受影响",
    "A fault of the program (number {number}).", "Quote the number to the maintainers; saved work is not affected",
)
