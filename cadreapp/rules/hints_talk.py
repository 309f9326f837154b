"""Remarks on a talk, a reminder or a clue as it is typed."""

from __future__ import annotations

from collections.abc import Iterator

from cadreapp.kernel.shape import Problem, Values
from cadreapp.rules.hints import Facts, day_of, late_hint, order_hints, outside_hint, remark, reserved_hints
from cadreapp.rules.packs import Rulebook

_WEIGHTY = ("remind", "summons", "admonish", "entrusted", "prompt")
_TWO = ("admonish", "entrusted")
_UNCOUNTED = ("heart", "pre_post", "clean", "oral", "visit")
_NOT_BRANCH = ("admonish", "entrusted", "prompt")
_TO_OURS = ("summons", "remind", "inquiry", "admonition", "self_check")
"""Letters to a person that only whoever has the say over them sends."""
_RULES = "《中国共产党纪律检查机关监督执纪工作规则》(2018)"
_SUPERVISION = "《中国共产党党内监督条例》(2016)"


def talk_hints(values: Values, facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a talk (domain checks 3, 6 and 7)."""
    kind = values.get("kind") or ""
    yield from _times(values, facts)
    yield from _whose(kind, values, facts)
    if kind == "prompt" and not values.get("clue_id"):
        text = "“谈话提醒”是纪检机关处理问题线索的方式, 还没有填问题线索; 没有线索的用“提醒谈话”"
        yield remark("kind", text, article=f"{_RULES} 第三十条 (条号凭记忆)")
    if kind == "remind" and values.get("counted") == "official" and not values.get("clue_id"):
        text = "没有问题线索的提醒谈话不进四种形态统计表, 选“主体责任口径”; 两张表不相加"
        yield remark("counted", text, article="中纪办发〔2016〕2号 统计原则")
    if kind in _UNCOUNTED and values.get("counted") in ("official", "duty"):
        yield remark("counted", "这一类谈话不计入四种形态", article="中纪办发〔2016〕2号 统计原则")
    held = day_of(values.get("began_at"))
    for number, ask in enumerate(values.get("asks") or [], 1):
        term = day_of(ask.get("term"))
        if held and term and term < held:
            yield remark(f"asks.{number}.term", "完成时限早于谈话的日期, 核对一下")


def _times(values: Values, facts: Facts) -> Iterator[Problem]:
    began = str(values.get("began_at") or "")
    if began > facts.now:
        yield remark("began_at", "谈话时间晚于现在, 核对一下; 还没有谈的先不要记内容")
    if values.get("ended_at") and began and str(values["ended_at"]) <= began:
        yield remark("ended_at", "结束时间不晚于开始时间, 核对一下")
    yield from late_hint(values, "began_at", "谈话", facts)
    for name, title in facts.overlaps:
        yield remark("talkers", f"{name}在这段时间还有一次谈话: {title}")
    if values.get("kind") in ("summons", *_TWO):
        yield from order_hints(values, (("began_at", "approved_on", "谈话在批准日期之前, 核对一下: 这类谈话事前报批"),))


def _whose(kind: str, values: Values, facts: Facts) -> Iterator[Problem]:
    if kind in _WEIGHTY:
        yield from outside_hint("person", values.get("person"), facts)
    if facts.role == "branch" and kind in _NOT_BRANCH:
        yield remark("kind", "函询、诫勉、谈话提醒不是支部纪检委员的权限: 报机关纪委处理", article=f"{_RULES} 第二十八条 (条号凭记忆)")
    known = facts.of(values.get("person"))
    if kind == "admonish" and known is not None and (known.rank in ("general", "other") or known.kind == "outside_party"):
        text = "诫勉一般用于领导干部; 对普通党员和其他人员是否适用, 理解不一, 先问上级"
        yield remark("person", text, article=f"{_SUPERVISION} 第二十一条")
    if kind in _TWO and values.get("talkers"):
        names = {_key(row.get("who")) for row in values["talkers"]} | {_key(values.get("recorder"))}
        if len(names - {""}) < 2:
            yield remark("talkers", "这类谈话要有两个人: 一人谈、一人记", article=f"{_RULES} (条号待核)")


def _key(who: object) -> str:
    return str(who.get("person") or who.get("name") or "") if isinstance(who, dict) else ""


def reminder_hints(values: Values, facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a reminder (约谈)."""
    yield from outside_hint("person", values.get("person"), facts)
    pairs = (
        ("at", "approved_on", "约谈时间在批准之前, 核对一下"),
        ("at", "notice_on", "约谈时间在通知书日期之前, 核对一下"),
        ("checked_on", "at", "核查日期在约谈之前, 核对一下"),
    )
    yield from order_hints(values, pairs)
    if values.get("kind") == "clue" and len(str(values.get("matter") or "")) > 20:
        yield remark("matter", "有线索背景的约谈, 通知书上不写具体反映, 只写“了解有关情况”")
    if values.get("no_notice") and values.get("notice_no"):
        yield remark("no_notice", "写了通知书文号, 又勾了不发通知书, 核对一下")
    talked = day_of(values.get("at"))
    for number, demand in enumerate(values.get("demands") or [], 1):
        term = day_of(demand.get("term"))
        if talked and term and term < talked:
            yield remark(f"demands.{number}.term", "完成时限早于约谈的日期, 核对一下")
        if demand.get("what") and not demand.get("sign"):
            yield remark(f"demands.{number}.sign", "写上以什么为完成标志, 核查时好对照")


def letter_hints(values: Values, facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a letter: whom it may go to, and from whose desk."""
    if values.get("kind") in _TO_OURS:
        yield from outside_hint("person", values.get("person"), facts)
    yield from reserved_hints(values, facts)


def clue_hints(values: Values, facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a clue."""
    for number, row in enumerate(values.get("reported") or [], 1):
        yield from outside_hint(f"reported.{number}.who", row.get("who"), facts)
    if facts.role == "branch":
        text = "支部纪检委员收到信件不拆、不传、不自行核实, 当日转机关纪委; 这里只登记转办"
        yield remark("received_on", text)
        if values.get("handling") in ("talk", "check"):
            yield remark("handling", "函询、初步核实不是支部纪检委员的权限: 报机关纪委处理")
    pairs = (
        ("submitted_on", "received_on", "呈批日期早于收件日期, 核对一下"),
        ("handled_on", "received_on", "处置日期早于收件日期, 核对一下"),
        ("answered_on", "handled_on", "反馈日期早于处置日期, 核对一下"),
    )
    yield from order_hints(values, pairs)
