"""The columns of a register of organisational life (三会一课台账) and the headers by which they are known."""

from __future__ import annotations

from cadreapp.rules.header import Form, Wanted

MEETINGS = Form(
    "meetings",
    (
        Wanted("no", "序号", "序号 编号 序 次数 届次"),
        Wanted("kinds", "会议类型", "会议类型 类型 会议类别 类别 会议种类 会议名称 名称 形式 活动类型 组织生活类型", part="类型|类别", needed=True),
        Wanted(
            "held", "时间", "时间 日期 会议时间 召开时间 开展时间 活动时间 会议日期 召开日期 开会时间",
            part="^(会议|召开|开展|活动).*(时间|日期)", needed=True,
        ),
        Wanted("place", "地点", "地点 会议地点 地址 场所 活动地点 召开地点 会场", part="地点$"),
        Wanted("chair", "主持人", "主持人 主持 会议主持 会议主持人 召集人", part="主持"),
        Wanted("recorder", "记录人", "记录人 记录 会议记录人 记录员", part="^记录人"),
        Wanted("lecturer", "授课人", "授课人 主讲人 讲课人 党课主讲人", part="(授课|主讲|讲课)人"),
        Wanted("due", "应到", "应到 应到人数 应到会人数 应参加人数 应参会人数 应出席 应出席人数", part="^应(到|参|出)"),
        Wanted("present", "实到", "实到 实到人数 实到会人数 参加人数 参会人数 实参加人数 实际参加人数 出席人数 到会人数", part="^(实|出席)"),
        Wanted("absent", "缺席", "缺席 缺席人员 缺席人员及原因 请假人员 缺席情况 未到人员 请假情况", part="^(缺席|请假|未到)"),
        Wanted("branch", "所在支部", "支部 党支部 支部名称 所在支部 组织 党组织名称 党组织", part="支部名"),
        Wanted("topic", "议题", "议题 主题 会议议题 会议主题 活动主题 题目 学习主题 中心议题", part="(议题|主题)$"),
        Wanted("content", "内容", "内容 会议内容 主要内容 活动内容 会议记录 记录内容 学习内容 会议主要内容 议程", part="内容"),
        Wanted("decisions", "决议", "决议 决定 决议事项 形成决议 会议决议 议定事项"),
        Wanted("note", "备注", "备注 说明 其他", part="^备注"),
    ),
)
