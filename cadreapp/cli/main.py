"""The entry of the command line: finds the verb's group, runs it, turns what went wrong into one line and an exit code."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import secrets
import sys
from collections.abc import Sequence
from typing import NoReturn

from cadreapp import __version__
from cadreapp.cli.options import add_globals
from cadreapp.cli.say import lang, say, speak
from cadreapp.cli.verbs import GROUPS, VERBS
from cadreapp.kernel.errors import BUG, USAGE, AppError, Exit

log = logging.getLogger("cadreapp")


class Parser(argparse.ArgumentParser):
    """argparse that raises our own fault instead of printing English and leaving."""

    def error(self, message: str) -> NoReturn:
        raise USAGE(what=message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a verb, open the window."""
    given = list(sys.argv[1:] if argv is None else argv)
    speak("en" if _wanted_language(given) == "en" else "zh")
    try:
        return _run(given)
    except AppError as error:
        return _tell(error, "--json" in given)
    except KeyboardInterrupt:
        print(say("已停止。", "Stopped."), file=sys.stderr)
        return Exit.REFUSED
    except BrokenPipeError:
        return Exit.DONE
    except Exception as error:  # the last resort: a number to quote, the trace only in the log
        number = secrets.token_hex(4)
        _log_to_file()
        log.error("bug %s", number, exc_info=error)
        return _tell(BUG(number=number), "--json" in given)


def _run(given: list[str]) -> int:
    verb = next((word for word in _withoutadd_globals(given)), None)
    if verb is None or verb in ("-h", "--help"):
        if given and verb is None and "--version" not in given:
            _parser(None).parse_args(given)
        if not given:
            return _window()
        print(f"cadreapp {__version__}" if "--version" in given else _parser(None).format_help())
        return Exit.DONE
    if verb not in VERBS:
        raise USAGE(what=say(f"没有“{verb}”这个命令", f"no verb “{verb}”"))
    args = _parser(verb).parse_args(given)
    # The context brings in key handling, which --help does not need.
    from cadreapp.cli.context import system_context

    return int(args.run(system_context(args)) or Exit.DONE)


def _parser(verb: str | None) -> Parser:
    parser = Parser(
        prog="cadreapp", description=say("纪检委员工作台 (离线, 加密)", "The discipline officer's desk, offline, encrypted"),
        add_help=False,
    )
    add_globals(parser)
    verbs = parser.add_subparsers(dest="verb", metavar=say("命令", "VERB"), parser_class=Parser)
    for name, (_group, zh, en) in VERBS.items():
        sub = verbs.add_parser(name, help=say(zh, en), description=say(zh, en), add_help=False)
        add_globals(sub, argparse.SUPPRESS)
        if name == verb:
            importlib.import_module(f"cadreapp.cli.{GROUPS[name]}").ADD[name](sub)
    parser._positionals.title = say("命令", "verbs")
    parser._optionals.title = say("选项", "options")
    return parser


def _withoutadd_globals(given: list[str]) -> list[str]:
    """Return the words that are no global option nor its value: the first is the verb."""
    left, skip = [], False
    for word in given:
        if skip:
            skip = False
        elif word in ("--store", "--passphrase-file", "--as", "--lang"):
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


def _window() -> int:
    # The window is another package that knows this one, not the reverse: it is started by name.
    return int(importlib.import_module("ui.app").main([]))


def _tell(error: AppError, as_json: bool) -> int:
    message, remedy = error.message(lang()), error.remedy(lang())
    where = f" ({say('第', 'row ')}{error.row}{say(' 行', '')})" if error.row is not None else ""
    if as_json:
        said = {"code": error.code, "message": message, "remedy": remedy, "field": error.field, "row": error.row}
        print(json.dumps({"error": {k: v for k, v in said.items() if v is not None}}, ensure_ascii=False), file=sys.stderr)
    else:
        print(say(f"错误 [{error.code}] {message}{where} 怎么办: {remedy}",
                  f"Error [{error.code}] {message}{where} What to do: {remedy}"), file=sys.stderr)
    return error.fault.exit


def _log_to_file() -> None:
    # Only a bug needs the log, and only then is its folder looked up.
    from cadreapp.kernel.paths import log_folder

    folder = log_folder()
    folder.mkdir(parents=True, exist_ok=True)
    log.addHandler(logging.FileHandler(folder / "cadreapp.log", encoding="utf-8"))
    log.propagate = False
