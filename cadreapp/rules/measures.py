"""The measures a disposition may take: code, name and the form (四种形态) under which each is counted."""

from __future__ import annotations

from dataclasses import dataclass

FIRST, SECOND, THIRD, FOURTH, NONE = "first", "second", "third", "fourth", "none"

FORMS = (
    (FIRST, "第一种形态"),
    (SECOND, "第二种形态"),
    (THIRD, "第三种形态"),
    (FOURTH, "第四种形态"),
    (NONE, "不计形态"),
)
"""From light to heavy; of several measures taken at once the heaviest decides (中纪办发〔2016〕2号: 不重不漏)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: stable `code`, its name, its form. `party_only`: for Party members alone."""

    code: str
    name: str
    form: str
    party_only: bool = False


MEASURES = (
    # 批评教育帮助
    Measure("T03", "提醒谈话", FIRST),
    Measure("T04", "谈话提醒", FIRST),
    Measure("T05", "批评教育", FIRST),
    Measure("T06", "责令检查", FIRST),
    Measure("T07", "诫勉", FIRST),
    Measure("T08", "谈话函询了结", FIRST),
    Measure("T09", "初步核实了结", FIRST),
    Measure("T10", "其他批评教育类措施 (通报批评、限期整改、公开道歉等)", FIRST),
    # 党纪处分: 纪律处分条例 (2023) 第八条
    Measure("D01", "党内警告", SECOND, True),
    Measure("D02", "党内严重警告", SECOND, True),
    # 第十一条: 无党内职务可撤的; 影响期按 24 个月而不是 18 个月, 所以另有一个代码
    Measure("D02B", "党内严重警告 (无党内职务可撤的替代处分)", SECOND, True),
    Measure("D03", "撤销党内职务", THIRD, True),
    Measure("D04", "留党察看", THIRD, True),
    Measure("D05", "开除党籍", THIRD, True),
    # 政务处分: 公职人员政务处分法 (2020) 第七条; 只由监察机关作出
    Measure("G01", "政务警告", SECOND),
    Measure("G02", "政务记过", SECOND),
    Measure("G03", "政务记大过", SECOND),
    Measure("G04", "政务降级", SECOND),
    Measure("G05", "政务撤职", THIRD),
    Measure("G06", "政务开除", THIRD),
    # 处分: 任免机关、单位给予的, 与政务处分是两回事; 公务员法 (2018) 第六十二条
    Measure("R01", "警告 (任免机关、单位处分)", SECOND),
    Measure("R02", "记过 (任免机关、单位处分)", SECOND),
    Measure("R03", "记大过 (任免机关、单位处分)", SECOND),
    Measure("R04", "降级 (任免机关、单位处分)", SECOND),
    Measure("R05", "撤职 (任免机关、单位处分)", THIRD),
    Measure("R06", "开除 (任免机关、单位处分)", THIRD),
    # 组织调整: 统计指标体系 (试行) 所列 15 项
    Measure("Z01", "取消荣誉称号", SECOND),
    Measure("Z02", "撤销政协委员资格", SECOND),
    Measure("Z03", "终止人大代表资格", SECOND),
    Measure("Z04", "取消预备党员资格", SECOND, True),
    Measure("Z05", "取消当选资格", SECOND),
    Measure("Z06", "终止党代表资格", SECOND, True),
    Measure("Z07", "停职 (停职检查)", SECOND),
    Measure("Z08", "调整 (调离) 职务或岗位", SECOND),
    Measure("Z09", "免职", SECOND),
    Measure("Z10", "引咎辞职", SECOND),
    Measure("Z11", "责令辞职", SECOND),
    Measure("Z12", "改任非领导职务", SECOND),
    Measure("Z13", "安排提前退休", SECOND),
    Measure("Z14", "降低退休待遇", SECOND),
    Measure("Z15", "其他组织调整", SECOND),
    # 其七项明细各级口径不一, 所以不逐项设, 具体措施写在“说明”里
    Measure("Z21", "重大职务调整", THIRD),
    # 七项中有单独影响期规定的一项, 另有一个代码
    Measure("Z22", "降职", THIRD),
    Measure("J01", "涉嫌犯罪移送或判决后处理", FOURTH),
    # 不合格党员处置: 既非处分, 也非形态
    Measure("U01", "限期改正 (不合格党员处置)", NONE, True),
    Measure("U02", "劝退 (不合格党员处置)", NONE, True),
    Measure("U03", "除名 (不合格党员处置)", NONE, True),
    Measure("X01", "了结澄清", NONE),
)
"""统计指标体系 (试行), 2016, with later words; talks for care or on taking office (T01, T02) are no dispositions."""

BY_CODE = {measure.code: measure for measure in MEASURES}
_WEIGHT = {NONE: 0, FIRST: 1, SECOND: 2, THIRD: 3, FOURTH: 4}


def heaviest_form(codes: tuple[str, ...]) -> str | None:
    """Return the form that measures taken at once count under, None without any known measure."""
    forms = [BY_CODE[code].form for code in codes if code in BY_CODE]
    return max(forms, key=_WEIGHT.__getitem__, default=None)
