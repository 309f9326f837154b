"""How well the store is: database, chain, backups, attachments, fonts, clock, disk, input method."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from cadreapp.kernel.clock import CHINA
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.office import attaching, backups
from cadreapp.office.door import Office
from cadreapp.store import journal
from cadreapp.store.reading import log

_LITTLE = 500 << 20


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `good`, or else worth a look; `grave` when the data itself is in doubt."""

    name: str
    good: bool
    text: str
    grave: bool = False


def check(office: Office, *, full: bool = False) -> list[Finding]:
    """Look at everything; `full` reads every page, entry and attachment."""
    found = [
        _pages(office, full),
        _chain(office, full),
        _attachments(office, full),
        _backups(office),
        _clock(office),
        _fonts(),
        _disk(office),
        _input_method(),
    ]
    return [f for f in found if f is not None]


def _pages(office: Office, full: bool) -> Finding:
    if not full:
        return Finding("数据库", True, f"抽读 {office.vault.sample()} 条, 没有问题")
    wrong = office.vault.damaged_pages()
    return Finding("数据库", not wrong, wrong[0] if wrong else "逐页核对, 没有问题", grave=True)


def _chain(office: Office, full: bool) -> Finding:
    if not full:
        return Finding("使用记录", True, f"共 {office.ask(journal.head).no} 条")
    return _tried("使用记录", lambda: f"逐条核对, 共 {office.ask(journal.verify).no} 条")


def _attachments(office: Office, full: bool) -> Finding:
    names = office.ask(attaching.in_use)
    if not full:
        gone = sorted(n for n in names if not office.blobs.has(n))
        return Finding("附件", not gone, f"{len(gone)} 件不见了" if gone else f"{len(names)} 件都在", grave=True)
    return _tried("附件", lambda: f"逐件核对, {sum(office.blobs.verify(n) >= 0 for n in sorted(names))} 件完好")


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look(), grave=True)
    except AppError as error:
        return Finding(name, False, error.message(), grave=True)


def _backups(office: Office) -> Finding:
    last = backups.latest(office.folder.root)
    if last is None:
        return Finding("备份", False, "还没有备份")
    days = (office.clock.now() - last).days
    return Finding("备份", days <= 7, f"最近一次 {last.astimezone(CHINA):%Y-%m-%d %H:%M}, {days} 天前")


def _clock(office: Office) -> Finding:
    newest = office.ask(log, limit=1)
    now = office.clock.now().astimezone(CHINA).isoformat()
    behind = bool(newest) and newest[0].at[:16] > now[:16]
    return Finding(
        "时钟", not behind, f"电脑的时间 {now[:16]} 比最近一次记录还早, 请校准" if behind else now[:16].replace("T", " ")
    )


def _fonts() -> Finding:
    missing = [] if any((resources() / "fonts").glob("*.ttf")) else ["fonts"]
    return Finding("字体", not missing, "打印用的字体不见了, 请重新安装" if missing else "齐全")


def _disk(office: Office) -> Finding:
    free = shutil.disk_usage(office.folder.root).free
    return Finding("磁盘", free > _LITTLE, f"还剩 {free >> 20} MB")


def _input_method() -> Finding:
    chosen = os.environ.get("QT_IM_MODULE", "")
    return Finding("输入法", True, f"环境设置 {chosen or '默认'}")
