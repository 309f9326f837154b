"""The words people read: those of the trade, none of those that frighten, mislead or come from our own workshop."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Source, product, resource_texts

CHINESE = re.compile(r"[㐀-鿿]")

# The word -> what is said instead. Found anywhere inside a string.
ANYWHERE = {
    "驾驶舱": "工作台", "任务流": "今日要办", "红牌": "即将到期", "亮灯": "已超期", "预警": "即将到期",
    "审讯": "谈话", "谈话笔录": "谈话记录", "讯问笔录": "谈话记录", "上岗面谈": "任前廉政谈话", "警告谈话": "诫勉谈话",
    "代办调查": "受托谈话函询", "传唤": "约谈", "通知到案": "约谈", "盯防": "回访", "嫌疑人": "谈话对象",
    "主审": "谈话人", "书记员": "记录人", "案由": "事由", "罪由": "事由", "举报人信息": "来源", "情报来源": "来源",
    "打卡": "到会", "签到率": "到会", "团建": "主题党日", "批斗": "组织生活会", "扣分": "批评意见", "工单": "整改事项",
    "考核指标": "责任清单", "绩效": "责任清单", "流程引擎": "听、研、查、谈、评", "违纪等级": "四种形态",
    "服刑期": "影响期", "禁赛期": "影响期", "造假": "补录", "补造": "补录", "电子签章": "已签字",
    "撤案": "了结澄清", "无罪": "了结澄清", "导出密文": "报上级", "驳回": "退回补正", "打回": "退回补正",
    "报表引擎": "台账", "权限组": "知悉范围", "用户迁移": "交接", "监控日志": "使用记录",
    "墓碑": "回收站", "软删除": "回收站", "登出": "锁定", "登入": "解锁", "助记词": "恢复码", "私钥": "本单位身份",
    "公钥": "本单位身份", "伙伴": "上级单位", "灾备": "备份", "快照": "备份", "疑似抄袭": "有几成相同, 要不要看一下",
    "必填项": "还缺…", "校验失败": "还缺…", "违规未开": "本季还没有记录", "思想工作登记": "谈心谈话",
}  # fmt: skip
# Said of something else they may be right; as a whole label they are not.
AS_LABEL = {
    "面谈": "谈话", "约见": "谈话", "当事人": "谈话对象", "目标": "谈话对象", "案件": "问题线索", "例会": "四种会的名称",
    "培训课": "党课", "总结会": "组织生活会", "年份": "归属年度", "投诉": "批评意见", "处罚": "处分 / 处理",
    "到期日": "拟算期满日", "报警": "提示", "违规": "已超期", "临时": "草稿", "未提交": "草稿", "封存": "定稿",
    "密封": "定稿", "提交审批": "定稿", "修改覆盖": "更正", "结案": "办结", "同步": "报上级", "上传": "报上级",
    "验收": "核收", "入库": "核收", "空表": "零报告", "不合格": "退回补正", "缺报": "零报告", "机密": "内部", "绝密": "内部", "忽略": "延期",
}  # fmt: skip
# Our own workshop's words, in a sentence for people.
FOREIGN = re.compile(
    r"\b(Dashboard|KPI|Bug|Done|Owner|Deadline|Bundle|Receipt|ACK|Partner|amend|tar)\b", re.IGNORECASE | re.ASCII
)
# Letters in a row that are no name of a key.
WORD = re.compile(r"(?<!\w)(?!(?:Ctrl|Alt|Shift|Enter|Tab|Esc|F\d+|Del|Home|End|PgUp|PgDn|OK)\b)[A-Za-z]{2,}")
# (path, word) -> why it may be said there.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("cadreapp/exchange/faults.py", "私钥"): "tells a maintainer that a file of ssh-keygen or age-keygen must stay at home",
    ("cadreapp/records/meeting_rows.py", "不合格"): "the official lowest grade when members are rated (民主评议党员)",
}
# The wording of regulations is quoted as it is, formats are told to programmers, and data of other hands is data.
QUOTED = ("resources/rules", "resources/help/formats", "resources/holidays", "resources/licences", "resources/fonts")
SHOWN_BY = {
    "setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setStatusTip", "addAction", "addTab", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction",
}  # fmt: skip


def _spoken() -> Iterator[tuple[str, int, str]]:
    for source in product():
        yield from ((source.path, line, text) for line, text in source.strings())
    for path, text in resource_texts():
        if not path.startswith(QUOTED):
            yield from ((path, number, line) for number, line in enumerate(text.splitlines(), 1))


def _wrong_words() -> Iterator[tuple[str, str, str]]:
    for path, line, text in _spoken():
        found = {word: say for word, say in ANYWHERE.items() if word in text}
        if text.strip() in AS_LABEL and not path.startswith("cadreapp/rules/"):  # it reads what others wrote
            found[text.strip()] = AS_LABEL[text.strip()]
        if path.startswith(("ui/", "resources/")) and CHINESE.search(text):
            found |= dict.fromkeys(FOREIGN.findall(text), "a Chinese word")
        yield from ((path, word, f"{path}:{line}: “{word}”, say {say}: {text[:60]!r}") for word, say in found.items())


def test_people_read_the_words_of_their_trade() -> None:
    wrong = [told for path, word, told in _wrong_words() if (path, word) not in EXCEPTIONS]
    assert not wrong, "\n".join(wrong)


def test_no_exception_outlives_its_reason() -> None:
    assert set(EXCEPTIONS) <= {(path, word) for path, word, _ in _wrong_words()}


def test_no_sentence_is_glued_from_pieces() -> None:
    glued = [
        f"{source.path}:{node.lineno}: {ast.unparse(node)[:80]}"
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and (_chinese(node.left) or _chinese(node.right))
    ]
    assert not glued, "an f-string with the whole sentence reads better:\n" + "\n".join(glued)


def _chinese(node: ast.expr) -> bool:
    """Tell whether this is a piece of a sentence; a lone mark such as “、” between parts of a list is none."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and len(CHINESE.findall(node.value)) > 2


def test_the_window_speaks_chinese() -> None:
    english = [
        f"{source.path}:{call.lineno}: {argument.value!r}"
        for source in product()
        if source.under("ui")
        for call, argument in _shown(source)
        if WORD.search(argument.value) and not CHINESE.search(argument.value)
    ]
    assert not english, "\n".join(english)


def _shown(source: Source) -> Iterator[tuple[ast.Call, ast.Constant]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _called(node.func) in SHOWN_BY:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield node, argument


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
