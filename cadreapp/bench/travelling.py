"""Measured on the way to the upper level: the envelope, and whole bundles out and in, each side in a process of its own."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from cadreapp.bench import ground
from cadreapp.bench.gauge import ROUNDS, paired, peak, seconds, shell, tool
from cadreapp.bench.row import Figure
from cadreapp.exchange.identity import Identity, new_identity
from cadreapp.exchange.seal import AGE
from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import SystemClock
from cadreapp.office import gate, setup
from cadreapp.office.bundles import partners, receiving, sending
from cadreapp.office.door import open_office
from cadreapp.store.slots import CHEAP

MEGABYTES = 128
_PIECE = 1 << 18
NO_AGE = "没有 age"
_UNPACK = 'age -d -i me.txt "$1" | gzip -d | tar -x -C there'
_PACK = 'tar -c -C there . | gzip -6 | age -R to.txt -o packed'


def envelope(folder: Path) -> list[Figure]:
    """Seal and open bytes that do not compress, from file to file."""
    plain, sealed, again = folder / "plain", folder / "sealed", folder / "again"
    with plain.open("wb") as file:
        file.writelines(os.urandom(1 << 20) for _ in range(MEGABYTES))
    me = new_identity()
    (folder / "me.txt").write_text(me.age_secret)
    seal, unseal = partial(_seal, plain, sealed, me), partial(_open, sealed, again, me)
    seal()
    unseal()
    memory = peak()
    if not tool("age"):
        alone = {"seal": seal, "unseal": unseal}
        return [Figure(name, MEGABYTES / seconds(work), None, memory, NO_AGE) for name, work in alone.items()]
    sealing = paired(seal, lambda: shell('age -r "$1" -o sealed plain', folder, me.public.recipient))
    opening = paired(unseal, lambda: shell("age -d -i me.txt -o again sealed", folder))
    return [Figure(name, MEGABYTES / ours, MEGABYTES / limit, memory)
            for name, (ours, limit) in (("seal", sealing), ("unseal", opening))]


def _seal(plain: Path, sealed: Path, me: Identity) -> None:
    with plain.open("rb") as source, sealed.open("wb") as out, AGE.sealing(out, [me.public]) as into:
        while piece := source.read(_PIECE):
            into.write(piece)


def _open(sealed: Path, plain: Path, me: Identity) -> None:
    with sealed.open("rb") as source, plain.open("wb") as out:
        for piece in AGE.opened(source, [me]):
            out.write(piece)


def meet(root: Path) -> list[Figure]:
    """Make a store above, and let both know each other; nothing is measured."""
    clock, folder = SystemClock(), root.parent / "bundle"
    folder.mkdir()
    above, _code = setup.create(folder / "above", setup.NewStore("上级", "量度"), ground.PASSPHRASE, clock, cost=CHEAP)
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    with open_office(root, opened, clock) as office, open_office(folder / "above", above, clock) as desk:
        office.do(partners.add_partner, desk.ask(partners.own_file).encode(), "上级")
        desk.do(partners.add_partner, office.ask(partners.own_file).encode(), "下级")
        me = desk.ask(partners.identities)[0]
        (folder / "me.txt").write_text(me.age_secret)
        (folder / "to.txt").write_text(me.public.recipient)
    return []


def sending_out(root: Path, share: int) -> list[Figure]:
    """Send a `share`-th of the store with its texts, planned and written; the limit packs what a first bundle held."""
    clock, folder = SystemClock(), root.parent / "bundle"
    since = ground.LAST_DAY - timedelta(days=max(1, ground.DAYS // share) - 1)
    wish = sending.Wish(("上级",), ("talk",), since.isoformat(), include_talk_texts=True)
    planning, writing = [], []
    with open_office(root, gate.unlock(root, ground.PASSPHRASE, clock.now()), clock) as office:
        for number in range(ROUNDS):
            began = time.perf_counter()
            plan = office.ask(sending.plan, replace(wish, full=number > 0), clock)
            planned = time.perf_counter()
            sent = finish(sending.send(office, plan, folder / f"{number}.cadre"))
            planning.append(planned - began)
            writing.append(time.perf_counter() - planned)
    out, whole = median(writing), median(p + w for p, w in zip(planning, writing, strict=True))
    memory, count = peak(), sent.records
    if not tool("age"):
        return [Figure(name, count / took, None, memory, NO_AGE) for name, took in (("bundle", out), ("send", whole))]
    (folder / "there").mkdir()
    shell(_UNPACK, folder, "0.cadre")
    limit = median(seconds(lambda: shell(_PACK, folder)) for _ in range(ROUNDS))
    shutil.rmtree(folder / "there")
    return [Figure(name, count / took, count / limit, memory) for name, took in (("bundle", out), ("send", whole))]


def taking_in(root: Path, number: int) -> list[Figure]:
    """Receive bundle 0 into a store that holds nothing of it, or a later one whose records it has; the limit unpacks it."""
    clock, folder = SystemClock(), root.parent / "bundle"
    path, name = folder / f"{number}.cadre", "again" if number else "receive"
    with open_office(folder / "above", gate.unlock(folder / "above", ground.PASSPHRASE, clock.now()), clock) as desk:
        began = time.perf_counter()
        got = finish(receiving.receive(desk, path))
        took = time.perf_counter() - began
    memory, count = peak(), got.accepted
    if not tool("age"):
        return [Figure(name, count / took, None, memory, NO_AGE)]
    (folder / "there").mkdir()
    limit = median(seconds(lambda: shell(_UNPACK, folder, path)) for _ in range(ROUNDS))
    shutil.rmtree(folder / "there")
    return [Figure(name, count / took, count / limit, memory)]
