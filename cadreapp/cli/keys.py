"""Verbs about keys: init, unlock, lock, passphrase change, recover."""

from __future__ import annotations

import argparse
import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.say import say
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.office import gate
from cadreapp.store.faults_keys import USER_NEEDED


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, help=say("单位名称", "the unit's name"))
    parser.add_argument("--unit-code", default="", help=say("统一社会信用代码", "its credit code"))
    parser.add_argument("--officer", default="", help=say("纪检委员姓名", "the officer's name"))
    parser.add_argument(
        "--recovery-out", metavar="FILE", help=say("把恢复码写入文件 (请打印后删去)", "write the recovery code")
    )
    parser.set_defaults(run=init)


def init(context: Context) -> None:
    """Make a store and show its recovery code once, after proving that the code opens a copy."""
    # Making a store loads the database libraries; --help must not.
    from cadreapp.office.setup import NewStore, create

    args = context.args
    wanted = NewStore(args.unit, args.officer, args.unit_code)
    _opened, code = create(context.store, wanted, context.first_passphrase(), context.clock)
    try:
        gate.rehearse(context.store, code)
        if args.recovery_out:
            write_whole(Path(args.recovery_out), f"{code}\n".encode())
    except AppError:
        # A store whose recovery code nobody has must not come into use; there is nothing in it yet.
        shutil.rmtree(context.store, ignore_errors=True)
        raise
    answer = {"store": str(context.store), "recovery": None if args.recovery_out else code}
    context.out(
        answer,
        say(
            f"已建立: {context.store}\n恢复码 (只显示这一次, 抄下来收好): {args.recovery_out or code}",
            f"Made {context.store}\nRecovery code (shown once): {args.recovery_out or code}",
        ),
    )


def _unlock(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remember", action="store_true", help=say("存入系统钥匙环", "keep the key in the OS keyring"))
    parser.set_defaults(run=unlock)


def unlock(context: Context) -> None:
    """Check the passphrase; with --remember keep the key in the OS keyring."""
    opened = gate.unlock(
        context.store, context.passphrase(say("口令: ", "Passphrase: ")), context.clock.now(), context.args.user
    )
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
    opened = gate.unlock(
        context.store, context.passphrase(say("现口令: ", "Passphrase: ")), context.clock.now(), context.args.user
    )
    new = _from_file(context) or context.typed_passphrase()
    missed = gate.change_passphrase(context.store, opened, new, beside=_places(context, opened))
    context.out({"changed": True, "missed": missed}, _changed(missed))


def _recover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--with", dest="code", metavar="FILE|-", required=True, help=say("恢复码所在文件", "file with the code")
    )
    parser.add_argument("--new-file", metavar="FILE", help=say("新口令所在文件", "file with the new passphrase"))
    parser.set_defaults(run=recover)


def recover(context: Context) -> None:
    """Open with the recovery code and set a new passphrase."""
    opened = gate.recover(context.store, context.read_text(context.args.code).strip())
    users, user = gate.status(context.store).users, context.args.user
    if user is None and len(users) > 1:
        raise USER_NEEDED(users="、".join(users))
    new = _from_file(context) or context.first_passphrase()
    whose = "".join(users) if user is None else user
    missed = gate.change_passphrase(context.store, opened, new, whose, _places(context, opened))
    context.out({"changed": True, "missed": missed}, _changed(missed))


def _places(context: Context, opened: gate.Unlocked) -> list[Path]:
    """Return the other places of backups; none when the database cannot say, since a passphrase is changed in bad times too."""
    from cadreapp.office import backups  # as in init
    from cadreapp.office.door import open_office

    with contextlib.suppress(AppError), open_office(context.store, opened, context.clock, write=False) as office:
        return backups.places(office)
    return []


def _from_file(context: Context) -> str | None:
    return context.read_text(context.args.new_file).rstrip("\r\n") if context.args.new_file else None


def _changed(missed: tuple[Path, ...]) -> str:
    said = say("口令已改。", "The passphrase was changed.")
    if missed:
        places = "\n".join(str(p) for p in missed)
        said += say(f"\n这些备份没有连着, 仍用旧口令:\n{places}", f"\nThese backups still use the old one:\n{places}")
    return said


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "init": _init,
    "unlock": _unlock,
    "lock": _lock,
    "passphrase": _passphrase,
    "recover": _recover,
}
