"""The entry of the command line: finds the verb's group, runs it, turns what went wrong into one line and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import json
import logging
import os
import re
import secrets
import sys
from collections.abc import Sequence

from cadreapp import __version__
from cadreapp.cli.options import VALUED, add_globals
from cadreapp.cli.parser import Parser
from cadreapp.cli.say import lang, say, speak
from cadreapp.cli.verbs import GROUPS, VERBS
from cadreapp.kernel.anatomy import anatomy
from cadreapp.kernel.errors import BUG, USAGE, AppError, Exit

log = logging.getLogger("cadreapp.cli")
_UNREADABLE = re.compile("[\ud800-\udfff]")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a verb, open the window."""
    given = list(sys.argv[1:] if argv is None else argv)
    speak("en" if _wanted_language(given) == "en" else "zh")
    as_json = "--json" in given
    _ready_streams(exact=as_json or "--csv" in given)
    try:
        return _run(given)
    except AppError as error:
        return _tell(error, as_json)
    except SystemExit as leaving:
        return int(leaving.code or Exit.DONE)
    except KeyboardInterrupt:
        print(say("已停止。", "Stopped."), file=sys.stderr)
        return Exit.REFUSED
    except BrokenPipeError:
        _drop_output()
        return Exit.DONE
    except Exception as error:  # the last resort: a number to quote, type and places only in the log
        number = secrets.token_hex(4)
        _write_down(f"bug {number} ({__version__}): {anatomy(error)}")
        return _tell(BUG(number=number), as_json)


def _run(given: list[str]) -> int:
    if any(_UNREADABLE.search(word) for word in given):
        raise USAGE(what=say("参数里有读不出的字符", "an argument is not readable text"))
    words = _without_globals(given)
    verb = words[0] if words else None
    if verb is None:
        return _without_verb(given)
    if verb in ("-h", "--help"):
        print(_parser(None).format_help())
        return Exit.DONE
    if verb not in VERBS:
        raise USAGE(what=say(f"没有“{verb}”这个命令", f"no verb “{verb}”"))
    args = _parser(verb).parse_args(given)
    # The context brings in key handling, which --help does not need.
    from cadreapp.cli.context import system_context

    return int(args.run(system_context(args)) or Exit.DONE)


def _without_verb(given: list[str]) -> int:
    """Open the window, on the store that was named; --version alone says the version."""
    args = _parser(None).parse_args(given)
    if "version" in args:
        print(f"cadreapp {__version__}")
        return Exit.DONE
    if args.store:
        os.environ["CADREAPP_STORE"] = args.store
    # The window is another package that knows this one, not the reverse: it is started by name.
    return int(importlib.import_module("ui.app").main([]))


def _parser(verb: str | None) -> Parser:
    parser = Parser(
        prog="cadreapp",
        description=say("纪检委员工作台 (离线, 加密)", "The discipline officer's desk, offline, encrypted"),
    )
    add_globals(parser)
    verbs = parser.add_subparsers(dest="verb", metavar=say("命令", "VERB"), title=say("命令", "verbs"), parser_class=Parser)
    for name, (_group, zh, en) in VERBS.items():
        sub = verbs.add_parser(name, help=say(zh, en), description=say(zh, en))
        add_globals(sub, argparse.SUPPRESS)
        if name == verb:
            importlib.import_module(f"cadreapp.cli.{GROUPS[name]}").ADD[name](sub)
    return parser


def _without_globals(given: list[str]) -> list[str]:
    """Return the words that are no global option nor its value: the first is the verb."""
    left, skip = [], False
    for word in given:
        if skip:
            skip = False
        elif word in VALUED:
            skip = True
        elif word in ("-h", "--help") or not word.startswith("-"):
            left.append(word)
    return left


def _wanted_language(given: list[str]) -> str:
    for place, word in enumerate(given):
        if word == "--lang" and place + 1 < len(given):
            return given[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return "zh"


def _tell(error: AppError, as_json: bool) -> int:
    """Say on standard error what went wrong: one line for people and, if asked, one line of JSON after it."""
    message, remedy = error.message(lang()), error.remedy(lang())
    where = say(f" (第 {error.row} 行)", f" (row {error.row})") if error.row is not None else ""
    line = say(
        f"错误 [{error.code}] {message}{where} 怎么办: {remedy}", f"Error [{error.code}] {message}{where} What to do: {remedy}"
    )
    print(" ".join(line.split("\n")), file=sys.stderr)
    if as_json:
        said = {"code": error.code, "message": message, "remedy": remedy, "field": error.field, "row": error.row}
        print(json.dumps({"error": {k: v for k, v in said.items() if v is not None}}, ensure_ascii=False), file=sys.stderr)
    # What could not be written to a full disk must not be tried again while Python ends.
    if error.code in ("DISK_FULL", "FILE_UNWRITABLE"):
        _drop_output()
    return error.fault.exit


def _ready_streams(*, exact: bool) -> None:
    """Let no character stop an answer: what programs read is UTF-8 with its own line ends everywhere, elsewhere what a
    terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
            if exact:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _drop_output() -> None:
    """Turn standard output to nowhere when what reads it is gone or full: Python flushes it once more at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        return
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_down(line: str) -> None:
    """Append a line to the log, whose folder is looked up only now; a log that cannot be written must not hide the fault."""
    from cadreapp.kernel.paths import log_folder

    with contextlib.suppress(OSError):
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(folder / "cadreapp.log", encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log.addHandler(handler)
        log.error("%s", line)
        log.removeHandler(handler)
        handler.close()
