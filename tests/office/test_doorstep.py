"""What is seen of a store from outside agrees with what the proof of its key file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreapp.office import doorstep, gate
from cadreapp.store.folder import DATABASE, KEYS
from tests import make


def test_an_empty_place_holds_no_store(tmp_path: Path) -> None:
    assert not doorstep.look(tmp_path).there
    assert not doorstep.look(tmp_path / "nowhere").there


def test_the_users_are_those_that_the_proof_names(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    seen = doorstep.look(made.root)
    assert (seen.there, seen.sound, seen.users) == (True, True, gate.status(made.root).users)


@pytest.mark.parametrize("content", [b"", b"\0" * 64, b"[]", b"{}", b'{"slots": 7}', b'{"slots": [{}]}', b'{"slots": ["x"]}', b"\xff"])
def test_a_key_file_that_cannot_be_read_is_a_store_that_is_not_sound(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).touch()
    (tmp_path / KEYS).write_bytes(content)
    assert doorstep.look(tmp_path) == doorstep.Seen(True, (), False)


def test_a_store_without_its_key_file_is_there(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    assert doorstep.look(tmp_path) == doorstep.Seen(True, (), False)
