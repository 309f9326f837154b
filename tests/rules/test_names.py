"""Names: one way of writing, measured by code points, found by every reading."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.rules.initials import MOST_KEYS, initials
from cadreapp.rules.names import Name, normal, parts, private_characters, read_name

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("张　三", "张三"),
        (" 朱頔\u3000", "朱頔"),
        ("周  祎", "周祎"),
        ("次仁・卓玛", "次仁·卓玛"),
        ("巴特尔．苏和", "巴特尔·苏和"),
        ("迪力夏提•阿不都", "迪力夏提·阿不都"),
        ("阿依古丽 · 买买提", "阿依古丽·买买提"),
        ("买买提.阿不都", "买买提·阿不都"),
        ("吴 𠮷", "吴𠮷"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("张\u200b三", "张三"),
        ("", ""),
    ],
)
def test_a_name_is_kept_in_one_way(written: str, kept: str) -> None:
    name = read_name(written)
    assert name.text == kept
    assert name.as_written == (None if written.strip() == kept else written)


@pytest.mark.parametrize("name", ["䶮", "㛃", "吴𠮷", "褚𫍽", "李\U000323af", "车\uf900", "金\uf90a", "葛\U000e0100", "ﬁ㈱"])
def test_no_character_is_exchanged_for_another(name: str) -> None:
    assert read_name(name) == Name(name)


@given(st.text(max_size=40))
def test_normal_twice_is_normal_once(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize("text", ["张\x00三", "张\ud842三", "张\udfb7", "张\x1b三", "张\u202e三", "张\uffff"])
def test_what_cannot_be_in_a_name_is_refused_with_its_code_point(text: str) -> None:
    with pytest.raises(AppError) as caught:
        read_name(text)
    assert caught.value.code == "BAD_TEXT"
    bad = next(char for char in text if char != "张" and char != "三")
    assert f"{ord(bad):04X}" in caught.value.message()


def test_length_is_counted_in_characters_of_any_plane() -> None:
    assert len(read_name("𠮷" * 25).text) == 25
    assert len(read_name("a" * 50).text) == 50
    for text in ("𠮷" * 26, "张" * 26, "a" * 51):
        with pytest.raises(AppError) as caught:
            read_name(text)
        assert caught.value.code == "TOO_LONG"


def test_every_naughty_string_is_a_name_or_a_clear_no() -> None:
    refused = set()
    for text in json.loads((SAMPLES / "blns.json").read_text(encoding="utf-8")):
        try:
            name = read_name(text)
        except AppError as error:
            refused.add(error.code)
            continue
        assert read_name(name.text).text == name.text
        initials(name.text)
    assert refused == {"BAD_TEXT", "TOO_LONG"}


def test_private_characters_are_found() -> None:
    assert private_characters("张\ue000\U000f0001三") == "\ue000\U000f0001"


def test_a_name_with_dots_has_parts() -> None:
    assert parts("阿依古丽·买买提") == ("阿依古丽", "买买提")
    assert parts("张三") == ("张三",)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("曾国", {"zg", "cg"}), ("单雄", {"sx", "dx"}), ("仇英", {"qy", "cy"}), ("解斌", {"xb", "jb"}), ("区敏", {"om", "qm"}),
        ("查飞", {"zf", "cf"}), ("盖国", {"gg"}), ("朴明", {"pm"}), ("纪明", {"jm"}), ("任明", {"rm"}), ("华明", {"hm"}), ("那英", {"ny"}),
        ("翟明", {"zm"}), ("缪明", {"mm"}), ("隗明", {"wm", "km"}), ("冼明", {"xm"}), ("尉迟恭", {"ycg"}), ("万俟卨", {"mqx"}),
        ("阿依古丽·买买提", {"aygl", "mmt", "ayglmmt"}), ("次仁·卓玛", {"cr", "zm", "crzm"}), ("吴𠮷", {"wj"}), ("郑㛃", {"zj"}),
        ("李䶮", {"ly"}), ("褚𫍽", {"cx"}), ("John Smith", {"john", "smith", "johnsmith"}), ("张3", {"z3"}),
    ],
)  # fmt: skip
def test_a_name_is_found_by_each_reading(name: str, keys: set[str]) -> None:
    assert keys <= initials(name)


def test_a_character_nobody_can_read_gives_no_key() -> None:
    assert initials("\U000323af") == frozenset()
    assert initials("李\U000323af") == frozenset({"l"})
    assert initials("") == frozenset()


@given(st.text(alphabet="行长重乐解单曾查·尉迟a", min_size=1, max_size=25))
def test_keys_stay_few_and_plain(name: str) -> None:
    keys = initials(name)
    assert len(keys) <= MOST_KEYS * 3 * 2 * len(parts(name) or "1")
    assert all(key.isascii() and key.isalnum() and key == key.lower() for key in keys)


def test_reading_names_does_not_load_the_dictionary() -> None:
    code = "import sys, cadreapp.rules.initials, cadreapp.rules.roster; sys.exit('pypinyin' in sys.modules)"
    root = Path(__file__).parent.parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
