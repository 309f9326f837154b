"""Claims about the rows of the office's tables: each form has those that offices fill, under the names that they use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cadreapp.paper import makers, wording
from cadreapp.records import SHAPES
from tests.paper.letters import disposition
from tests.paper.papers import squeezed, text_of

AGREED: dict[str, str] = {
    "remind_sheet": "谈话对象 性别 出生年月 政治面貌 单位及部门 职务（职级） 所在党支部 人员类别 谈话人 记录人 谈话时间 谈话地点 问题来源 谈话事由 涉及方面 "
                    "拟谈意见 审批意见 谈话主要内容 本人说明及态度 提醒事项及时限 谈话人签名 记录人签名 整改落实情况 了解人签名 办结意见 备注",
    "remind_whole": "谈话对象 性别 出生年月 政治面貌 单位及部门 职务（职级） 所在党支部 人员类别 谈话人 记录人 谈话时间 谈话地点 谈话事由 涉及方面 "
                    "谈话主要内容 本人说明及态度 提醒事项及时限 谈话对象签名 谈话人签名 整改落实情况 了解人签名 办结意见",
    "remind_inside": "问题来源 拟谈意见 审批意见 备注",
    "minutes": "会议名称 届次 归属年度 时间 主持人 记录人 应到 实到 议题 缺席 列席人员 表决 方式 赞成 反对 弃权 是否通过 决议与分工 责任人 完成时限 "
               "上次会议议定事项落实 主持人（签名）： 记录人（签名）：",
    "criticisms": "会议名称 归属年度 主持人 序号 被批评人（职务） 批评人（职务） 批评意见 涉及方面 本人认领情况 是否列入整改 整理人（签名）：",
    "opinions": "序号 对象 意见内容 来源 条数 办理方向",
    "ledger_rectification": "序号 问题 来源 具体表现 整改措施 责任人 完成时限 进展 完成日期 佐证（件号） 销号人签名",
    "admonish_approval": "姓名 性别 政治面貌 单位职务职级 任现职时间 管理权限 线索编号 来源 核实情况摘要 本人说明摘要 依据条款 承办人意见 机关纪委意见 "
                         "党组织主要负责人意见 批准日期 抄报单位",
    "letter_delivery": "文书名称及文号 受送达人 送达时间 送达地点 送达方式 受送达人签收 拒收情况 送达人（2人）",
    "admonish_follow": "书面检查收到 整改核查日期 核查人 整改情况 影响期起 影响期止 影响期由来 期满了解情况 上报日期 归档日期 归入哪一卷 变更撤销记录",
    "clue_card": "编号 收件日期 来源 转办文号 转办要求与时限 署名情况 知悉范围 被反映人 反映要点 承办人 回避核对 呈批 处置方式 处置日期 反馈（报告） 结果 "
                 "移交（退回）",
    "letter_inquiry_reply": "需要说明的问题 本人说明（写不下的另附页，逐页签名） 本人签名 所在党组织主要负责人意见",
    "visit_sheet": "回访对象 处分（理）种类及日期 影响期起止 第几次回访 回访人（2人） 参加人 地点 时间 思想、工作、生活、困难 整改情况 单位评价 本人诉求 "
                   "跟进事项 回访对象签名 回访人签名",
    "letter_opinion_check": "来函单位 来函文号 用途 人选 查核范围 截止日 有无未了结线索 有无影响期内处分处理 回复意见 审核 签发 份数",
    "handover": "类别 件数 起止号 纸质／电子 在办事项 密钥及口令已变更 移交人签名 接收人签名 监交人签名",
    "recusal": "事项 应回避人 理由 提出方式 决定人 接替人",
    "disposal": "原因 件号 份数 监销人签名 监销人签名",
    "disposition_card": "姓名 性别 出生年月 民族 学历 入党时间 单位及职务 事实摘要 违反何种纪律 依据条款 处理措施 决定机关 决定日期 批准日期 宣布日期 "
                        "送达 影响期起 影响期止 执行情况（职务、工资等） 执行报告日期 归档日期 申诉情况 回访情况 恢复党员权利日期 文号",
}


def _labels(form: wording.Form) -> Iterator[str]:
    for part in form.parts:
        yield part.get("head", "")
        for row in part.get("row", ()):
            yield from (label.replace("\n", "") for label, _text in row["cells"])
        yield from (column["label"] for column in part.get("column", ()))
        yield part.get("label", "")


@pytest.mark.parametrize("name", list(AGREED))
def test_a_form_has_the_rows_that_offices_fill(name: str) -> None:
    """Officers' own list of rows, as local offices print them; a form may have more."""
    labels = set(_labels(wording.form(name)))
    assert [label for label in AGREED[name].split() if label not in labels] == []


def test_the_list_before_and_after_a_meeting_has_every_step() -> None:
    steps = "".join(choice.label for choice in SHAPES["meeting"]["prepared"].choices)
    wanted = ("学习", "征求意见", "谈心谈话", "对照检查材料", "上年整改情况通报", "受处理处分", "上级派员", "会后通报", "报送材料")
    assert [step for step in wanted if step not in steps] == []


def test_the_card_of_a_disposition_tells_when_it_was_approved() -> None:
    def card(**changes: Any) -> str:
        return squeezed(text_of(makers.make(disposition(**changes), wording.form("disposition_card"))))

    assert "决定日期2026年3月6日批准日期2026年3月9日（生效）" in card(effective_on="2026-03-09")
    assert "决定日期2026年3月6日批准日期2026年3月6日" in card(effective_on=None)


def test_what_follows_an_admonition_names_the_way_it_was_reckoned_and_the_file_it_goes_to() -> None:
    def sheet(**changes: Any) -> str:
        values = {"measures": [{"id": "1", "measure": "T07"}], **changes}
        return squeezed(text_of(makers.make(disposition(**values), wording.form("admonish_follow"))))

    told = sheet(impact_source="computed", reported_on="2026-09-08", archived_in=None)
    assert "☐首日不计" in told
    assert "2026年9月8日" in told
    assert "☐廉政档案" in told
    assert "☐" not in sheet(impact_source="written", archived_in="廉政档案2026年卷")


def test_a_choice_stands_on_paper_with_the_marks_of_print() -> None:
    told = squeezed(text_of(makers.make(disposition(impact_source="computed"), wording.form("disposition_card"))))
    assert "拟算，以组织决定为准" in told
