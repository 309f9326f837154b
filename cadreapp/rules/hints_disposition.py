"""Remarks on a disposition as it is typed: who may be given what, under which form, until when, by which version."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cadreapp.kernel.shape import Problem, Values
from cadreapp.rules.hints import Facts, day_of, order_hints, outside_hint, remark, reserved_hints
from cadreapp.rules.impact import Sanction, impact
from cadreapp.rules.measures import BY_CODE, FORMS, heaviest_form
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import Rule, Sort

_PARTY, _ADMINISTRATIVE, _APPOINTING = ("D01", "D02", "D03", "D04", "D05"), "G", "R"
_NO_RAISE = ("02", "03", "04", "05")
_COUNTING = "中纪办发〔2016〕2号: 不重不漏, 按最重的处理结果"
_LAW = "《中华人民共和国公职人员政务处分法》(2020)"
_REGULATION = "《中国共产党纪律处分条例》(2023)"
_FORM_NAMES = dict(FORMS)


def disposition_hints(values: Values, facts: Facts, book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a disposition (domain checks 1 to 5, and the version named by hand)."""
    codes = tuple(row["measure"] for row in values.get("measures") or [] if row.get("measure"))
    known = list(outside_hint("person", values.get("person"), facts))
    yield from known
    if facts.jurisdiction and not known:
        yield remark("jurisdiction", f"管理权限在{facts.jurisdiction}, 不在本单位: 报{facts.jurisdiction}处理")
    yield from reserved_hints(values, facts)
    yield from _members_only(codes, values, facts)
    yield from _form(codes, values)
    yield from _deciders(codes, values)
    yield from _effects(codes)
    yield from _versions(codes, values, book)
    yield from _period(codes, values, facts.others, book)
    pairs = (
        ("announced_on", "decided_on", "宣布日期早于决定日期, 核对一下"),
        ("effective_on", "deed_on", "生效日期早于行为日期, 核对一下"),
        ("impact_until", "impact_from", "影响期止早于影响期起, 核对一下"),
    )
    yield from order_hints(values, pairs)


def _members_only(codes: tuple[str, ...], values: Values, facts: Facts) -> Iterator[Problem]:
    known = facts.of(values.get("person"))
    typed = values.get("person_politics")
    politics = typed or (known.politics if known else None)
    where = "记录里写的政治面貌" if typed else "这个人在人员库里"
    only = [BY_CODE[code].name for code in codes if code in BY_CODE and BY_CODE[code].party_only]
    if only and politics not in (None, "member", "probationary"):
        yield remark("measures", f"{'、'.join(only)}只用于党员; {where}不是党员", article=f"{_REGULATION} 第八条")
    punished = [BY_CODE[code].name for code in codes if code in _PARTY]
    if punished and politics == "probationary":
        text = f"预备党员一般不给{'、'.join(punished)}: 情节轻的可以延长预备期, 重的取消预备党员资格"
        yield remark("measures", text, article="《中国共产党章程》 (条文凭记忆, 仅供提示)")


def _form(codes: tuple[str, ...], values: Values) -> Iterator[Problem]:
    right, typed = heaviest_form(codes), values.get("form")
    if right and typed and right != typed:
        yield remark("form", f"按最重的措施是{_FORM_NAMES[right]}, 一人一事只计一次", article=_COUNTING)
    # 组织人事部门依 2015 细则作出的诫勉不要求线索.
    wants_clue = right not in (None, "none") and values.get("decided_by") != "personnel"
    if values.get("counted") == "ours" and wants_clue and not values.get("clue_id"):
        yield remark("counted", "没有问题线索的不进四种形态统计表, 记主体责任口径; 两张表不相加", article=_COUNTING)
    if values.get("counted") in ("ours", "duty") and values.get("decided_by") == "superior":
        yield remark("counted", "上级或派驻机构作出的由它统计, 单列一行, 不计入本单位")


def _deciders(codes: tuple[str, ...], values: Values) -> Iterator[Problem]:
    by = values.get("decided_by")
    if any(code.startswith(_ADMINISTRATIVE) for code in codes) and by in ("party", "personnel", "appointing"):
        yield remark("decided_by", "政务处分只由监察机关作出; 任免机关、单位给的是“处分”, 选另一组措施", article=f"{_LAW} 第二条、第三条")
    if any(code.startswith(_APPOINTING) for code in codes) and by in ("discipline", "party"):
        yield remark("decided_by", "“处分 (任免机关、单位)”由任免机关、单位作出", article=f"{_LAW} 第二条、第三条")
    if any(code.startswith(_ADMINISTRATIVE) for code in codes) and any(code.startswith(_APPOINTING) for code in codes):
        yield remark("measures", "同一违法行为不得重复给予政务处分和处分", article=f"{_LAW} 第十六条")


def _effects(codes: tuple[str, ...]) -> Iterator[Problem]:
    if "D04" in codes:
        text = "留党察看: 党内职务自然撤销, 察看期间没有表决权、选举权和被选举权; 在人员库里把表决权改为“无 (留党察看)”"
        yield remark("measures", text, article=f"{_REGULATION} 第十二条")
    if any(code[0] in "GR" and code[1:] in _NO_RAISE for code in codes):
        yield remark("measures", "记过及以上: 处分期内不得晋升工资档次", article=f"{_LAW} 第十九条")
    if any(code in _PARTY for code in codes) and any(code[0] in "GR" for code in codes):
        yield remark("measures", "党纪和政务 (任免机关) 处分的影响期并行各算, 综合限制到最晚的一个", article="组织处理规定 (试行) 2021 (凭记忆, 仅供提示)")


def _versions(codes: tuple[str, ...], values: Values, book: Rulebook) -> Iterator[Problem]:
    ids = sorted({r.id for r in _impact_rules(book) if set(r.measures) & set(codes)})
    for path, rules in (("rule_year", ids), ("wording_year", ["WD01"])):
        year = values.get(path)
        known = sorted({rule.year for rule_id in rules if rule_id in book.ids() for rule in book.versions(rule_id)})
        if year is not None and known and year not in known:
            yield remark(path, f"没有 {year} 年的版本, 可以写 {'、'.join(map(str, known))}")
        elif year is not None and path == "wording_year" and (form := values.get("form")) in _FORM_NAMES and form != "none":
            words = next(rule for rule in book.versions("WD01") if rule.year == year)
            yield remark(path, f"{_FORM_NAMES[form]}: {words.table[form]}", words)


def _period(codes: tuple[str, ...], values: Values, others: tuple[Sanction, ...], book: Rulebook) -> Iterator[Problem]:
    effective = day_of(values.get("effective_on"))
    if effective is None or not date(1949, 10, 1) <= effective <= date(2999, 1, 1):
        return
    version = values.get("rule_year")
    if version is not None and not any(version == rule.year for rule in _impact_rules(book)):
        return
    deed, restored = day_of(values.get("deed_on")), day_of(values.get("restored_on"))
    given = [Sanction(c, effective, deed, _at_hand(book, c, version), restored, decision="this") for c in codes]
    alone = [p for p in impact(given, book).periods if p.ends is not None]
    joined = impact([*others, *given], book).periods
    told = [p for p in joined if p.ends is not None and p.start in (effective, restored) and set(p.codes) & set(codes)]
    if not told:
        return
    last = max(told, key=lambda p: p.ends.last if p.ends else effective)
    assert last.ends is not None
    # Where the decision has to fix the end, no day that was worked out can be right by itself.
    known = (last.ends.a, last.ends.b) if last.at_least is None else ()
    if day_of(values.get("impact_until")) not in known and values.get("impact_source") != "written":
        article = "; ".join(dict.fromkeys(rule.citation() for rule in last.rules))
        text = last.range_text()
        if last not in alone:
            steps = "; ".join(step.text() for step in last.steps[:2])
            text += f"; 此前处分尚未执行的影响期已相加: {steps}"
        elif not (values.get("person") or {}).get("person") and any(code in _PARTY for code in codes):
            text += "; 只按本记录拟算, 没有关联人员, 未计入此前处分"
        yield remark("impact_until", text, article=article)


def _at_hand(book: Rulebook, code: str, version: int | None) -> int | None:
    """Return the version named by hand where that measure has one."""
    return version if any(version == r.year and code in r.measures for r in _impact_rules(book)) else None


def _impact_rules(book: Rulebook) -> list[Rule]:
    return [r for rule_id in book.ids() for r in book.versions(rule_id) if r.sort is Sort.IMPACT]
