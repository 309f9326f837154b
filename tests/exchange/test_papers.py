"""Claims about the codes of papers in a bundle: a documented key, left out when there are none, refused when spoilt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cadreapp.exchange.code import grouped
from cadreapp.exchange.manifest import PaperCode, read_manifest
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import bundle, checked, order, record_id

CODES = tuple(
    PaperCode(code, record_id(n), 1, "signing", "2026-03-05T09:30") for n, code in enumerate(sorted(grouped(bytes([n]) * 10) for n in (1, 2)), 1)
)


def test_codes_travel_and_a_bundle_without_any_is_what_it_always_was(tmp_path: Path) -> None:
    written = bundle(tmp_path / "with.age", order(papers=CODES))
    assert checked(tmp_path / "with.age").manifest.heading.papers == CODES
    assert b'"digest"' not in written.manifest.to_json()
    older = bundle(tmp_path / "without.age")
    assert "papers" not in json.loads(older.manifest.to_json())
    assert checked(tmp_path / "without.age").manifest.heading.papers == ()


@pytest.mark.parametrize("spoilt", [
    {"code": "0000"}, {"code": "ILOU-0000-0000-0000"}, {"record": "x"}, {"edition": 0}, {"form": "../signing"}, {"at": "今天"},
], ids=lambda wrong: next(iter(wrong)))  # fmt: skip
def test_what_is_no_code_of_a_paper_is_refused(spoilt: dict[str, object], tmp_path: Path) -> None:
    said = json.loads(bundle(tmp_path / "b.age", order(papers=CODES)).manifest.to_json())
    said["papers"][0] |= spoilt
    data = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(AppError, match="BUNDLE_MALFORMED"):
        read_manifest(data)


def test_codes_out_of_order_or_twice_are_never_sealed(tmp_path: Path) -> None:
    for wrong in (CODES[::-1], (CODES[0], CODES[0])):
        with pytest.raises(AppError, match="BUNDLE_MALFORMED"):
            bundle(tmp_path / "b.age", order(papers=wrong))
    assert list(tmp_path.iterdir()) == []
