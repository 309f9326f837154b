"""The story of the main job in the real window: set up, write, print, sign, send, take the receipt back, lock, go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QTabBar

from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading
from cadreapp.office.bundles import partners, receiving
from tests import make
from tests.ui.driving import CTRL, Hands, answer_files, focused
from ui.dialogs.lock import LockScreen
from ui.dialogs.preview import PreviewDialog
from ui.fields.turns import TurnsEditor
from ui.pages.record_page import RecordPage

PASSPHRASE = "plum rain 42 river"
MATTER = "关于验收材料报送多次逾期的情况"
SAID = (("经过是怎样的?", "材料没有及时盖章。"), ("有没有报告?", "没有。"))


def test_the_whole_job_in_the_window(
    qapp: QApplication, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(tmp_path / "store", clock)
    try:
        set_up(hands)
        add_person(hands)
        write_talk(hands)
        seal(hands)
        print_talk(hands, tmp_path / "talk.pdf", monkeypatch)
        register_signed(hands)
        record_reminder(hands)
        record_meeting(hands)
        record_disposition(hands)
        report_up(hands, tmp_path, monkeypatch)
        undo_and_find(hands)
        lock_and_return(hands)
    finally:
        hands.close()


def set_up(hands: Hands) -> None:
    """Walk through the wizard; the recovery code is read off the label and typed back."""
    hands.write("某某局机关纪委")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.write("王委员𠮷")
    hands.press(Qt.Key.Key_Return)
    for _ in range(2):
        hands.write(PASSPHRASE)
        hands.press(Qt.Key.Key_Return)
    code = next(label for label in hands.top.findChildren(QLabel) if label.property("role") == "code")
    assert code.isVisible()
    copied = code.text().replace("\n", "-").lower()
    hands.press(Qt.Key.Key_Space)
    hands.write(copied)
    hands.press(Qt.Key.Key_Return)
    assert hands.work.navigation.current() == "workbench"
    assert not any(label.text() and label.property("role") == "code" for label in hands.top.findChildren(QLabel))


def add_person(hands: Hands) -> None:
    """Bring one person in."""
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("姓名", "张三𠮷")
    hands.fill("现任职务(职级)", "副主任")
    hands.press(Qt.Key.Key_S, CTRL)
    assert hands.sees("已保存")
    hands.press(Qt.Key.Key_Escape)


def write_talk(hands: Hands) -> None:
    """Write a reminding talk with keys alone, from its kind to the source."""
    hands.click_line("导航", "谈话")
    hands.press(Qt.Key.Key_N, CTRL)
    for _ in range(3):
        hands.press(Qt.Key.Key_Down)
    tab_write(hands, "谈话事由", MATTER)
    hands.press(Qt.Key.Key_Tab)
    hands.write("zs")
    hands.until(QApplication.activePopupWidget, "the list of names")
    hands.press(Qt.Key.Key_Return)
    tab_write(hands, "结束时间", "3-5")
    tab_write(hands, "结束时间: 几点几分", "1020")
    tab_write(hands, "谈话地点", "三楼 305 室")
    tab_write(hands, "记录人: 姓名", "赵㛃")
    tab_write(hands, "谈话人: 姓名 第1条", "李䶮")
    tab_to(hands, "问 第1条")
    for question, answer in SAID:
        for text in (question, answer):
            hands.write(text)
            hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.write("情况属实。")
    tab_to(hands, "提醒(要求)事项: 加一条")
    hands.press(Qt.Key.Key_Space)
    hands.write("补交材料")
    hands.press(Qt.Key.Key_Tab)
    hands.write("0330")
    tab_write(hands, "政治面貌", "中共党员")
    tab_write(hands, "依据", "监督条例第二十一条")
    tab_to(hands, "来源")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_S, CTRL)
    assert hands.sees("已保存")
    editor = page_in_front(hands).editor.form.editors["turns"]
    assert isinstance(editor, TurnsEditor)
    assert [(t["question"], t["answer"]) for t in editor.value()] == list(SAID)


def seal(hands: Hands) -> None:
    """Seal what is in the editor."""
    hands.click("定稿")
    assert hands.top is not hands.session.frame, page_in_front(hands).editor.notice.text
    hands.press(Qt.Key.Key_Return, CTRL)
    view = page_in_front(hands).reader.view
    assert view is not None
    assert view.state == "sealed"


def print_talk(hands: Hands, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the paper and save it; what was saved is a sound PDF that says what was said."""
    answer_files(monkeypatch, target)
    hands.press(Qt.Key.Key_P, CTRL)
    preview = hands.top
    assert isinstance(preview, PreviewDialog)
    hands.until(preview.save_button.isEnabled, "the paper")
    hands.click("另存为 PDF")
    hands.until(lambda: hands.sees("已存到"), "saved")
    hands.click("关闭")
    if sys.platform == "linux":  # where the test command installs the programs that are not ours
        subprocess.run(["qpdf", "--check", str(target)], check=True, capture_output=True)
        said = subprocess.run(["pdftotext", str(target), "-"], check=True, capture_output=True, text=True).stdout
        flat = "".join(said.split())
        assert "张三𠮷" in flat
        assert "材料没有及时盖章" in flat
        assert "监督条例第二十一条" in flat
    assert target.read_bytes().startswith(b"%PDF")


def register_signed(hands: Hands) -> None:
    """Come back with the signed paper."""
    hands.click("登记签字")
    hands.press(Qt.Key.Key_Return, CTRL)
    view = page_in_front(hands).reader.view
    assert view is not None
    assert [step["step"] for step in view.values["paper"]][-1] == "signed"


def record_reminder(hands: Hands) -> None:
    """Begin a 约谈 and move it two steps on."""
    hands.click_line("导航", "约谈")
    hands.press(Qt.Key.Key_N, CTRL)
    choose_first(hands, "约谈类型")
    hands.fill("约谈事由", "整改迟缓")
    hands.press(Qt.Key.Key_S, CTRL)
    assert hands.sees("已保存")
    hands.press(Qt.Key.Key_Escape)
    for _ in range(2):
        hands.click("登记进展")
        hands.press(Qt.Key.Key_Return, CTRL)
    view = page_in_front(hands).reader.view
    assert view is not None
    assert len(view.values["steps"]) == 2
    assert view.values["steps"][0]["stage"] != view.values["steps"][1]["stage"]


def record_meeting(hands: Hands) -> None:
    """Keep a meeting of two kinds at once."""
    hands.click_line("导航", "组织生活")
    hands.press(Qt.Key.Key_N, CTRL)
    for kind in ("党课", "主题党日"):
        box = next(w for w in hands.controls() if w.accessibleName().startswith("会议类型: ") and kind in w.accessibleName())
        hands.click_on(box)
    hands.fill("会议名称", "三月主题党日")
    hands.press(Qt.Key.Key_S, CTRL)
    assert hands.sees("已保存")
    hands.press(Qt.Key.Key_Escape)
    view = page_in_front(hands).reader.view
    assert view is not None
    assert set(view.values["kinds"]) == {"lecture", "theme_day"}


def record_disposition(hands: Hands) -> None:
    """Register a disposition of the first form and seal it."""
    hands.click_line("导航", "四种形态")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("对象: 姓名", "zs")
    hands.until(QApplication.activePopupWidget, "the list of names")
    hands.press(Qt.Key.Key_Return)
    hands.fill("事由", "多次逾期报送材料")
    hands.fill("依据条款", "监督条例第二十一条")
    hands.fill("决定机关", "某某局机关纪委")
    hands.fill("决定日期", "3-4")
    hands.click("处理措施: 加一条")
    for name in ("政治面貌", "职级层次", "措施 第1条", "形态", "作出主体", "是否由本单位统计"):
        choose_first(hands, name)
    seal(hands)


def report_up(hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enrol the upper level, send it what is new, and take its receipt back."""
    with make.office(folder / "upper", unit="上级纪检监察工委") as upper:
        theirs, ours, bundle = folder / "upper.pub", folder / "ours.pub", folder / "bundle.cadre"
        theirs.write_text(upper.ask(partners.own_file), encoding="utf-8")
        hands.click_line("导航", "报上级")
        tab(hands, "身份与单位")
        answer_files(monkeypatch, ours)
        hands.click("导出身份文件")
        answer_files(monkeypatch, theirs)
        hands.click("登记单位")
        hands.click("电话里比对过, 核对码完全一致")
        hands.click("登记单位")
        tab(hands, "报上级")
        hands.click("报上级")
        hands.click("看看会报什么")
        assert hands.sees("处置 1")
        answer_files(monkeypatch, bundle)
        hands.click("选位置, 写出数据包")
        hands.until(lambda: hands.sees("已写好并核对"), "the bundle")
        hands.click("好")
        upper.do(partners.add_partner, ours.read_bytes(), "某某局机关纪委")
        accepted = finish(receiving.receive(upper, bundle))
        assert accepted.accepted > 0
        assert accepted.returned == 0
        held = upper.ask(reading.search, "多次逾期报送材料", None, 10)
        assert [line.type for line in held] == ["disposition"]
        answer_files(monkeypatch, accepted.receipt)
        hands.click("取回收讫回执")
        assert hands.sees("没有退回")


def undo_and_find(hands: Hands) -> None:
    """Take a new person back, then find the talk by its words and open it."""
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("姓名", "写错的人")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert "已撤销" in hands.work.toast.text
    assert [line.title for line in hands.work.desk.office.ask(reading.rows, reading.Listing("person"), 10)] == ["张三𠮷"]
    hands.press(Qt.Key.Key_F, CTRL)
    hands.write("验收")
    hands.press(Qt.Key.Key_Return)
    assert focused() is hands.control("查到的记录")
    hands.press(Qt.Key.Key_Return)
    view = page_in_front(hands).reader.view
    assert view is not None
    assert view.values["matter"] == MATTER


def lock_and_return(hands: Hands) -> None:
    """Lock in the middle of a sentence; after the passphrase everything is there, the sentence too."""
    hands.press(Qt.Key.Key_N, CTRL)
    tab_write(hands, "谈话事由", "写到一半")
    hands.press(Qt.Key.Key_L, CTRL)
    assert hands.session.work is None
    assert isinstance(hands.session.frame.centralWidget(), LockScreen)
    hands.write(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    office = hands.work.desk.office
    counts = {name: len(office.ask(reading.ids, reading.Listing(name))) for name in ("person", "talk", "reminder", "meeting")}
    assert counts == {"person": 1, "talk": 1, "reminder": 1, "meeting": 1}
    assert hands.sees("没写完的")
    draft = next(w for w in hands.controls() if "写到一半" in w.accessibleName())
    hands.click_on(draft)
    hands.settle()
    assert page_in_front(hands).editor.form.editors["matter"].value() == "写到一半"


def page_in_front(hands: Hands) -> RecordPage:
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return page


def tab_to(hands: Hands, name: str, most: int = 80) -> None:
    """Press Tab until the cursor stands in the control called `name`."""
    for _ in range(most):
        if focused().accessibleName() == name:
            return
        hands.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}; it stops at {focused().accessibleName()}")


def tab_write(hands: Hands, name: str, text: str) -> None:
    tab_to(hands, name)
    hands.write(text)


def choose_first(hands: Hands, name: str) -> None:
    """Take the first answer of a choice, whether a list or buttons."""
    control = next(w for w in hands.controls() if w.accessibleName() == name or w.accessibleName().startswith(f"{name}: "))
    if isinstance(control, QComboBox):
        control.setFocus()
        hands.press(Qt.Key.Key_Down)
    else:
        hands.click_on(control)


def tab(hands: Hands, name: str) -> None:
    """Click a tab of the page in front."""
    bar = next(b for b in hands.top.findChildren(QTabBar) if b.isVisible())
    number = next(n for n in range(bar.count()) if bar.tabText(n) == name)
    hands.click_on(bar, bar.tabRect(number).center())
    hands.settle()
