"""What can be counted: each source of figures, the records behind it, its traits, its days and its numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A source by what people read of it: `records` it is drawn from, `rule` by which it is put together.

    `traits` may be asked for in a layout's `where`; `days` are named with their labels; `numbers` may be added up.
    """

    title: str
    records: str
    rule: str
    traits: tuple[str, ...]
    days: dict[str, str]
    numbers: tuple[str, ...] = ()


SOURCES: dict[str, Source] = {
    "matters": Source(
        "处置", "本单位已定稿的处置记录, 以及记录上写明计入的谈话",
        "一人一事多种措施按最重的计一次; 同一人同一线索的几份记录算一事, 归入最重一份的决定日期",
        ("table", "form", "measure", "top", "party", "rank", "level", "decider", "discipline"), {"decided": "处理决定日期"},
    ),
    "clues": Source(
        "问题线索", "本单位登记的问题线索", "一条线索计一件",
        ("source", "named", "handling", "forwarded"),
        {"received": "收件日期", "handled": "处置日期", "out": "移交日期", "due": "处置时限"},
    ),
    "talks": Source(
        "谈话", "本单位已定稿的谈话记录", "一次谈话一人计一人次, 集体谈话按名单计人",
        ("kind", "manner", "level", "rank", "party", "aspect", "settled", "counted", "table"), {"held": "谈话日期"}, ("heads",),
    ),
    "firsts": Source(
        "主体责任口径的谈话和处置", "本单位已定稿的谈话、约谈, 以及没有问题线索的处置记录",
        "一人一次计一人次; 处置由一次谈话而来的, 只计谈话",
        ("kind", "level", "rank", "party", "aspect", "settled", "form"), {"held": "谈话或决定日期"}, ("heads",),
    ),
    "mendings": Source(
        "整改事项", "本单位的整改事项", "一个问题计一件",
        ("source", "closed"), {"listed": "列入日期", "term": "完成时限", "closed": "销号日期"}, ("days",),
    ),
    "duties": Source(
        "应做事项", "按本单位的组织、日历和记录推算的应做事项", "每项应做的事计一项, 一次活动可以抵几项",
        ("rule", "state", "sort"), {"due": "时限"},
    ),
}  # fmt: skip
