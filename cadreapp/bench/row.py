"""The rows of the report: what is measured, against what, and which aim it has."""

from __future__ import annotations

from dataclasses import dataclass

ROOM_MB = 150
"""Megabytes that any measured job may take beyond a bare window."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a row should reach: `value` of its "ratio" or of "ours", at most or (`least`) at least."""

    value: float
    of: str = "ratio"
    least: bool = False

    def met(self, ours: float, ratio: float | None) -> bool | None:
        """Tell whether it is reached; None when what it speaks of was not measured."""
        got = ours if self.of == "ours" else ratio
        if got is None:
            return None
        return got >= self.value if self.least else got <= self.value


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report. `step` names the cold process that measures it; `zh`/`en` are what and against what."""

    name: str
    step: str
    zh: tuple[str, str]
    en: tuple[str, str]
    unit: str
    aim: Aim | None = None


ROWS = (
    Row("lock", "window", ("启动到可用的锁屏", "空的 PySide6 窗口"), ("start to usable lock screen", "bare PySide6 window"), "ms", Aim(1.5)),
    Row("workbench", "window", ("解锁到可用的首页, 除去口令推导", "口令推导"), ("unlock to usable workbench but the KDF", "the KDF"),
        "ms", Aim(1000, "ours")),
    Row("open", "open", ("开库并取首页数据 (无窗口)", "口令推导"), ("open and ask for the workbench, no window", "the KDF"),
        "ms", Aim(1000, "ours")),
    Row("save", "save", ("保存一条记录", "读过同一条后, 同样的行直接提交"),
        ("save one record", "raw commit of the same rows after the same reading"), "ms", Aim(3)),
    Row("search", "search", ("查找 1-4 字, 95% 分位", "单独的全文查询"), ("search p95, 1 to 4 characters", "raw FTS query"),
        "ms", Aim(50, "ours")),
    Row("due", "due", ("十万条记录里推出要办的事", "只跑它要的查询"), ("what is due, over the whole store", "its raw queries"), "ms",
        Aim(200, "ours")),
    Row("list", "search", ("打开谈话列表第一页", ""), ("first page of the list of talks", ""), "ms"),
    Row("import", "import", ("导入记录", "同样的行 executemany"), ("import", "executemany of the same rows"), "条/秒",
        Aim(0.3, least=True)),
    Row("seal", "envelope", ("加密信封", "age"), ("seal the envelope", "age"), "MB/s", Aim(0.5, least=True)),
    Row("unseal", "envelope", ("打开信封", "age -d"), ("open the envelope", "age -d"), "MB/s", Aim(0.7, least=True)),
    Row("bundle", "bundle", ("写出整个数据包", "tar | gzip -6 | age"), ("write a whole bundle", "tar | gzip -6 | age"), "条/秒"),
    Row("send", "bundle", ("报送: 清点、列清单并写出数据包", "tar | gzip -6 | age"),
        ("send: plan a bundle and write it", "tar | gzip -6 | age"), "条/秒"),
    Row("receive", "receive", ("核收整个数据包", "age -d | gzip -d | tar -x"),
        ("receive a whole bundle", "age -d | gzip -d | tar -x"), "条/秒"),
    Row("again", "again", ("核收, 记录都已有", "age -d | gzip -d | tar -x"),
        ("receive what is here already", "age -d | gzip -d | tar -x"), "条/秒"),
    Row("pages", "pages", ("排印谈话记录", "画同样的字"), ("print talk records", "drawing the same glyphs"), "页/秒"),
    Row("setting", "setting", ("排印百页记录", "画同样的字, 不断行"), ("set a hundred pages", "drawing the same glyphs, lines given"), "页/秒",
        Aim(0.8, least=True)),
    Row("typst", "others", ("排印同一文字", "typst"), ("set the same text", "typst"), "页/秒", Aim(0.7, least=True)),
    Row("weasyprint", "others", ("排印同一文字", "WeasyPrint"), ("set the same text", "WeasyPrint"), "页/秒", Aim(5, least=True)),
    Row("first", "first", ("四十页谈话的第一页到屏幕", ""), ("first page of a talk of forty on the screen", ""), "ms", Aim(300, "ours")),
    Row("batch", "batch", ("连续排印五百页的内存", ""), ("memory of a batch of five hundred pages", ""), "MB", Aim(200, "ours")),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cold process measured for one row: ours, the limit (None when the bare tool is not here), peak memory in MB.

    `ours` None means that it was not measured; `why` then says why not.
    """

    name: str
    ours: float | None
    limit: float | None = None
    memory: float | None = None
    why: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours / self.limit if self.ours is not None and self.limit else None
