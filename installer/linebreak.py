"""Write resources/unicode/linebreak.txt from Debian's package unicode-data: the line-breaking class of every code point.

    python installer/linebreak.py            write the table anew
    python installer/linebreak.py --check    compare it with the package; 0 when they say the same

One row for each run of code points of one class: its first code point in hexadecimal and the class, resolved as UAX #14
rule LB1 says. Two classes are parted further for rules LB30 and LB30b: OP and CP of full width are written OW and CW,
code points reserved for emoji XP.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path("/usr/share/unicode")
TABLE = Path(__file__).resolve().parent.parent / "resources" / "unicode" / "linebreak.txt"
_PLAIN = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS"}
_WIDE = {"OP": "OW", "CP": "CW"}


def main(arguments: list[str] | None = None) -> int:
    """Write the table, or with --check compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the package, change nothing")
    made = table()
    if parser.parse_args(arguments).check:
        return int(TABLE.read_text("ascii") != made)
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text(made, "ascii")
    return 0


def table() -> str:
    """Return the text of the table."""
    version = (DATA / "LineBreak.txt").read_text("utf-8").split("\n", 1)[0].removeprefix("# LineBreak-").removesuffix(".txt")
    rows = [f"# Unicode {version}, made by installer/linebreak.py; (c) Unicode, Inc., licence: resources/licences/unicode.txt"]
    last = ""
    for code, found in enumerate(_classes()):
        if found != last:
            rows.append(f"{code:X} {found}")
            last = found
    return "\n".join(rows) + "\n"


def _classes() -> Iterator[str]:
    breaks = _property("LineBreak.txt")
    kinds = _property("extracted/DerivedGeneralCategory.txt")
    wide = _property("EastAsianWidth.txt")
    pictures = _property("emoji/emoji-data.txt", lambda name: name == "Extended_Pictographic")
    for code in range(0x110000):
        found = breaks[code] or "XX"
        kind = kinds[code] or "Cn"
        if found == "SA":
            found = "CM" if kind in ("Mn", "Mc") else "AL"
        if pictures[code] and kind == "Cn":
            found = "XP"
        if wide[code] in ("F", "W", "H"):
            found = _WIDE.get(found, found)
        yield _PLAIN.get(found, found)


def _property(name: str, wanted: Callable[[str], bool] = bool) -> list[str]:
    """Return the value of a property for every code point, "" where the file says nothing."""
    values = [""] * 0x110000
    for line in (DATA / name).read_text("utf-8").splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) > 1 and wanted(fields[1]):
            first, _, last = fields[0].partition("..")
            span = range(int(first, 16), int(last or first, 16) + 1)
            values[span.start : span.stop] = [fields[1]] * len(span)
    return values


if __name__ == "__main__":
    sys.exit(main())
