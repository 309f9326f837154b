"""Claims about paper through the door: each type prints, the same bytes for the same record, and what leaves is on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import audit, record
from cadreapp.office import reading as asked
from cadreapp.office.papers import printing
from cadreapp.records import SHAPES
from tests import make


@pytest.mark.parametrize("name", SHAPES)
def test_every_form_of_every_type_prints_the_same_bytes_twice(tmp_path: Path, name: str) -> None:
    with make.office(tmp_path, FixedClock(make.MORNING)) as office:
        made = make.full(office, name, "𠮷䶮㛃·")
        for form in office.ask(printing.offered, made):
            first = office.ask(printing.pdf, made, form.name)
            assert first.pdf.startswith(b"%PDF")
            assert first.pages > 0
            assert office.ask(printing.pdf, made, form.name).pdf == first.pdf
        with pytest.raises(AppError, match="UNKNOWN_FORM"):
            office.ask(printing.pdf, made, "nothing")


def test_printing_the_signing_copy_is_a_step_of_its_paper_and_other_forms_are_only_on_record(tmp_path: Path) -> None:
    with make.office(tmp_path, FixedClock(make.MORNING)) as office:
        talk = office.do(record.create, "talk", make.TALK).result
        forms = {f.name: f for f in printing.form_names("talk")}
        office.do(printing.print_record, talk, forms["signing"], 2)
        assert office.ask(asked.record, talk).values["paper"] == []
        office.do(record.seal, talk)
        office.do(printing.print_record, talk, forms["register"], 1)
        assert office.ask(asked.record, talk).values["paper"] == []
        office.do(printing.print_record, talk, forms["signing"], 2)
        assert [(p["step"], p["pages"]) for p in office.ask(asked.record, talk).values["paper"]] == [("printed", 2)]
        assert [e.about for e in office.ask(audit.log, {"op": "print"})] == ["signing", "register", "signing"]


def test_a_draft_s_preview_equals_no_sealed_paper(tmp_path: Path) -> None:
    with make.office(tmp_path, FixedClock(make.MORNING)) as office:
        talk = office.do(record.create, "talk", make.TALK).result
        values = office.ask(asked.record, talk).values
        preview = office.ask(printing.preview, "talk", values)
        office.do(record.seal, talk)
        assert office.ask(printing.pdf, talk).pdf != preview.pdf
        assert len(list(printing.pages(preview.pdf, 40))) == preview.pages
