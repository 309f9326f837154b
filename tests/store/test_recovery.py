"""Claims about the recovery code: typos are named, nothing else opens, and the rehearsal proves what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store import keys, recovery
from cadreapp.store.folder import KEYS, KEYS_COPY, Folder
from cadreapp.store.recovery import ALPHABET, new_code, read_code
from cadreapp.store.rehearsal import rehearse
from cadreapp.store.slots import CHEAP


def _refused(typed: str) -> AppError:
    with pytest.raises(AppError) as caught:
        read_code(typed)
    assert caught.value.code == "RECOVERY_TYPO"
    return caught.value


def test_a_code_has_at_least_128_random_bits_and_no_look_alikes() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(set(c) <= set(ALPHABET) | {"-"} for c in codes)
    assert recovery.GROUPS * (recovery.GROUP - 1) * 5 >= 128
    assert not set("OILU") & set(ALPHABET)


def test_case_spaces_width_and_look_alikes_do_not_matter() -> None:
    code = new_code()
    secret = read_code(code)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " 　"), f"  {code}\n", wide, code.replace("-", "——")):
        assert read_code(typed) == secret
    for seen, typed in (("0", "o"), ("0", "O"), ("1", "l"), ("1", "I"), ("V", "u")):
        assert read_code(code.replace(seen, typed)) == secret


def test_every_single_slip_is_found_and_its_group_named() -> None:
    code = new_code().replace("-", "")
    for at, right in enumerate(code):
        for wrong in ALPHABET:
            if wrong != right:
                error = _refused(code[:at] + wrong + code[at + 1 :])
                assert f"第 {at // 5 + 1} 组" in error.message()


def test_exchanged_characters_and_groups_are_found() -> None:
    code = new_code()
    groups = code.split("-")
    for at in range(6):
        if groups[at] != groups[at + 1]:
            swapped = [*groups[:at], groups[at + 1], groups[at], *groups[at + 2 :]]
            _refused("-".join(swapped))
    plain = code.replace("-", "")
    for at in range(0, 35, 5):
        for here in range(at, at + 4):
            if plain[here] != plain[here + 1]:
                _refused(plain[:here] + plain[here + 1] + plain[here] + plain[here + 2 :])


def test_lost_added_and_strange_characters_are_named() -> None:
    code = new_code()
    assert "34 个" in _refused(code[:-1]).message()
    assert "36 个" in _refused(code + "A").message()
    assert "0 个" in _refused("").message()
    assert "恢" in _refused("恢" + code[1:]).message()


def test_the_rehearsal_opens_a_copy_with_the_typed_code_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    opened, code = keys.create(folder, "p", cost=CHEAP)
    before = sorted(p.name for p in tmp_path.iterdir())
    seen: list[Path] = []

    def proves(copy: Path, key: bytes) -> bool:
        seen.append(copy)
        assert sorted(p.name for p in copy.iterdir()) == sorted([KEYS, KEYS_COPY])
        return key == opened.key

    rehearse(folder, code.lower(), proves)
    assert seen
    assert seen[0] != folder.root
    with pytest.raises(AppError, match="RECOVERY_UNPROVEN"):
        rehearse(folder, code, lambda copy, key: False)
    with pytest.raises(AppError, match="RECOVERY_WRONG"):
        rehearse(folder, new_code(), proves)
    with pytest.raises(AppError, match="RECOVERY_TYPO"):
        rehearse(folder, code[:-1], proves)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_the_code_of_another_store_is_called_so(tmp_path: Path) -> None:
    codes = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        codes.append(keys.create(Folder(tmp_path / name), "p", cost=CHEAP)[1])
    with pytest.raises(AppError, match="RECOVERY_WRONG"):
        keys.open_with_recovery(tmp_path / "a", codes[1])
