"""国家秘密标志: on what a unit's papers may say 秘密★, since when, and every registration there was; off until one is made.

Source: 保守国家秘密法 (2024) 第十六条 (定密责任人审核批准), 第二十条 (秘密级不超过 10 年), 第二十二条 (不属于国家秘密的不得作出
标志), 第三十一条 (非涉密设备不得存储、处理国家秘密); 实施条例 (2024) 第二十一条 (标志标注密级和保密期限).
The program takes the unit's word for it: it neither is nor makes a machine fit for state secrets.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from cadreapp.kernel.errors import Exit, Fault
from cadreapp.store import kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

_KIND = "secrecy"
MOST_YEARS = 10
"""秘密级 lasts ten years at most."""

ARTICLE_31 = (
    "保密法第三十一条: 不得使用非涉密信息系统、非涉密信息设备存储或者处理国家秘密。本软件不会把普通电脑变成涉密机, "
    "也不能据此处理国家秘密。只有本机是按规定登记编号的涉密机、这台机上的材料由定密责任人依法定了密, 才可以启用。"
)
"""What is shown before the marking is switched on, and what the person confirms to have read."""

SECRET_OFF = Fault(
    "SECRET_OFF", Exit.REFUSED, "没有启用国家秘密标志, 不能印“秘密★”: 不属于国家秘密的, 不得作出国家秘密标志 (保密法第二十二条)。",
    "一般用“内部”; 确需启用的, 先登记定密责任人、定密依据、保密期限和本机的涉密机编号",
    "The state-secret marking is not enabled, so it is not printed.",
    "Use the internal marking; to enable this one, register who decided it, on which ground, for how long, on which machine",
)
SECRET_LACKS = Fault(
    "SECRET_LACKS", Exit.REFUSED, "启用“秘密★”还缺: {missing}。", "补齐后再启用; 非涉密机不得处理国家秘密 (保密法第三十一条)",
    "To enable the state-secret marking this is missing: {missing}.",
    "Give all of it; state secrets must not be handled on an unclassified machine",
)
SECRET_IDLE = Fault(
    "SECRET_IDLE", Exit.REFUSED, "国家秘密标志本来就没有启用, 不用停用。", "要看以前的登记, 不写动作就列出来",
    "The state-secret marking is not enabled.", "Leave the act out to list the registrations",
)


@dataclass(frozen=True, slots=True)
class Secrecy:
    """On what the marking 秘密★ rests: who decided and approved it (定密责任人), the ground (定密依据), the years (at most 10),
    this machine's secrecy number; `understood`: that article 31 was read and this is such a machine."""

    decider: str
    basis: str
    years: int
    machine: str
    understood: bool = False


@dataclass(frozen=True, slots=True)
class Registration:
    """One time the marking was allowed: on what, from when and by whom, until when ("" as long as it is in force)."""

    decider: str
    basis: str
    years: int
    machine: str
    since: str
    by: str
    until: str = ""

    @property
    def marking(self) -> str:
        """The words on paper: level and term joined by U+2605, "秘密★1年" (GB/T 9704-2012 §7.2.2)."""
        return f"秘密★{self.years}年"


def registrations(reader: Reader) -> tuple[Registration, ...]:
    """Return every registration, the latest first: what was switched off stays here."""
    return tuple(Registration(**row) for _key, row in reversed(kept.all_kept(reader, _KIND).items()))


def standing(reader: Reader) -> Registration | None:
    """Return the registration in force, None when the marking is off."""
    return next((one for one in registrations(reader) if not one.until), None)


def marking(reader: Reader, sealed_at: str | None = None) -> str:
    """Return the marking to print, "秘密★10年"; a record sealed under an earlier registration keeps the term of its day.

    Raises SECRET_OFF when the marking is off now, whatever it was.
    """
    now = standing(reader)
    if now is None:
        raise SECRET_OFF()
    then = (one for one in registrations(reader) if sealed_at and one.since <= sealed_at < (one.until or "9999"))
    return next(then, now).marking


def allow_secret(unit: Unit, given: Secrecy) -> None:
    """Allow the marking on this basis, in place of the registration in force. Raises SECRET_LACKS naming what is missing."""
    asked = {"定密责任人": given.decider.strip(), "定密依据": given.basis.strip(), "本机的涉密机编号": given.machine.strip(),
             "保密期限 (1 到 10 年)": 1 <= given.years <= MOST_YEARS, "对第三十一条的确认": given.understood}
    missing = "、".join(label for label, there in asked.items() if not there)
    if missing:
        raise SECRET_LACKS(missing=missing)
    _end(unit)
    made = Registration(given.decider.strip(), given.basis.strip(), given.years, given.machine.strip(), unit.at, unit.actor.name)
    kept.keep(unit, _KIND, f"{len(registrations(unit.connection)) + 1:04d}", asdict(made))


def stop_secret(unit: Unit) -> None:
    """Switch the marking off; the registration stays on record with its end. Raises SECRET_IDLE."""
    if not _end(unit):
        raise SECRET_IDLE()


def _end(unit: Unit) -> bool:
    """End the registration in force; tell whether there was one."""
    for key, row in kept.all_kept(unit.connection, _KIND).items():
        if not row["until"]:
            kept.keep(unit, _KIND, key, asdict(replace(Registration(**row), until=unit.at)))
            return True
    return False
