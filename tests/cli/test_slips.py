"""Claims about the papers that go with a bundle: what the slip says of it, and the code on the receipt of paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cadreapp.kernel.shape import Values
from cadreapp.office.papers import slips
from cadreapp.paper import compose, wording
from cadreapp.paper.source import PaperInput
from tests import make
from tests.cli.running import Cli, cli
from tests.paper.papers import checked, compare_with_golden, squeezed, text_of

SLIP: Values = {
    "sender": "市档案馆机关纪委", "sender_key": "SHA256:1SSBi1SHpZpO3EBDDkYpV3Qv3ZkY5hCUsYnA3bL0ZcQ", "recipient": "市直机关纪检监察工委",
    "recipient_key": "SHA256:8ZtQ1hX2mVdJr5B0nWcYkL7aFgEoTsPuRiNxMbHvCwA", "sequence": "12", "records": "37", "at": "2026年3月31日16时5分",
    "texts": "不含", "file": "市档案馆机关纪委-0012.cadre", "digest": "f67d b159 b749 d7c1", "code": "7K3M-Q9TX-2B4C-H8WN", "accepted": "35",
    "returned": "2",
}  # fmt: skip


def slip(name: str) -> bytes:
    return compose.table_paper(PaperInput(slips._SLIP, SLIP, "市档案馆机关纪委", state="current"), wording.form(name))


def test_the_slip_names_the_bundle_and_the_receipt_of_paper_bears_the_code_that_the_sender_types(tmp_path: Path) -> None:
    for name in ("unit", "upper"):
        (tmp_path / name).mkdir()
    unit, upper = cli(tmp_path / "unit", unit="下级"), cli(tmp_path / "upper", unit="上级")
    for side, other, name in ((unit, upper, "上级"), (upper, unit, "下级")):
        other("identity", "export", "-o", tmp_path / f"{name}.pub")
        side("partner", "add", tmp_path / f"{name}.pub", "--name", name)
    _nothing_yet(unit, upper, tmp_path)
    unit("seal", unit.new("talk", make.TALK)[0])
    unit("bundle", "send", "--to", "上级", "-o", tmp_path / "1.cadre")
    (answer,) = upper.ask("bundle", "receive", tmp_path / "1.cadre")
    unit("print-slip", "sent", "--with", "上级", "-o", tmp_path / "slip.pdf")
    said = squeezed(text_of((tmp_path / "slip.pdf").read_bytes()))
    digest = upper.ask("bundle", "verify", tmp_path / "1.cadre")["digest"][:16]
    assert all(words in said for words in ("报送单位下级", "接收单位上级", "第1号", "1.cadre", digest))
    upper("print-slip", "received", "--number", "1", "-o", tmp_path / "receipt.pdf")
    told = squeezed(text_of((tmp_path / "receipt.pdf").read_bytes()))
    code = told.partition("收讫码")[2].partition("接收单位")[0]
    assert "退回补正0件" in told
    assert code == answer["code"]
    assert [r["about"] for r in unit.ask("audit", "log") if r["op"] == "export"][-1:] == ["数据包交接单 1"]
    checked((tmp_path / "receipt.pdf").read_bytes(), tmp_path)


def _nothing_yet(unit: Cli, upper: Cli, folder: Path) -> None:
    for side, which in ((unit, "sent"), (upper, "received")):
        assert "[NO_BUNDLE]" in side("print-slip", which, "-o", folder / "none.pdf", code=1).err
    assert not (folder / "none.pdf").exists()


@pytest.mark.golden
@pytest.mark.parametrize("name", ["bundle_slip", "bundle_receipt"])
def test_the_slip_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(name, slip(name), golden, request.config.getoption("--accept"))
