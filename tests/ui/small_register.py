"""A register of three people for the editors' tests: answers at once or when told, like the office's suggest would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ui.fields.setting import Hit, Setting

PEOPLE = (
    Hit("019a0000-0000-7000-8000-000000000001", "张三𠮷", "办公室 副主任", "办公室", "副主任"),
    Hit("019a0000-0000-7000-8000-000000000002", "张三", "人事处 科员", "人事处", "科员"),
    Hit("019a0000-0000-7000-8000-000000000003", "李䶮", "财务处 处长", "财务处", "处长"),
)
INITIALS = {"zs": PEOPLE[:2], "ly": PEOPLE[2:]}
TODAY = date(2026, 11, 22)


class SmallRegister:
    """Suggests from PEOPLE; `slow` keeps the answers back until `answer()`."""

    def __init__(self, *, slow: bool = False) -> None:
        self.slow = slow
        self.asked: list[str] = []
        self.created: list[tuple[str, str]] = []
        self._waiting: list[Callable[[], None]] = []

    def suggest(
        self, targets: tuple[str, ...], text: str, on: str | None, done: Callable[[tuple[Hit, ...]], None]
    ) -> None:
        self.asked.append(text)
        found = INITIALS.get(text) or tuple(p for p in PEOPLE if text in p.label)
        self._later(lambda: done(found))

    def name_of(self, targets: tuple[str, ...], key: str, done: Callable[[str], None]) -> None:
        found = next((p.label for p in PEOPLE if p.id == key), "（查不到）")
        self._later(lambda: done(found))

    def create(self, target: str, text: str, done: Callable[[Hit], None]) -> None:
        self.created.append((target, text))
        self._later(lambda: done(Hit("019a0000-0000-7000-8000-00000000000f", text)))

    def title_of(self, target: str) -> str:
        return {"person": "人员", "talk": "谈话"}.get(target, target)

    def answer(self) -> None:
        """Hand out what was kept back, oldest first."""
        waiting, self._waiting = self._waiting, []
        for hand in waiting:
            hand()

    def _later(self, hand: Callable[[], None]) -> None:
        if self.slow:
            self._waiting.append(hand)
        else:
            hand()


def setting(register: SmallRegister | None = None) -> Setting:
    """Return the surroundings of an editor on 22 November 2026."""
    return Setting(register or SmallRegister(), lambda: TODAY, lambda: "2026-03-05")
