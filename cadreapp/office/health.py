"""How well the store is: database, chain, backups, attachments, fonts, clock, disk, input method."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from cadreapp.kernel.clock import CHINA
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.office import attaching, backups
from cadreapp.office.door import Office
from cadreapp.store import journal
from cadreapp.store.backup import Step
from cadreapp.store.reading import log

T = TypeVar("T")
Job = Generator[Step, None, T]
_LITTLE = 500 << 20
_PIECES_A_STEP = 256


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `good`, or else worth a look; `grave` when the data itself is in doubt."""

    name: str
    good: bool
    text: str
    grave: bool = False


def check(office: Office, *, full: bool = False, watch: Callable[[Step], None] = lambda step: None) -> list[Finding]:
    """Look at everything at once, as `examine` does, handing each step to `watch`."""
    job = examine(office, full=full)
    try:
        while True:
            watch(next(job))
    except StopIteration as end:
        found: list[Finding] = end.value
        return found
    finally:
        job.close()


def examine(office: Office, *, full: bool = False) -> Job[list[Finding]]:
    """Look at everything; `full` reads every page, entry and attachment. It changes nothing and may be dropped at any step."""
    found = [
        (yield from _pages(office)) if full else _some_pages(office),
        (yield from _chain(office)) if full else Finding("使用记录", True, f"共 {office.ask(journal.head).no} 条"),
        (yield from _attachments(office)) if full else _attachments_there(office),
        _backups(office),
        _clock(office),
        _fonts(),
        _disk(office),
        _input_method(),
    ]
    return found


def _some_pages(office: Office) -> Finding:
    return Finding("数据库", True, f"抽读 {office.vault.sample()} 条, 没有问题")


def _pages(office: Office) -> Job[Finding]:
    checking = office.vault.page_seals()
    try:
        while True:
            done, total = next(checking)
            yield Step(done, total, "正在逐页核对数据库")
    except StopIteration as end:
        wrong: list[str] = end.value
    except AppError as error:
        wrong = [error.message()]
    finally:
        checking.close()
    return Finding("数据库", not wrong, wrong[0] if wrong else "逐页核对, 没有问题", grave=True)


def _chain(office: Office) -> Job[Finding]:
    last, after = None, journal.Head(0, journal.GENESIS)
    total = office.ask(journal.head).no
    try:
        while after != last:
            yield Step(after.no, max(total, after.no), "正在逐条核对使用记录")
            last, after = after, office.ask(journal.follow, after)
    except AppError as error:
        return Finding("使用记录", False, error.message(), grave=True)
    return Finding("使用记录", True, f"逐条核对, 共 {after.no} 条", grave=True)


def _attachments_there(office: Office) -> Finding:
    names = office.ask(attaching.in_use)
    gone = sorted(n for n in names if not office.blobs.has(n))
    return Finding("附件", not gone, f"{len(gone)} 件不见了" if gone else f"{len(names)} 件都在", grave=True)


def _attachments(office: Office) -> Job[Finding]:
    names = sorted(office.ask(attaching.in_use))
    for number, name in enumerate(names):
        try:
            # Step by step within a file too: one may be as large as half a gigabyte.
            for piece, _content in enumerate(office.blobs.pieces(name)):
                if piece % _PIECES_A_STEP == 0:
                    yield Step(number, len(names), "正在逐件核对附件")
        except AppError as error:
            return Finding("附件", False, error.message(), grave=True)
    return Finding("附件", True, f"逐件核对, {len(names)} 件完好", grave=True)


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
