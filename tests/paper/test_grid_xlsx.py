"""Xlsx in: what the sheet shows is what is read, and no hostile file is unpacked, run or half read."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.paper import grid_xlsx, grid_zip
from cadreapp.paper.grid import read_grid
from cadreapp.rules.table import Cell, Grid, Hint, Merge
from tests.paper.workbooks import SHEET, data, number, pack, parts, row, save, text

SAMPLES = Path(__file__).parent.parent / "samples"
NAUGHTY: list[str] = json.loads((SAMPLES / "blns.json").read_text(encoding="utf-8"))


def read(folder: Path, made: dict[str, bytes]) -> Grid:
    return read_grid(save(folder, pack(made)))


def cells(grid: Grid) -> dict[str, Cell]:
    return {
        f"{chr(65 + column)}{line.number}": cell
        for line in grid.sheets[0].lines
        for column, cell in enumerate(line.cells)
        if cell.text
    }


def code_of(path: Path) -> str:
    with pytest.raises(AppError) as caught:
        read_grid(path)
    error = caught.value
    for lang in ("zh", "en"):
        assert error.message(lang)
        assert error.remedy(lang)
    return error.code


@pytest.mark.parametrize("name", ["花名册-整洁.xlsx", "花名册-杂乱.xlsx"])
def test_the_samples_are_read_as_openpyxl_reads_them(name: str) -> None:
    ours = read_grid(SAMPLES / name)
    theirs = openpyxl.load_workbook(SAMPLES / name)
    assert [sheet.name for sheet in ours.sheets] == theirs.sheetnames
    for sheet in ours.sheets:
        other = theirs[sheet.name]
        assert len(sheet.merges) == len(other.merged_cells.ranges)
        got = {(line.number, i): cell for line in sheet.lines for i, cell in enumerate(line.cells) if cell.text}
        want = {(c.row, c.column - 1): c.value for r in other.iter_rows() for c in r if c.value is not None}
        assert got.keys() == want.keys()
        for place, value in want.items():
            shown = value.isoformat().removesuffix("T00:00:00") if isinstance(value, datetime) else str(value)
            assert got[place].text == shown
            hint = {datetime: Hint.DATE, str: Hint.TEXT}.get(type(value), Hint.NUMBER)
            assert got[place].hint is hint


def test_naughty_strings_come_back_equal(tmp_path: Path) -> None:
    fit = [t for t in NAUGHTY if t and not set(t) & {chr(n) for n in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}]
    assert len(fit) > 470
    sheet = data(*(row(n, text(f"A{n}", t.replace("\r", "_x000D_"))) for n, t in enumerate(fit, 1)))
    grid = read(tmp_path, parts(sheet))
    assert [line.cells[0].text for line in grid.sheets[0].lines] == fit


def test_shared_texts_leave_out_the_readings_above_them(tmp_path: Path) -> None:
    shared = "<si><t>单</t><rPh sb='0' eb='1'><t>shan</t></rPh><r><t>雄信</t></r></si><si><t>_x0041__x000D_</t></si>"
    grid = read(tmp_path, parts(data(row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>')), shared=shared))
    assert [cell.text for cell in grid.sheets[0].lines[0].cells] == ["单雄信", "A\r"]


def test_two_halves_of_a_character_become_one(tmp_path: Path) -> None:
    grid = read(tmp_path, parts(data(row(1, text("A1", "吴_xD842__xDFB7_")))))
    assert cells(grid)["A1"].text == "吴𠮷"


FORMATS = (
    ("14", "", "27475", "1975-03-22", Hint.DATE),
    ("14", "", "27475.604166666668", "1975-03-22T14:30:00", Hint.DATE),
    ("57", "", "27454", "1975-03", Hint.DATE),
    ("170", 'yyyy"年"m"月"', "27454", "1975-03", Hint.DATE),
    ("171", 'yyyy"年"m"月"d"日";@', "27454", "1975-03-01", Hint.DATE),
    ("172", "[$-804]yyyy/m/d", "27454", "1975-03-01", Hint.DATE),
    ("173", "0.00_ ;[Red]\\-0.00", "1975.1", "1975.10", Hint.NUMBER),
    ("2", "", "1975.03", "1975.03", Hint.NUMBER),
    ("0", "", "1975.1", "1975.1", Hint.NUMBER),
    ("0", "", "1975.2999999999999", "1975.3", Hint.NUMBER),
    ("0", "", "3.2069919760308781E+17", "3.206991976030878e+17", Hint.NUMBER),
    ("0", "", "320699197603087812", "320699197603087812", Hint.NUMBER),
    ("1", "", "1.3992754129E10", "13992754129", Hint.NUMBER),
    ("20", "", "0.604166666666667", "14:30", Hint.TEXT),
    ("14", "", "60", "60", Hint.NUMBER),
    ("14", "", "-5", "-5", Hint.NUMBER),
    ("14", "", "1e300", "1e+300", Hint.NUMBER),
    ("174", '"日期"0', "27454", "27454", Hint.NUMBER),
    ("175", "m", "27454", "1975-03-01", Hint.DATE),
)


@pytest.mark.parametrize(("style", "code", "stored", "shown", "hint"), FORMATS)
def test_a_number_is_read_as_its_format_shows_it(
    tmp_path: Path, style: str, code: str, stored: str, shown: str, hint: Hint
) -> None:
    quoted = code.replace('"', "&quot;")
    own = f"<numFmts><numFmt numFmtId='{style}' formatCode='{quoted}'/></numFmts>" if code else ""
    used = f"<cellXfs><xf numFmtId='0'/><xf numFmtId='{style}'/></cellXfs>"
    styles = f"{own}<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>{used}"
    grid = read(tmp_path, parts(data(row(1, number("A1", stored, 1))), styles=styles))
    assert cells(grid)["A1"] == Cell(shown, hint)


def test_days_of_a_1904_workbook_are_right(tmp_path: Path) -> None:
    styles = "<cellXfs><xf numFmtId='14'/></cellXfs>"
    made = parts(data(row(1, number("A1", "26013"))), styles=styles, workbook="<workbookPr date1904='1'/>")
    assert cells(read(tmp_path, made))["A1"].text == "1975-03-22"


def test_sparse_rows_hidden_rows_errors_and_formulas_are_told(tmp_path: Path) -> None:
    sheet = "<cols><col min='2' max='3' hidden='1'/></cols>" + data(
        row(3, text("B3", "甲")),
        f"<row r='7' hidden='1'>{text('A7', '乙')}</row>",
        row(9, "<c r='A9'><f>1+1</f></c>", "<c r='B9' t='e'><v>#REF!</v></c>"
            "<c r='C9' t='b'><v>1</v></c>", "<c t='str'><v>丙</v></c>"),
        row(10, "<c r='A10' t='s'><v>99</v></c>", "<c r='B10'><v>x</v></c>"),
    ) + "<mergeCells><mergeCell ref='B3:B5'/><mergeCell ref='bad'/></mergeCells>"  # fmt: skip
    grid = read(tmp_path, parts(sheet))
    got = cells(grid)
    assert got["B3"] == Cell("甲")
    assert got["B9"] == Cell("#REF!", Hint.BROKEN)
    assert got["C9"] == Cell("TRUE", Hint.FLAG)
    assert got["D9"] == Cell("丙")
    assert got["A10"].hint is got["B10"].hint is Hint.BROKEN
    assert "A9" not in got
    assert grid.sheets[0].merges == (Merge(3, 1, 5, 1),)
    assert grid.sheets[0].hidden_columns == {1, 2}
    assert [line.hidden for line in grid.sheets[0].lines] == [False, True, False, False]
    assert all(any(word in note for note in grid.notes) for word in ("隐藏", "公式", "读不出"))


def test_a_macro_file_is_read_without_its_macros(tmp_path: Path) -> None:
    made = parts(data(row(1, text("A1", "甲")))) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen"}
    grid = read_grid(save(tmp_path, pack(made), "表.xlsm"))
    assert cells(grid)["A1"].text == "甲"
    assert any("宏" in note for note in grid.notes)


@pytest.mark.parametrize("sheet", [data(row(1, text("A1", "甲_x0000_"))), data(row(1, text("A1", "甲_xD842_三")))])
def test_what_cannot_be_stored_is_refused_with_its_cell(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(AppError) as caught:
        read(tmp_path, parts(sheet))
    assert caught.value.code == "GRID_BAD_CHAR"
    assert caught.value.row == 1
    assert "A1" in caught.value.message()


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    made = parts() | {SHEET: b"<worksheet>" + b" " * 40_000_000}
    assert code_of(save(tmp_path, pack(made))) == "GRID_BOMB"
    nested = parts() | {SHEET: b"<a>" * 1000}
    assert code_of(save(tmp_path, pack(nested))) == "GRID_BOMB"
    many = parts() | {f"xl/media/{n}": b"" for n in range(grid_zip.MOST_PARTS)}
    assert code_of(save(tmp_path, pack(many))) == "GRID_BOMB"


@pytest.mark.parametrize("declared", ["<!DOCTYPE a [<!ENTITY x 'ha'>]>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_ever_declared(tmp_path: Path, declared: str, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<worksheet>&x;</worksheet>'
    assert code_of(save(tmp_path, pack(parts() | {SHEET: xml.encode(encoding)}))) == "GRID_ENTITY"


@pytest.mark.parametrize(("name", "most", "sheet"), [
    ("MOST_ROWS", 2, data(*(row(n, text(f"A{n}", "甲")) for n in range(1, 5)))),
    ("MOST_CELLS", 3, data(row(1, *(text(f"{c}1", "甲") for c in "ABCD")))),
    ("MOST_COLUMNS", 1024, data(row(1, text("XFD1", "甲")))),
    ("MOST_MERGES", 1, data(row(1, text("A1", "甲"))) + "<mergeCells>" + "<mergeCell ref='A1:A2'/>" * 2 + "</mergeCells>"),
])  # fmt: skip
def test_a_huge_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int, sheet: str) -> None:
    monkeypatch.setattr(grid_xlsx, name, most)
    assert code_of(save(tmp_path, pack(parts(sheet)))) == "GRID_TOO_BIG"


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    assert code_of(save(tmp_path, pack(parts(data())))) == "GRID_EMPTY"


def test_other_archives_are_named(tmp_path: Path) -> None:
    kinds = {"word/document.xml": "Word", "xl/workbook.bin": "xlsb", "META-INF/manifest.xml": "OpenDocument", "a.txt": "zip"}
    for part, word in kinds.items():
        with pytest.raises(AppError) as caught:
            read_grid(save(tmp_path, pack({part: b"<x/>"})))
        assert caught.value.code == "GRID_OTHER"
        assert word in caught.value.message()


def test_a_missing_broken_or_double_part_names_the_part(tmp_path: Path) -> None:
    made = parts(data(row(1, text("A1", "甲"))))
    for part in ("xl/workbook.xml", SHEET):
        assert code_of(save(tmp_path, pack({k: v for k, v in made.items() if k != part}))) == "GRID_DAMAGED"
    with pytest.raises(AppError) as caught:
        read_grid(save(tmp_path, pack(made | {SHEET: made[SHEET][:-20]})))
    assert caught.value.code == "GRID_DAMAGED"
    assert SHEET in caught.value.message()
    assert "第 173 字节" in caught.value.message()
    twice = data(row(1, text("A1", "甲")), row(1, text("A1", "乙")))
    assert code_of(save(tmp_path, pack(parts(twice)))) == "GRID_DAMAGED"
    assert code_of(save(tmp_path, pack(made | {SHEET.upper(): b"<x/>"}))) == "GRID_DAMAGED"


def test_an_encrypted_archive_says_so(tmp_path: Path) -> None:
    content = bytearray(pack(parts(data(row(1, text("A1", "甲"))))))
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    assert code_of(save(tmp_path, bytes(content))) == "GRID_ENCRYPTED"


def _flip(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 20))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(1, len(content))]


def _swap_part(content: bytes, dice: random.Random) -> bytes:
    """Repack with one part cut, flipped or emptied: damage that the zip's own checks do not see."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(made))
    made[name] = dice.choice((_flip, _cut, lambda *_: b"", _scramble))(made[name], dice)
    return pack(made)


def _scramble(content: bytes, dice: random.Random) -> bytes:
    """Exchange numbers and marks inside the XML, which stays well-formed."""
    text_ = content.decode("utf-8", "replace")
    for _ in range(5):
        old = dice.choice(('r="', 's="', '<v>', 't="', 'ref="', 'numFmtId="', 'Target="'))
        text_ = text_.replace(old, old + dice.choice(("-", "9" * 30, "²", "A", "1e9", "../", "_x0000_", "")), dice.randrange(1, 4))
    return text_.encode()


@pytest.mark.campaign
def test_a_damaged_file_is_read_or_refused_and_never_more(tmp_path: Path, rounds: Callable[[int, int], range]) -> None:
    styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='2'/></cellXfs>"
    sheet = data(*(
        row(n, text(f"A{n}", f"张{n}"), number(f"B{n}", str(27000 + n), 1), number(f"C{n}", "1975.1", 2),
            f"<c r='D{n}' t='s'><v>0</v></c>")
        for n in range(1, 30)
    )) + "<mergeCells><mergeCell ref='D1:D9'/></mergeCells>"  # fmt: skip
    whole = pack(parts(sheet, shared="<si><t>办公室</t></si>", styles=styles))
    path, codes = tmp_path / "表.xlsx", set()
    for seed in rounds(250, 6000):
        dice = random.Random(seed)
        path.write_bytes(dice.choice((_flip, _cut, _swap_part, _swap_part))(whole, dice))
        try:
            read_grid(path)
        except AppError as error:
            codes.add(error.code)
    assert "GRID_DAMAGED" in codes
    assert all(code.startswith("GRID_") for code in codes)


@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-7", "rot13", "no-such"])
def test_an_encoding_that_no_workbook_may_have_is_damage(tmp_path: Path, encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><worksheet>'.encode() + "姓名".encode("gb18030") + b"</worksheet>"
    assert code_of(save(tmp_path, pack(parts() | {SHEET: xml}))) == "GRID_DAMAGED"


def test_a_workbook_in_utf16_is_read(tmp_path: Path) -> None:
    made = parts(data(row(1, text("A1", "吴𠮷"))))
    made[SHEET] = ('<?xml version="1.0" encoding="UTF-16"?>' + made[SHEET].decode()).encode("utf-16")
    assert cells(read(tmp_path, made))["A1"].text == "吴𠮷"
