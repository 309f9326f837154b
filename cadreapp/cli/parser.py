"""argparse in the language that was asked for, raising our own fault instead of leaving."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from cadreapp.cli.say import say
from cadreapp.kernel.errors import USAGE

# What argparse says when a command line is wrong, and how we say it. Its words are found in the gettext calls of the module.
_SAID = (
    (r"the following arguments are required: (.*)", r"还缺 \1"),
    (r"one of the arguments (.*) is required", r"\1 要写一个"),
    (r"unrecognized arguments: (.*)", r"不认识 \1"),
    (r"not allowed with argument (.*)", r"不能和 \1 一起用"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 不明确, 可能是 \2"),
    (r"ignored explicit argument (.*)", r"后面不能带值 \1"),
    (r"expected one argument", "后面要跟一个值"),
    (r"expected at most one argument", "后面最多跟一个值"),
    (r"expected at least one argument", "后面至少要跟一个值"),
    (r"expected (\d+) arguments?", r"后面要跟 \1 个值"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"没有 \1 这个选项, 可选 \2"),
    (r"unknown parser (.*) \(choices: (.*)\)", r"没有 \1 这个命令, 可选 \2"),
    (r"invalid int value: (.*)", r"\1 不是整数"),
    (r"invalid \S+ value: (.*)", r"\1 不合要求"),
)


class Formatter(argparse.HelpFormatter):
    """Help whose fixed words are ours."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, say("用法: ", "usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser of one verb; no option may be shortened, because scripts hold on to the names."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, "allow_abbrev": False, "add_help": False, **more})
        self._positionals.title = say("参数", "arguments")
        self._optionals.title = say("选项", "options")

    def error(self, message: str) -> NoReturn:
        raise USAGE(what=say(in_chinese(message), message))


def in_chinese(message: str) -> str:
    """Return what argparse says in Chinese; our own words, and what it may learn to say one day, stay as they are."""
    found = re.fullmatch(r"argument (.*?): (.*)", message, re.DOTALL)
    if found:
        return f"{found[1]}: {in_chinese(found[2])}"
    for pattern, words in _SAID:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, words, message, flags=re.DOTALL)
    return message
