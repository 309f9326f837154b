"""字体: which font draws each face on paper, what is installed or was added, why one cannot be used, and how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLabel

from cadreapp.kernel.errors import AppError
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.page_view import edged, image_of
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import LINE_PX, PlainTable
from ui.work.desk import Desk

if TYPE_CHECKING:
    from cadreapp.office.papers.printing import Picture
    from cadreapp.office.papers.typefaces import Typeface

FONTS = "字体文件 (*.ttf *.ttc *.otf);;所有文件 (*)"
FACES = (("标题", "title"), ("仿宋", "fang"), ("楷体", "kai"), ("黑体", "hei"), ("宋体", "song"))
HINT = ("自带的字体够用; 有方正小标宋、仿宋_GB2312 等并且许可嵌入的, 可以选用, 下一次打印起就用它, 它没有的字仍用自带的。"
        "加进来的字体, 自带字体缺字时会试用。字体是这台电脑的设置, 不进数据。")
SAMPLE_DPI, SAMPLE_HEIGHT = 96, 176


class FontsCard(QFrame):
    """Fonts belong to the machine: nothing of this is kept in the store, and looking at them needs no unlocking."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[Typeface] = []
        self._stale = True
        self.notice = Notice(self)
        self.table = PlainTable("字体", (("用作", 90), ("字体", 210), ("情况", 250), ("文件", 0)))
        self.table.moved.connect(self._dress)
        self.table.setMinimumHeight(7 * LINE_PX)
        self.face = QComboBox()
        self.face.setAccessibleName("用作哪一款")
        for text, face in FACES:
            self.face.addItem(f"用作{text}", face)
        self.use_button = button("选用", self.use)
        self.ours_button = button("改回自带的", self.give_up, icon="undo-2")
        self.add_button = button("添加字体文件…", self.choose_file, icon="plus")
        self.remove_button = button("去掉", self.remove, icon="trash-2")
        self.sample = QLabel()
        self.sample.setAccessibleName("字体样张: 现在的标题、仿宋、楷体、黑体、宋体各一行")
        self.sample.setMinimumHeight(SAMPLE_HEIGHT)
        self._lay_out()
        self._dress()

    def reload(self) -> None:
        """Look at the fonts of this machine and draw the sample; that takes a moment, so that it waits until someone looks."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        self._desk.call(_offered).then(self._show).failed(self.notice.refuse)
        self._desk.call(_sample, SAMPLE_DPI * self.devicePixelRatioF()).then(self._draw).failed(self.notice.refuse)

    def forget(self) -> None:
        """Drop what was said."""
        self.notice.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    def use(self) -> None:
        """Let the chosen font draw the face named beside the button."""
        chosen = self._chosen()
        if chosen is not None:
            face, name = self.face.currentData(), self.face.currentText().removeprefix("用作")
            self._do(_choose, face, Path(chosen.file), said=f"{name}已改用“{chosen.name}”, 下一次打印起用。")

    def give_up(self) -> None:
        """Let our own font draw the face named beside the button again."""
        name = self.face.currentText().removeprefix("用作")
        self._do(_choose, self.face.currentData(), None, said=f"{name}已改回自带的字体。")

    def choose_file(self) -> None:
        """Ask for a font file."""
        chosen, _kind = QFileDialog.getOpenFileName(self, "添加字体文件", "", FONTS)
        if chosen:
            self.add(Path(chosen))

    def add(self, path: Path) -> None:
        """Take a font file in, or say why it cannot be used."""
        self._do(_add, path, said=f"“{path.name}”已加进来, 缺字时会试用; 要让它画某一款字, 在下面选中后点“选用”。")

    def remove(self) -> None:
        """Take an added font file away."""
        chosen = self._chosen()
        if chosen is not None and chosen.added:
            self._do(_remove, Path(chosen.file), said=f"“{Path(chosen.file).name}”已去掉。")

    def _lay_out(self) -> None:
        frame, inside = card(spacing=8)
        head = row(label("字体", role="heading"), 0, self.add_button, self.remove_button)
        inside.addLayout(head)
        inside.addWidget(label(HINT, tone="muted", role="small", wrap=True))
        inside.addWidget(self.notice)
        inside.addWidget(self.table)
        inside.addLayout(row(label("选中的字体"), self.face, self.use_button, self.ours_button, 0))
        inside.addWidget(label("现在打印出来的样子", tone="muted", role="small"))
        inside.addWidget(self.sample)
        outer = row(frame)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)

    def _do(self, act: Any, *given: Any, said: str) -> None:
        def done(_none: object) -> None:
            self.notice.say("good", said)
            self.reload()

        self._desk.call(act, *given).then(done).failed(self._refused)

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
        self.reload()

    def _show(self, found: list[Typeface]) -> None:
        self._found = found
        names = {face: text for text, face in FACES}
        drawn = {one.face for one in found if one.chosen}
        ours = [PlainRow(face, (text, "自带的", "" if face in drawn else "在用", ""), ("text", "text", "good", "muted"))
                for text, face in FACES]
        theirs = [PlainRow(n, (names.get(one.face, "缺字时试用"), one.name, _state(one), one.file),
                           ("text", "text", "bad" if one.why else "good", "muted")) for n, one in enumerate(found)]
        self.table.show_rows(_together(ours, theirs, names))
        self._dress()

    def _draw(self, picture: Picture) -> None:
        sheet = edged(image_of(picture), 1)
        sheet.setDevicePixelRatio(self.devicePixelRatioF())
        self.sample.setPixmap(sheet)

    def _chosen(self) -> Typeface | None:
        return self._found[self.table.key] if isinstance(self.table.key, int) else None

    def _dress(self, _key: object = None) -> None:
        chosen, key = self._chosen(), self.table.key
        face = key if isinstance(key, str) else chosen.face if chosen else ""
        if face:
            self.face.setCurrentIndex(self.face.findData(face))
        self.use_button.setEnabled(chosen is not None and not chosen.why)
        self.remove_button.setEnabled(chosen is not None and chosen.added)


def _together(ours: Sequence[PlainRow], theirs: Sequence[PlainRow], names: dict[str, str]) -> list[PlainRow]:
    """Return the rows face by face, our own font first; what no face uses comes last."""
    rows = []
    for own, name in zip(ours, names.values(), strict=True):
        rows += [own, *(one for one in theirs if one.cells[0] == name)]
    return [*rows, *(one for one in theirs if one.cells[0] not in names.values())]


def _state(one: Typeface) -> str:
    return "在用" if one.chosen else one.why or "可以用"


# Fonts bring the PDF writer along: it is loaded by the thread that asks, not while a passphrase is typed.
def _offered() -> list[Typeface]:
    from cadreapp.office.papers import typefaces

    return typefaces.offered()


def _sample(dpi: float) -> Picture:
    from cadreapp.office.papers import printing, typefaces

    return next(iter(printing.pages(typefaces.sample(), dpi)))


def _choose(face: str, file: Path | None) -> None:
    from cadreapp.office.papers import typefaces

    typefaces.choose(face, file)


def _add(file: Path) -> None:
    from cadreapp.office.papers import typefaces

    typefaces.add(file)


def _remove(file: Path) -> None:
    from cadreapp.office.papers import typefaces

    typefaces.remove(file)
