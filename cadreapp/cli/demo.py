"""The main job from end to end on invented people: two stores, one of each record, papers, a bundle, its receipt."""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.say import say
from cadreapp.exchange.step import finish
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import FILE_UNWRITABLE
from cadreapp.office import demo
from cadreapp.office.bundles import partners, receiving, sending
from cadreapp.office.door import Office, open_office
from cadreapp.office.papers import printing
from cadreapp.office.setup import NewStore, create

PAPERS = (
    ("talk", "signing", "谈话记录-签字件"),
    ("talk", "register", "谈话记录-登记页"),
    ("reminder", "record", "约谈"),
    ("meeting", "record", "组织生活"),
    ("disposition", "record", "处置"),
    ("letter", "letter_summons", "约谈通知书"),
)


@dataclass(frozen=True)
class Side:
    """One of the two stores of the demo."""

    folder: Path
    passphrase: str


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dir", metavar="DIR", help=say("放在哪里 (默认临时文件夹)", "where to (default: a temporary folder)"))
    parser.add_argument("--no-pictures", action="store_true", help=say("不截图", "no screenshots"))
    parser.set_defaults(run=run)


def run(context: Context) -> None:
    """Do the whole job and print the full paths of what it made."""
    root = Path(context.args.dir).absolute() if context.args.dir else Path(tempfile.mkdtemp(prefix="cadreapp-demo-"))
    if root.exists() and any(root.iterdir()):
        raise FILE_UNWRITABLE(path=root, why=say("文件夹不是空的", "the folder is not empty"))
    root.mkdir(parents=True, exist_ok=True)
    made: dict[str, str] = {}
    for what, path in _job(context, root):
        made[what] = str(path)
        if not context.json:
            print(f"{what}: {path}", file=context.stdout, flush=True)
    if not context.args.no_pictures:
        pictures = _pictures(root)
        made |= pictures
        if not context.json:
            print(*(f"{what}: {path}" for what, path in pictures.items()), sep="\n", file=context.stdout, flush=True)
    if context.json:
        context.out(made, "")


def _job(context: Context, root: Path) -> Iterator[tuple[str, Path]]:
    below = Side(root / "unit", f"演示-{secrets.token_hex(4)}")
    above = Side(root / "upper", f"演示-{secrets.token_hex(4)}")
    write_whole(root / "passphrase.txt", below.passphrase.encode())
    wanted = (NewStore("滨河区示范局", "苏晚晴", demo=True), NewStore("滨河区机关纪检监察工委", "演示", demo=True))
    (unit, _), (upper, _) = (
        create(s.folder, w, s.passphrase, context.clock) for s, w in zip((below, above), wanted, strict=True)
    )
    with open_office(below.folder, unit, context.clock) as office, open_office(above.folder, upper, context.clock) as desk:
        ids = office.do(demo.seed).result
        yield say("数据夹", "store"), below.folder
        yield say("口令文件", "passphrase file"), root / "passphrase.txt"
        yield from _papers(office, ids, root)
        yield from _exchange(context, office, desk, root)


def _papers(office: Office, ids: dict[str, str], root: Path) -> Iterator[tuple[str, Path]]:
    for key, form, name in PAPERS:
        printed = office.ask(printing.pdf, ids[key], form)
        path = root / f"{name}.pdf"
        write_whole(path, printed.pdf)
        office.do(printing.print_record, ids[key], printed.form, printed.pages)
        yield say(f"PDF {name} ({printed.pages} 页)", f"PDF {name}"), path


def _exchange(context: Context, office: Office, desk: Office, root: Path) -> Iterator[tuple[str, Path]]:
    stick = root / "stick"
    stick.mkdir()
    office.do(partners.add_partner, desk.ask(partners.own_file).encode(), "上级纪工委")
    desk.do(partners.add_partner, office.ask(partners.own_file).encode(), "示范局")
    plan = office.ask(sending.plan, sending.Wish(("上级纪工委",)), context.clock)
    sent = finish(sending.send(office, plan, stick))
    yield say(f"数据包 ({sent.records} 条)", "bundle"), sent.path
    taken = finish(receiving.receive(desk, sent.path))
    yield say(f"收讫回执 (收讫码 {taken.code})", "receipt"), taken.receipt
    office.do(receiving.take_receipt, receiving.read_receipt(taken.receipt))


def _pictures(root: Path) -> dict[str, str]:
    """Let the window, where it is installed, draw itself on the demo store; it is another package and started by name."""
    if importlib.util.find_spec("ui") is None or importlib.util.find_spec("PySide6") is None:
        return {}
    folder = root / "pictures"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CADREAPP_PASSPHRASE_FILE": str(root / "passphrase.txt")}
    command = [sys.executable, "-m", "ui.shots", "--store", str(root / "unit"), "--to", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
    return {f"{say('截图', 'picture')} {p.stem}": str(p) for p in sorted(folder.glob("*.png"))}


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"demo": _demo}
