"""The story of a word nobody may read on the disk: typed into every text field of every editor, it is found nowhere in plain."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Kind
from cadreapp.office import reading
from tests.stories.plain_text import found_in
from tests.ui.driving import CTRL, Hands, name_of, open_hands
from ui.fields.base import FieldEditor
from ui.fields.composing import Area, Line
from ui.fields.rows import RowsEditor
from ui.pages.record_page import RecordPage
from ui.window import PLACES

WRITTEN = (Kind.LINE, Kind.TEXT, Kind.WHO)
TYPES = [place.key for place in PLACES if place.key in {shape.name for shape in reading.types()}]


def test_a_canary_typed_everywhere_is_found_nowhere(
    qapp: QApplication, tmp_path: Path, home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "鸩" + secrets.token_hex(6)
    places = (tmp_path, home, Path(os.environ["XDG_RUNTIME_DIR"]))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    for hands in open_hands(tmp_path, clock):
        for type_name in TYPES:
            assert fill_every_field(hands, type_name, canary) > 3
            hands.press(Qt.Key.Key_S, CTRL)
            hands.work.flush()
        hands.press(Qt.Key.Key_F, CTRL)
        hands.write(canary)
        hands.settle()
        found = hands.work.desk.office.ask(reading.search, canary, None, 50)
        assert {line.type for line in found} > {"talk", "person", "organisation"}
        assert found_in(canary, places) == []
        hands.press(Qt.Key.Key_L, CTRL)
        assert found_in(canary, places) == []
        assert not [w for w in hands.controls() if canary in name_of(w)]
    assert found_in(canary, places) == []
    # The search itself is no dummy.
    (tmp_path / "plain").write_bytes(b"\0" + canary.encode("utf-16-le"))
    assert found_in(canary, places) == [tmp_path / "plain"]


def fill_every_field(hands: Hands, type_name: str, canary: str) -> int:
    """Write into every text field of a new record of a type, one row of each kind of row too; return how many there were."""
    hands.click_line("导航", next(place.name for place in PLACES if place.key == type_name))
    hands.press(Qt.Key.Key_N, CTRL)
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    for fold in [w for w in page.editor.form.findChildren(QAbstractButton) if w.isVisible() and "个可填的栏目" in w.text()]:
        hands.click_on(fold)
    written = 0
    for name, editor in page.editor.form.editors.items():
        if not editor.isVisible():
            continue
        if isinstance(editor, RowsEditor) and not editor.rows():
            hands.click_on(editor.add_button)
        for control in text_controls(editor):
            hands.click_on(control)
            hands.write(canary)
            written += 1
        if page.shape[name].required and editor.field.kind is Kind.CHOICE:
            editor.controls()[0].setFocus()
            hands.press(Qt.Key.Key_Down)
    return written


def text_controls(editor: FieldEditor) -> list[QWidget]:
    """Return where text is written in an editor and in its rows."""
    if isinstance(editor, RowsEditor):
        return [c for row in editor.rows() for inner in row.editors for c in text_controls(inner)]
    if editor.field.kind not in WRITTEN or editor.field.form == "month":
        return []
    return [c for c in editor.controls() if isinstance(c, Line | Area) and c.isVisible()]
