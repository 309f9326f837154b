"""The options that every verb takes, before or behind its name."""

from __future__ import annotations

import argparse
from datetime import date

from cadreapp.cli.say import say
from cadreapp.kernel.errors import USAGE

VALUED = ("--store", "--passphrase-file", "--as", "--lang")
"""Those that are followed by a value."""


def add_globals(parser: argparse.ArgumentParser, default: object = None) -> None:
    """Add them to a parser; nested ones pass `argparse.SUPPRESS`, so that they do not undo what stood before the verb."""
    parser.add_argument("-h", "--help", action="help", default=argparse.SUPPRESS, help=say("看用法", "show this help"))
    parser.add_argument("--store", metavar="DIR", default=default, help=say("数据夹 (CADREAPP_STORE)", "the store's folder"))
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        default=default,
        help=say("从文件读口令 (CADREAPP_PASSPHRASE_FILE)", "read the passphrase from a file"),
    )
    parser.add_argument("--as", dest="user", metavar="NAME", default=default, help=say("以谁的口令打开", "whose passphrase"))
    parser.add_argument(
        "--json",
        action="store_true",
        default=False if default is None else default,
        help=say("输出一份 JSON", "print one JSON document"),
    )
    parser.add_argument("--lang", choices=("zh", "en"), default=default, help=say("语言", "language"))
    parser.add_argument("--version", action="store_true", default=argparse.SUPPRESS, help=say("版本", "version"))


def day(text: str) -> str:
    """Read a day as it is kept; used as the type of an option."""
    try:
        if len(text) == len("2026-03-05"):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(say(f"“{text}”不是日期, 写成 2026-03-05 这样", f"“{text}” is no day like 2026-03-05"))


def count(text: str, of: str = "") -> int:
    """Read a whole number that is not negative; used as the type of an option, or `of` names what it was read from."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    said = say(f"“{text}”不是整数", f"“{text}” is no whole number")
    if of:
        raise USAGE(what=f"{of}: {said}")
    raise argparse.ArgumentTypeError(said)
