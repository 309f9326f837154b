"""Papers that are out although a later change made them void: each is due until the officer registers that it came back."""

from __future__ import annotations

from collections.abc import Iterator

from cadreapp.kernel.errors import NOT_FOUND, AppError
from cadreapp.office.duty.item import OPEN, Act, Duty, Why
from cadreapp.office.duty.world import World
from cadreapp.office.recall import RECALL
from cadreapp.records import SHAPES
from cadreapp.store import kept, reading
from cadreapp.store.index import headline

TITLE = "收回旧件作废"


def recall_duties(world: World) -> Iterator[Duty]:
    """Yield one duty for each record with paper that has to come back; a record that is gone for good owes nothing."""
    for record, owed in kept.all_kept(world.connection, RECALL).items():
        try:
            stored = reading.load(world.connection, record)
        except AppError as error:
            if error.fault is not NOT_FOUND:
                raise
            continue
        key = f"{RECALL}|{record}"
        void = stored.meta["state"] == "withdrawn"
        cause = "记录已作废，打印过的纸件不能再用。" if void else "打印以后内容或页数变了，旧的一份不能再用。"
        why = Why(sentences=(cause, *owed["papers"], "收回以后点“收回作废”，登记哪天收回；销毁作废登记里会列出。"))
        subject, day = headline(SHAPES[stored.type], stored.values), world.on.isoformat()
        yield Duty(
            key=key, title=TITLE, subject=subject, until=day, when=world.when(world.on), why=why,
            told=f"共{len(owed['papers'])}项", since=owed["since"], record=stored.id, type=stored.type,
            acts=(Act(OPEN, "登记收回作废", stored.type, stored.id),), parts=(key,), snoozed=world.snoozes.get(key),
        )  # fmt: skip
