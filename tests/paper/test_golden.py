"""What the papers look like, as accepted by looking: page pictures in grey and the text to the letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape
from cadreapp.paper.forms import any_record
from cadreapp.paper.source import PaperInput
from cadreapp.paper.talk import register_page, signing
from tests.paper.papers import compare_with_golden
from tests.paper.samples import QUESTIONS, REFUSED, talk, who

MEMBERS = [{"id": str(n), "who": who(name, "市档案馆", "干部")} for n, name in enumerate(("王㛃", "赵堃", "买买提·吾买尔"))]
ROW = Shape("row", "措施", Family.ENTRY, (
    Field("what", "措施", Kind.TEXT), Field("who", "责任人", Kind.WHO), Field("until", "完成时限", Kind.DAY), Field("done", "办结", Kind.FLAG),
))  # fmt: skip
WIDE = Shape("wide", "送达", Family.ENTRY, tuple(Field(f"f{n}", f"第{n}项内容", Kind.TEXT) for n in range(6)))
# A type of every kind of field; real types may change, how a form looks should not.
FORM = Shape(
    "form", "督促事项", Family.DOCUMENT,
    (
        Field("name", "事项", Kind.LINE, section="概况"),
        Field("kind", "类别", Kind.CHOICE, section="概况", choices=(Choice("a", "整改"), Choice("b", "提醒"))),
        Field("on", "提出日期", Kind.DAY, section="概况"),
        Field("at", "会议时间", Kind.MOMENT, section="概况"),
        Field("who", "被督促人", Kind.WHO, section="概况"),
        Field("count", "件数", Kind.NUMBER, section="概况"),
        Field("aspects", "涉及方面", Kind.CHOICES, section="概况", choices=(Choice("x", "工作"), Choice("y", "廉洁"))),
        Field("open", "是否公开（在本单位范围内公示）", Kind.FLAG, section="概况"),
        Field("link", "来自", Kind.REF, section="概况"),
        Field("text", "具体情况", Kind.TEXT, section="内容"),
        Field("empty", "本人意见", Kind.TEXT, section="内容"),
        Field("rows", "整改措施", Kind.ENTRIES, section="内容", entry=ROW),
        Field("wide", "送达情况", Kind.ENTRIES, section="内容", entry=WIDE),
        Field("number", "编号", Kind.LINE, section="登记"),
    ),
    sections=("概况", "内容", "登记"),
)  # fmt: skip
VALUES = {
    "name": "“智慧档案”项目验收材料报送", "kind": "a", "on": "2026-03-05", "at": "2026-03-04T09:30", "who": who("张𠮷", "市档案馆", "科长"),
    "count": 3, "aspects": ["x", "y"], "open": True, "link": "id-1", "number": "督〔2026〕7号",
    "text": QUESTIONS[1][1] * 3,
    "rows": [{"id": str(n), "what": answer, "who": who("李䶮"), "until": "2026-10-25", "done": n % 2 == 0}
             for n, (_, answer) in enumerate(QUESTIONS * 3)],
    "wide": [{"id": "1", **{f"f{n}": "已送达本人" for n in range(6)}}],
}  # fmt: skip


def form(state: str) -> bytes:
    return any_record(PaperInput(FORM, VALUES, "市档案馆机关纪委", state=state, version=2, names={"id-1": "谈〔2026〕3号"}))


PAPERS: dict[str, Callable[[], bytes]] = {
    "talk": lambda: signing(talk(paper=[REFUSED])),
    "talk-heart": lambda: signing(talk(kind="heart", marking="none", turns=[], narrative="谈了家里老人住院的事。\n情绪平稳。", style="narrative")),
    "talk-group": lambda: signing(talk(kind="clean", manner="group", members=MEMBERS, person=who("王㛃等3人"))),
    "talk-admonish-draft": lambda: signing(talk("draft", kind="admonish")),
    "talk-register": lambda: register_page(talk(paper=[REFUSED], late_reason="当日停电，次日补录")),
    "form": lambda: form("sealed"),
    "form-draft": lambda: form("draft"),
    "form-withdrawn": lambda: form("withdrawn"),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(name, PAPERS[name](), golden, request.config.getoption("--accept"))
