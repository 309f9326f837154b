"""The list that opens under a line while a name is typed: what the register knows, and a way to add what it does not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme
from ui.fields.composing import Line
from ui.fields.setting import Hit, Setting

PAUSE_MS = 120
_HIT = Qt.ItemDataRole.UserRole
_NEW = Qt.ItemDataRole.UserRole + 1
_DETAIL = Qt.ItemDataRole.UserRole + 2


class Suggest(QObject):
    """Watches `line`, asks for names once typing pauses, never for a composition; `picked` carries a Hit."""

    picked = Signal(object)

    def __init__(
        self, line: Line, setting: Setting, targets: tuple[str, ...], *, may_create: bool = True
    ) -> None:
        super().__init__(line)
        self._line, self._setting, self._targets, self._may_create = line, setting, targets, may_create
        self._asked = 0
        self._model = QStandardItemModel(self)
        self._view = QListView()
        self._view.setUniformItemSizes(True)
        self._view.setAccessibleName("可选的名字")
        self._completer = QCompleter(self._model, self)
        self._completer.setPopup(self._view)
        # Only now: the completer puts its own delegate into the popup it takes.
        self._view.setItemDelegate(_HitDelegate(self._view))
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        self._completer.setWidget(line)
        self._completer.activated[QModelIndex].connect(self._activated)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.ask)
        line.edited.connect(self._timer.start)
        line.installEventFilter(self)

    def ask(self) -> None:
        """Ask now for what the line holds; an answer that comes after a newer question is dropped."""
        self._timer.stop()
        text = self._line.text().strip()
        if self._line.composing or self._line.isReadOnly():
            return
        self._asked += 1
        if not text:
            self._view.hide()
            return
        self._setting.lookup.suggest(self._targets, text, self._setting.day(), self._answer(self._asked, text))

    def close(self) -> None:
        """Forget the question and hide the list."""
        self._asked += 1
        self._timer.stop()
        self._view.hide()

    def open_list(self) -> bool:
        """Tell whether the list is showing."""
        return self._view.isVisible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and not self._view.isVisible():
            self._timer.stop()
            self._asked += 1
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and not (self._line.composing or self._view.isVisible())
        ):
            self.ask()
            return True
        return super().eventFilter(watched, event)

    def _answer(self, number: int, text: str) -> Callable[[tuple[Hit, ...]], None]:
        def take(hits: tuple[Hit, ...]) -> None:
            if number == self._asked and self._line.hasFocus():
                self._offer(hits, text)

        return take

    def _offer(self, hits: tuple[Hit, ...], text: str) -> None:
        self._model.clear()
        for hit in hits:
            item = QStandardItem(hit.label)
            item.setData(hit, _HIT)
            item.setData(hit.detail, _DETAIL)
            item.setData(f"{hit.label} {hit.detail}".strip(), Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        if self._may_create:
            for target in self._targets:
                item = QStandardItem(f"新建{self._setting.lookup.title_of(target)}“{text}”…")
                item.setData((target, text), _NEW)
                self._model.appendRow(item)
        if not self._model.rowCount():
            self._view.hide()
            return
        self._completer.complete(QRect(0, 0, max(self._line.width(), 320), self._line.height() + 4))
        if hits:
            # The first name is ready for Enter; Tab leaves what is typed as it is.
            self._view.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _activated(self, index: QModelIndex) -> None:
        hit, new = index.data(_HIT), index.data(_NEW)
        self._view.hide()
        if isinstance(hit, Hit):
            self.picked.emit(hit)
        elif new:
            target, text = new
            self._setting.lookup.create(target, text, self.picked.emit)


class _HitDelegate(QStyledItemDelegate):
    """A name with what tells it from another of the same name, in one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, theme.colour("accent_soft" if chosen else "card"))
        inner = option.rect.adjusted(10, 0, -10, 0)
        new = index.data(_NEW) is not None
        painter.setPen(theme.colour("accent" if new else "text"))
        name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, name)
        used = option.fontMetrics.horizontalAdvance(name) + 14
        detail = str(index.data(_DETAIL) or "")
        if detail:
            painter.setPen(theme.colour("muted"))
            rest = inner.adjusted(used, 0, 0, 0)
            text = option.fontMetrics.elidedText(detail, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 34)


class Follow(QObject):
    """Hands a late answer to `take` only while `owner` still wants it: a newer question or a new value cancels."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._number = 0

    def cancel(self) -> None:
        """Drop every answer that is still on its way."""
        self._number += 1

    def __call__(self, take: Callable[[str], None]) -> Callable[[str], None]:
        self._number += 1
        mine = self._number

        def hand(answer: str) -> None:
            if mine == self._number:
                take(answer)

        return hand
