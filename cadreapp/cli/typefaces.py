"""The verb about fonts on paper: which there are, which one draws a face."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.say import say, table
from cadreapp.office.papers import typefaces


def _font(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("face", nargs="?", choices=tuple(typefaces.FACES), help=say("哪一款: 标题、仿宋、楷体、黑体、宋体", "which face"))
    parser.add_argument("file", nargs="?", metavar="FILE", help=say("用这个字体文件; 不写就改回自带的", "this file; without it the shipped one"))
    parser.add_argument("--add", metavar="FILE", help=say("把一个字体文件加进来: 缺字时试用, 也可以选用", "take a font file in"))
    parser.add_argument("--remove", metavar="FILE", help=say("去掉加进来的一个字体文件", "take an added font file away"))
    parser.set_defaults(run=font)


def font(context: Context) -> None:
    """List the fonts that may draw a face, or choose one; fonts belong to the machine, so no store is opened."""
    face, file = context.args.face, context.args.file
    if context.args.add or context.args.remove:
        given = Path(context.args.add or context.args.remove)
        if context.args.add:
            typefaces.add(given)
        else:
            typefaces.remove(given if given.parent != Path() else typefaces.folder() / given)
        done = say("已加进来, 缺字时会试用它。", "Added.") if context.args.add else say("已去掉。", "Removed.")
        context.out({"file": str(given), "added": bool(context.args.add)}, done)
        return
    if face:
        typefaces.choose(face, Path(file) if file else None)
        name = typefaces.FACES[face]
        chosen = say(f"{name}改用 {file}", f"{face} is drawn by {file}") if file else say(f"{name}改回自带的字体", f"{face} is ours again")
        context.out({"face": face, "file": file}, chosen)
        return
    found = typefaces.offered()
    rows = [(one.face, one.name, _state(one), one.file) for one in found]
    heads = [say("款", "face"), say("字体", "font"), say("情况", "state"), say("文件", "file")]
    place = say(f"自己的字体放进: {typefaces.folder()}", f"Put your own fonts into: {typefaces.folder()}")
    context.out([asdict(one) for one in found], f"{table(rows, heads)}\n\n{place}" if found else place)


def _state(one: typefaces.Typeface) -> str:
    if one.chosen:
        return say("在用", "in use")
    if one.why:
        return say(one.why, "unfit")
    return say("缺字时试用", "tried for rare characters") if not one.face else ""


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"font": _font}
