"""The audit log as people ask for it: filtered, worded, verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cadreapp.office.undo import VERBS
from cadreapp.store import journal as chain
from cadreapp.store import reading
from cadreapp.store.journal import Head
from cadreapp.store.reading import JournalLine, Reader
from cadreapp.store.unit import Unit

_LABELS = {
    **VERBS,
    "unlock": "解锁",
    "view": "查看",
    "print_record": "打印",
    "amend": "开始更正",
    "drop_amendment": "放弃更正",
    "send": "报上级",
    "receive": "接收数据包",
    "take_receipt": "取回执",
    "note_export": "导出",
    "create_store": "建立数据夹",
    "restored": "从备份恢复",
    "add_partner": "登记单位",
    "revoke_partner": "停用单位",
    "change_settings": "改设置",
    "attach": "加附件",
    "back_up": "备份",
    "submit_report": "统计表登记为已报",
    "recall_report": "撤回上报登记",
    "type_in_figures": "录入以前的数",
    "install_layout": "装入自定表样",
    "uninstall_layout": "不用自定表样",
    "save_mapping": "记下上级表的对应关系",
    "note_paper": "存出或打印统计表",
    "refused": "口令不对",
    "allow_secret": "启用秘密标志",
    "stop_secret": "停用秘密标志",
    "switch": "改验真码设置",
    "set_letterhead": "改设置",
    "set_pattern": "改设置",
    "install_form": "改纸样",
    "reset_form": "恢复纸样",
    "exported": "印台账",
    "printed": "印单子",
}


def verb_label(verb: str) -> str:
    """Return what a command is called on screen."""
    return _LABELS.get(verb, verb)


def log(connection: Reader, filters: Mapping[str, str], limit: int = 200) -> list[JournalLine]:
    """Return entries, newest first; filters as named in reading.FILTERS, days inclusive."""
    return reading.log(connection, filters, limit=limit)


def verify(connection: Reader) -> Head:
    """Walk the whole chain; raises CHAIN_BROKEN naming the first broken entry."""
    return chain.verify(connection)


def note_export(unit: Unit, what: str) -> None:
    """Put on record that something left the store in the open."""
    unit.note("export", about=what)


def as_row(entry: JournalLine) -> dict[str, Any]:
    """Return an entry as plain data."""
    return asdict(entry)
