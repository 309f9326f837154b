"""Claims about the window's form of every record type: every field is shown and returned, and a draft outlives the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Shape
from cadreapp.office.door import Office, open_office
from tests import make
from tests.every_record import kept_by_a_dead_program
from tests.house.tree import ROOT
from tests.ui.small_register import setting
from ui.fields.rows import RowsEditor
from ui.pages.meeting_form import OURS, MeetingForm
from ui.pages.talk_form import TalkForm
from ui.widgets.record_form import RecordForm

DESIGNED = {"talk": TalkForm, "meeting": MeetingForm}


def test_the_form_shows_every_field_and_returns_what_it_was_given(qtbot: QtBot, office: Office, shape: Shape) -> None:
    form = DESIGNED.get(shape.name, RecordForm)(shape, setting())
    qtbot.addWidget(form)
    given = make.full_values(office, shape.name)
    form.set_values(given)
    asked = {f.name for f in shape.fields if not f.after_seal}
    assert set(form.editors) == asked
    assert [name for name, editor in form.editors.items() if not editor.isVisibleTo(form)] == []
    for name, editor in form.editors.items():
        assert editor.controls(), name
        assert editor.caption.label.text() == shape[name].label
        if isinstance(editor, RowsEditor):
            entry = shape[name].entry
            assert entry is not None
            wanted = [f.name for f in entry.fields if not f.after_seal and f.name not in OURS]
            assert [[e.field.name for e in row.editors] for row in editor.rows()] == [wanted] * len(given[name])
    assert {name: form.values()[name] for name in asked} == {name: given[name] for name in asked}


@pytest.fixture(scope="module")
def left_behind(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The store of a program that kept a draft of every type and was killed the moment after."""
    made = make.store(tmp_path_factory.mktemp("killed") / "store")
    command = [sys.executable, "-m", "tests.every_record.kept_by_a_dead_program", str(made.root)]
    died = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    with open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
        yield office


def test_a_draft_survives_a_kill(left_behind: Office, shape: Shape) -> None:
    assert left_behind.drafts is not None
    draft = left_behind.drafts.get(kept_by_a_dead_program.slot(shape.name))
    assert draft is not None
    assert (draft.type, draft.values) == (shape.name, kept_by_a_dead_program.typed(shape))
