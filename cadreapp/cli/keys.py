"""Verbs about keys: init, unlock, lock, passphrase change, recover."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.say import say
from cadreapp.kernel.durable import write_whole
from cadreapp.office import gate
from cadreapp.store.faults_keys import USER_NEEDED


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, help=say("单位名称", "the unit's name"))
    parser.add_argument("--unit-code", default="", help=say("统一社会信用代码", "its credit code"))
    parser.add_argument("--officer", default="", help=say("纪检委员姓名", "the officer's name"))
    parser.add_argument("--recovery-out", metavar="FILE", help=say("把恢复码写入文件 (请打印后删去)", "write the recovery code"))
    parser.set_defaults(run=init)


def init(context: Context) -> None:
    """Make a store and show its recovery code once, after proving that the code opens a copy."""
    # Making a store loads the database libraries; --help must not.
    from cadreapp.office.setup import NewStore, create

    args = context.args
    wanted = NewStore(args.unit, args.officer, args.unit_code)
    passphrase = context.passphrase(say("新口令: ", "New passphrase: "))
    _opened, code = create(context.store, wanted, passphrase, context.clock)
    gate.rehearse(context.store, code)
    if args.recovery_out:
        write_whole(Path(args.recovery_out), f"{code}\n".encode())
    answer = {"store": str(context.store), "recovery": None if args.recovery_out else code}
    context.out(answer, say(
        f"已建立: {context.store}\n恢复码 (只显示这一次, 抄下来收好): {args.recovery_out or code}",
        f"Made {context.store}\nRecovery code (shown once): {args.recovery_out or code}"))


def _unlock(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remember", action="store_true", help=say("存入系统钥匙环", "keep the key in the OS keyring"))
    parser.set_defaults(run=unlock)


def unlock(context: Context) -> None:
    """Check the passphrase; with --remember keep the key in the OS keyring."""
    opened = gate.unlock(context.store, context.passphrase(say("口令: ", "Passphrase: ")), context.clock.now(), context.args.user)
    if context.args.remember:
        gate.remember(context.store, opened)
    context.out({"unlocked": True, "remembered": context.args.remember}, say("口令正确。", "The passphrase is right."))


def _lock(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=lock)


def lock(context: Context) -> None:
    """Make the OS keyring forget the key."""
    gate.forget(context.store, context.unlock())
    context.out({"locked": True}, say("系统钥匙环里的密钥已清除。", "The keyring forgot the key."))


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("change",))
    parser.add_argument("--new-file", metavar="FILE", help=say("新口令所在文件", "file with the new passphrase"))
    parser.set_defaults(run=passphrase)


def passphrase(context: Context) -> None:
    """Change the passphrase; the key files beside reachable backups follow."""
    opened = gate.unlock(context.store, context.passphrase(say("现口令: ", "Passphrase: ")), context.clock.now(), context.args.user)
    missed = gate.change_passphrase(context.store, opened, _new_passphrase(context), beside=_places(context, opened))
    context.out({"changed": True, "missed": missed}, _changed(missed))


def _recover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--with", dest="code", metavar="FILE|-", required=True, help=say("恢复码所在文件", "file with the code"))
    parser.add_argument("--new-file", metavar="FILE", help=say("新口令所在文件", "file with the new passphrase"))
    parser.set_defaults(run=recover)


def recover(context: Context) -> None:
    """Open with the recovery code and set a new passphrase."""
    opened = gate.recover(context.store, context.read_text(context.args.code).strip())
    users = gate.status(context.store).users
    if context.args.user is None and len(users) > 1:
        raise USER_NEEDED(users="、".join(users))
    user = context.args.user or (users[0] if users else "")
    missed = gate.change_passphrase(context.store, opened, _new_passphrase(context), user, _places(context, opened))
    context.out({"changed": True, "missed": missed}, _changed(missed))


def _places(context: Context, opened: gate.Unlocked) -> list[Path]:
    """Return where backups were put beside the store's own folder."""
    # Only here a verb about keys needs the database.
    from cadreapp.office.backups import places
    from cadreapp.office.door import open_office

    with open_office(context.store, opened, context.clock, write=False) as office:
        return places(office)


def _new_passphrase(context: Context) -> str:
    if context.args.new_file:
        return context.read_text(context.args.new_file).rstrip("\r\n")
    with contextlib.suppress(AttributeError):
        context.args.passphrase_file = None
    return context.passphrase(say("新口令: ", "New passphrase: "))


def _changed(missed: tuple[Path, ...]) -> str:
    said = say("口令已改。", "The passphrase was changed.")
    if missed:
        places = "\n".join(str(p) for p in missed)
        said += say(f"\n这些备份没有连着, 仍用旧口令:\n{places}", f"\nThese backups still use the old one:\n{places}")
    return said


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "init": _init, "unlock": _unlock, "lock": _lock, "passphrase": _passphrase, "recover": _recover,
}
