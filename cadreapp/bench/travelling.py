"""Measured on the way to the upper level: the envelope, and a whole bundle out and in."""

from __future__ import annotations

import os
import shutil
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
from cadreapp.office import gate, partners, receiving, sending, setup
from cadreapp.office.door import Office, open_office
from cadreapp.store.slots import CHEAP

MEGABYTES = 128
_PIECE = 1 << 18
NO_AGE = "没有 age"


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


def bundle(root: Path, share: int) -> list[Figure]:
    """Send a `share`-th of the store with its texts, and receive it in a store above; the limits pack and unpack the same."""
    clock, folder = SystemClock(), root.parent / "bundle"
    folder.mkdir()
    above, _code = setup.create(folder / "above", setup.NewStore("上级", "量度"), ground.PASSPHRASE, clock, cost=CHEAP)
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    since = ground.LAST_DAY - timedelta(days=max(1, ground.DAYS // share) - 1)
    wish = sending.Wish(("上级",), ("talk",), since.isoformat(), include_talk_texts=True)
    with open_office(root, opened, clock) as office, open_office(folder / "above", above, clock) as desk:
        office.do(partners.add_partner, desk.ask(partners.own_file).encode(), "上级")
        desk.do(partners.add_partner, office.ask(partners.own_file).encode(), "下级")
        sent = [_sent(office, replace(wish, full=number > 0), folder) for number in range(ROUNDS)]
        taken = seconds(lambda: finish(receiving.receive(desk, sent[-1][1].path)))
        memory, count = peak(), sent[-1][1].records
        out = median(took for took, _ in sent)
        if not tool("age"):
            return [Figure("bundle", count / out, None, memory, NO_AGE), Figure("receive", count / taken, None, memory, NO_AGE)]
        packing, unpacking = _limits(desk, sent[-1][1].path, folder)
        return [Figure("bundle", count / out, count / packing, memory), Figure("receive", count / taken, count / unpacking, memory)]


def _sent(office: Office, wish: sending.Wish, folder: Path) -> tuple[float, sending.Dispatch]:
    done: list[sending.Dispatch] = []

    def send() -> None:
        done.append(finish(sending.send(office, office.ask(sending.plan, wish, office.clock), folder)))

    return seconds(send), done[0]


def _limits(desk: Office, sealed: Path, folder: Path) -> tuple[float, float]:
    """Return the seconds that tar, gzip and age take for the same contents, out and in."""
    me = desk.ask(partners.identities)[0]
    (folder / "me.txt").write_text(me.age_secret)
    (folder / "there").mkdir()
    open_it = 'age -d -i me.txt "$1" | gzip -d | tar -x -C there'
    shell(open_it, folder, sealed)
    pack = 'tar -c -C there . | gzip -6 | age -r "$1" -o packed'
    took = paired(lambda: shell(pack, folder, me.public.recipient), lambda: shell(open_it, folder, "packed"))
    shutil.rmtree(folder / "there")
    return took
