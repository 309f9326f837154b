"""Delimited text in: any encoding a Chinese office makes, any delimiter, and damage told by row or byte."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.paper import gb18030, grid_csv
from cadreapp.paper.grid import MOST_BYTES, read_grid
from cadreapp.paper.grid_csv import read_csv
from cadreapp.rules.table import Grid, Hint
from tests.paper.workbooks import save

SAMPLES = Path(__file__).parent.parent / "samples"
NAUGHTY: list[str] = json.loads((SAMPLES / "blns.json").read_text(encoding="utf-8"))
STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
ROSTER = "姓名,性别,单位\r\n张三,男,办公室\r\n吴𠮷,女,法规处\r\n李䶮,女,\"信息\r\n中心\"\r\n"
ROWS = [["姓名", "性别", "单位"], ["张三", "男", "办公室"], ["吴𠮷", "女", "法规处"], ["李䶮", "女", "信息\r\n中心"]]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in grid.sheets[0].lines]


def refused(folder: Path, content: bytes, name: str = "表.csv") -> AppError:
    with pytest.raises(AppError) as caught:
        read_grid(save(folder, content, name))
    for lang in ("zh", "en"):
        assert caught.value.message(lang)
        assert caught.value.remedy(lang)
    return caught.value


@pytest.mark.parametrize(
    ("codec", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"), ("utf-16-be", "utf-16")],
)  # fmt: skip
def test_each_encoding_is_found_and_told(tmp_path: Path, codec: str, told: str) -> None:
    grid = read_grid(save(tmp_path, ROSTER.encode(codec), "表.csv"))
    assert rows(grid) == ROWS
    assert grid.encoding == told
    assert {cell.hint for line in grid.sheets[0].lines for cell in line.cells} == {Hint.BARE}


def test_big_endian_with_its_mark_is_read(tmp_path: Path) -> None:
    assert rows(read_grid(save(tmp_path, b"\xfe\xff" + ROSTER.encode("utf-16-be"), "表.csv"))) == ROWS


def test_gb18030_is_read_by_its_2022_edition() -> None:
    wanted = {
        "A6D9": 0xFE10, "A6DA": 0xFE12, "A6DB": 0xFE11, "A6DC": 0xFE13, "A6DD": 0xFE14, "A6DE": 0xFE15, "A6DF": 0xFE16, "A6EC": 0xFE17,
        "A6ED": 0xFE18, "A6F3": 0xFE19, "FE59": 0x9FB4, "FE61": 0x9FB5, "FE66": 0x9FB6, "FE67": 0x9FB7, "FE6D": 0x9FB8, "FE7E": 0x9FB9,
        "FE90": 0x9FBA, "FEA0": 0x9FBB, "FE51": 0x20087, "FE52": 0x20089, "FE53": 0x200CC, "FE6C": 0x215D7, "FE76": 0x2298F,
        "FE91": 0x241FE, "A8BC": 0x1E3F,
    }  # fmt: skip
    assert {code: ord(gb18030.decode(bytes.fromhex(code))) for code in wanted} == wanted


def test_gb18030_holds_every_plane() -> None:
    for point in (0x4E00, 0x3400, 0x20BB7, 0x2CC56, 0x30000, 0x323AF, 0x1F600):
        assert gb18030.decode(chr(point).encode("gb18030")) == chr(point)


def test_a_short_gb_file_that_looks_like_utf8_is_seen_through() -> None:
    assert rows(read_csv("联通\n".encode("gb18030"), "表.csv")) == [["联通"]]
    assert rows(read_csv("Café,naïve\n".encode(), "表.csv")) == [["Café", "naïve"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [["姓名", "性别", "单位"], *[["张三", "男", "甲、乙"]] * 5])
    grid = read_grid(save(tmp_path, text.encode(), "表.txt"))
    assert grid.delimiter == delimiter
    assert {len(row) for row in rows(grid)} == {3}


def test_excel_marks_for_delimiter_and_text_are_understood(tmp_path: Path) -> None:
    grid = read_grid(save(tmp_path, '\ufeffsep=;\r\n姓名;证号\r\n张三;="0012"\r\n'.encode(), "表.csv"))
    assert rows(grid) == [["姓名", "证号"], ["张三", "0012"]]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    grid = read_grid(save(tmp_path, '姓名,单位\n\n"张\n三",甲\n\r\n李四,乙\n'.encode(), "表.csv"))
    assert [line.number for line in grid.sheets[0].lines] == [1, 3, 5]


@given(table=st.lists(st.lists(STORABLE, min_size=2, max_size=4), min_size=3))
def test_what_a_csv_writer_writes_is_read_back(table: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["姓名", "性别", "单位", "职务"], *table])
    got = rows(read_csv(b"\xef\xbb\xbf" + buffer.getvalue().encode(), "表.csv"))[1:]
    want = [row for row in (_trimmed(row) for row in table) if row]
    assert got == want


def _trimmed(row: list[str]) -> list[str]:
    kept = [text[2:-1] if len(text) > 2 and text.startswith('="') and text.endswith('"') else text for text in row]
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def test_naughty_strings_come_back_equal(tmp_path: Path) -> None:
    fit = [text for text in NAUGHTY if text.strip() and "\x00" not in text]
    assert len(fit) > 480
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([[str(n), text] for n, text in enumerate(fit)])
    for codec in ("utf-8-sig", "utf-16", "gb18030"):
        grid = read_grid(save(tmp_path, buffer.getvalue().encode(codec), "表.csv"))
        assert [row[1] for row in rows(grid)] == fit


def test_a_cell_may_be_as_long_as_a_field(tmp_path: Path) -> None:
    grid = read_grid(save(tmp_path, f"内容,备注\n{'记' * 200_000},甲\n".encode(), "表.csv"))
    assert len(rows(grid)[1][0]) == 200_000


@pytest.mark.parametrize(("text", "row"), [('a,b\n1,"2\n3,4\n5,6\n', 2), ('a,b\n1,2\n3,"4"x\n', 3)])
def test_quotes_that_do_not_match_are_told_with_their_row(tmp_path: Path, text: str, row: int) -> None:
    error = refused(tmp_path, text.encode())
    assert (error.code, error.row) == ("GRID_QUOTE", row)
    assert f"第 {row} 行" in error.message()


def test_a_nul_is_refused_with_its_cell(tmp_path: Path) -> None:
    error = refused(tmp_path, "姓名,性别\n张三,男\n李\x00四,女\n".encode())
    assert (error.code, error.row) == ("GRID_BAD_CHAR", 3)
    assert "A3" in error.message()


def test_half_a_character_is_refused_with_row_and_byte(tmp_path: Path) -> None:
    cesu = "姓名\n张\ud842三\n".encode("utf-8", "surrogatepass")
    error = refused(tmp_path, cesu)
    assert (error.code, error.row) == ("GRID_ENCODING", 2)
    assert str(cesu.index(b"\xed\xa1")) in error.message()
    error = refused(tmp_path, b"\xff\xfe" + "姓名\n张\ud842三\n".encode("utf-16-le", "surrogatepass"))
    assert (error.code, error.row) == ("GRID_ENCODING", 2)


def test_damage_in_a_utf8_file_is_not_read_as_another_encoding(tmp_path: Path) -> None:
    content = ROSTER.encode()
    place = content.index("法规处".encode())
    error = refused(tmp_path, content[:place] + b"\xff" + content[place + 1 :])
    assert (error.code, error.row) == ("GRID_ENCODING", 3)
    assert f"第 {place} 字节" in error.message()
    assert refused(tmp_path, b"\xef\xbb\xbf" + content[:place] + b"\xff").code == "GRID_ENCODING"
    assert refused(tmp_path, "姓名".encode("gb18030") + b"\n\xff\xff\n").code == "GRID_ENCODING"


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "GRID_EMPTY", ""),
        (b"\x00" * 100, "GRID_EMPTY", ""),
        (b" \r\n,,\r\n", "GRID_EMPTY", ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "GRID_OLD_XLS", "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "GRID_ENCRYPTED", "密码"),
        (b"\x09\x08\x10\x00" + b"\x00" * 20, "GRID_OLD_XLS", "xls"),
        (b"%PDF-1.7 ...", "GRID_OTHER", "PDF"),
        (b"\xef\xbb\xbf<html><table>", "GRID_OTHER", "网页"),
        (b'<?xml version="1.0"?><Workbook>', "GRID_OTHER", "XML"),
        (b"Rar!\x1a\x07", "GRID_OTHER", "RAR"),
        (b"\x89PNG\r\n", "GRID_OTHER", "图片"),
        (b"PK\x03\x04 broken", "GRID_DAMAGED", "zip"),
    ],
)
def test_what_is_no_table_is_named_whatever_its_extension(tmp_path: Path, content: bytes, code: str, word: str) -> None:
    for name in ("表.xlsx", "表.csv", "表.xls"):
        error = refused(tmp_path, content, name)
        assert error.code == code
        assert word in error.message()


def test_a_wrong_extension_is_told_and_read(tmp_path: Path) -> None:
    grid = read_grid(save(tmp_path, ROSTER.encode(), "表.xlsx"))
    assert rows(grid) == ROWS
    assert any("扩展名" in note for note in grid.notes)


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.csv", tmp_path):
        with pytest.raises(AppError) as caught:
            read_grid(path)
        assert caught.value.code == "FILE_UNREADABLE"


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(AppError) as caught:
        read_grid(path)
    assert caught.value.code == "GRID_TOO_BIG"
    assert refused(tmp_path, b"a," * 2000 + b"b\n").code == "GRID_TOO_BIG"
    assert refused(tmp_path, b"a,b\n" + b"x" * (grid_csv.MOST_CELL + 1) + b",1\n").code == "GRID_TOO_BIG"
    monkeypatch.setattr(grid_csv, "MOST_ROWS", 3)
    error = refused(tmp_path, b"a,b\n" * 4)
    assert (error.code, error.row) == ("GRID_TOO_BIG", 4)


@pytest.mark.campaign
def test_any_bytes_are_read_or_refused(tmp_path: Path, rounds: Callable[[int, int], range]) -> None:
    path, codes = tmp_path / "表.csv", set()
    for seed in rounds(300, 6000):
        dice = random.Random(seed)
        codec = dice.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
        content = bytearray("\n".join(_odd_row(dice) for _ in range(dice.randrange(1, 12))).encode(codec))
        for _ in range(dice.choice((0, 0, 1, 5, 50))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path.write_bytes(bytes(content[: dice.randrange(1, len(content) + 1)]))
        try:
            read_grid(path)
        except AppError as error:
            codes.add(error.code)
    assert {"GRID_ENCODING", "GRID_QUOTE"} <= codes
    assert all(code.startswith("GRID_") for code in codes)


def _odd_row(dice: random.Random) -> str:
    words = ["张三", "吴𠮷", '"', '""', '"甲\n乙"', "1975.3", "3.2E+17", "", " ", "，", "\t", ";", "=1+1", dice.choice(NAUGHTY)]
    return dice.choice(",;\t").join(dice.choices(words, k=dice.randrange(1, 6))) + "x"
