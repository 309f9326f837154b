"""The columns of a roster of people (花名册) and the headers by which they are known."""

from __future__ import annotations

from cadreapp.rules.header import Form, Wanted

ROSTER = Form(
    "roster",
    (
        Wanted("no", "序号", "序号 编号 序 号 no"),
        Wanted(
            "name", "姓名", "姓名 名字 党员姓名 干部姓名 人员姓名 职工姓名 人员 name",
            part=r"^姓名|^[^配偶父母联系人曾用子女]*姓名$", needed=True,
        ),
        Wanted("sex", "性别", "性别 男女 sex gender", part="^性别"),
        Wanted("birth", "出生年月", "出生年月 出生日期 出生时间 出生年月日 生日 出生 生年月 birth birthday", part="^出生(年|日|时)"),
        Wanted("idno", "身份证号", "身份证号 身份证号码 身份证 公民身份号码 公民身份证号码 证件号码 证件号", part="身份证"),
        Wanted(
            "joined", "入党时间", "入党时间 入党日期 入党年月 加入中国共产党时间 加入党组织日期 加入中共时间 何时入党",
            part="^入党.*(时间|日期|年月)|^加入.*党.*(时间|日期)",
        ),
        Wanted(
            "branch", "所在支部", "所在支部 支部 党支部 所在党支部 所属支部 所属党支部 支部名称 党组织 所在党组织 组织关系 组织关系所在党支部 支部名",
            part="支部(?!书记|委员|职务)",
        ),
        Wanted("unit", "单位", "单位 工作单位 所在单位 单位名称 单位部门 所在单位部门 工作单位部门", part="^(所在|工作|现)单位"),
        Wanted("dept", "部门", "部门 处室 科室 所在部门 所在处室 所在科室 内设机构 部门处室 处室部门 股室 部门科室", part="(部门|处室|科室)$"),
        Wanted(
            "post", "职务(职级)", "职务 职务职级 职级职务 现任职务 现任职务职级 岗位 工作岗位 行政职务 职位 单位职务 单位及职务",
            part="^(现任|行政)?职务(?!级|层次|时间)",
        ),
        Wanted("rank", "职级", "职级 现职级 公务员职级 职级名称", part="职级$"),
        Wanted("politics", "政治面貌", "政治面貌 面貌 政治面目 党员类型 党员类别", part="政治面"),
        Wanted("member", "是否党员", "是否党员 是否中共党员 党员 是否为党员 中共党员", part="^是否.*党员"),
        Wanted("kind", "人员类别", "人员类别 人员性质 人员类型 编制类型 编制性质 人员身份 编制 用工形式 在编情况", part="^人员(类|性)|^编制"),
        Wanted("phone", "联系电话", "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 移动电话 办公电话", part="电话|手机"),
        Wanted("nation", "民族", "民族"),
        Wanted("note", "备注", "备注 说明 其他 备考", part="^备注"),
    ),
    (("unit", "dept"), ("post", "rank")),
)
