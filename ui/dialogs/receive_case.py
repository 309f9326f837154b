"""One bundle on its way through 核收: its file, what was found in it, what the officer sends back, how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles.arrivals import Arrivals
from cadreapp.office.bundles.receiving import Accepted, Seen


@dataclass
class Case:
    """A bundle and its state; `returns` maps record ids to the reason why they go back for correction."""

    path: Path
    seen: Seen | None = None
    arrivals: Arrivals | None = None
    error: AppError | None = None
    accepted: Accepted | None = None
    stopped: bool = False
    demo_refused: bool = False
    returns: dict[str, str] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether it may be received now."""
        return bool(self.seen and self.arrivals and not self.error and not self.accepted and not self.demo_refused)

    @property
    def unit(self) -> str:
        """Who it is from, as far as known."""
        return self.seen.unit_name if self.seen else ""

    @property
    def number(self) -> str:
        """Which number it has."""
        return f"第 {self.seen.judgement.sequence} 号" if self.seen else ""

    @property
    def state(self) -> tuple[str, str]:
        """Return what to say of it in a few words, and in which colour."""
        if self.accepted:
            took = f"收 {self.accepted.accepted} 退 {self.accepted.returned}"
            return (f"早已收过 · {took}" if self.accepted.again else f"已核收 · {took}"), "good"
        if self.error:
            return "不能收", "bad"
        if self.demo_refused:
            return "演示数据, 不收", "bad"
        if self.stopped:
            return "已停下", "muted"
        if not self.arrivals:
            return "正在核验…", "muted"
        if self.seen and self.seen.judgement.standing.value == "same":
            return "早已收过, 可再出回执", "info"
        back = f", 退 {len(self.returns)} 条" if self.returns else ""
        return f"核验无误, {len(self.arrivals.items)} 条{back}", "good"
