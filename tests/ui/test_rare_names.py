"""Rare characters of a name are drawn, not boxed: in the list, in what is read, in its title and in the field one types into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests.ui.real_office import settle
from ui import theme
from ui.pages.record_page import RecordPage
from ui.work.desk import Desk

RARE = "𠮷䶮㛃"


def ink(character: str, *, strong: bool) -> int:
    """Return how many dots of a big picture one character of the window's font blackens."""
    picture = QImage(80, 80, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setFont(theme.font(60, strong=strong))
    painter.drawText(QRect(0, 0, 80, 80), 0, character)
    painter.end()
    return sum(QColor(picture.pixel(x, y)).lightness() < 128 for x in range(80) for y in range(80))


@pytest.mark.parametrize("strong", [False, True])
def test_each_rare_character_has_a_face_of_its_own(qtbot: QtBot, strong: bool) -> None:
    theme.load_fonts()
    boxes = {ink("\U000e0fff", strong=strong), ink("\uffff", strong=strong)}
    drawn = [ink(character, strong=strong) for character in RARE]
    assert min(drawn) > 200
    assert len(set(drawn)) == len(RARE)
    assert not boxes.intersection(drawn)


def differs(widget: QWidget, show: object, plain: object) -> bool:
    """Tell whether a widget looks another way with the one text than with the other."""
    assert callable(show)
    assert callable(plain)
    show()
    QTest.qWait(1)
    first = widget.grab().toImage()
    plain()
    QTest.qWait(1)
    return first != widget.grab().toImage()


def test_a_rare_name_is_drawn_where_a_person_is_listed_read_titled_and_written(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    theme.load_fonts()
    office = desk.office
    made = {name: office.do(record.create, "person", {"name": name, "kind": "staff"}).result for name in (RARE, "㛃䶮𠮷")}
    page = RecordPage(desk, clock, reading.shape("person"))
    qtbot.addWidget(page, before_close_func=lambda p: p.editor.autosave.halt())
    page.resize(1200, 700)
    page.show()
    settle(desk)
    page.open_record(made[RARE])
    settle(desk)
    places = {"title": page.reader.title, "read": value_label(page.reader.values)}
    for place, label in places.items():
        assert RARE in label.text(), place
        # The same three characters in another order: boxes would look the same.
        assert differs(label, lambda label=label: label.setText(RARE), lambda label=label: label.setText("㛃䶮𠮷")), place
    cells = [row_picture(page, made[name]) for name in made]
    assert cells[0] != cells[1]
    page.edit_record(made[RARE])
    settle(desk)
    field = page.editor.form.editors["name"].controls()[0]
    assert isinstance(field, QLineEdit)
    assert field.text() == RARE
    assert differs(field, lambda: field.setText(RARE), lambda: field.setText("㛃䶮𠮷"))


def value_label(values: QWidget) -> QLabel:
    return next(one for one in values.findChildren(QLabel) if one.text() == RARE)


def row_picture(page: RecordPage, record_id: str) -> QImage:
    page.list.clearSelection()
    row = page.model.row_of(record_id)
    assert row is not None
    place = page.list.visualRect(page.model.index(row, 0))
    return page.list.viewport().grab(QRect(place.topLeft() + QPoint(6, 4), place.size())).toImage()
