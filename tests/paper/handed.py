"""A hand-over, a recusal and a destruction to print in tests, as an office would fill them."""

from __future__ import annotations

from typing import Any

from cadreapp.paper.source import PaperInput
from cadreapp.records import SHAPES
from tests.paper.samples import who

HANDOVER: dict[str, Any] = {
    "cause": "post", "on": "2026-03-06", "years": "2024年至2026年", "number": "移〔2026〕1号", "marking": "internal",
    "giver": who("张𠮷", "机关纪委", "委员"), "receiver": who("王㛃", "机关纪委", "委员"), "supervisor": who("周𬱖", "机关纪委", "书记"),
    "lots": [
        {"id": "1", "sort": "谈话", "count": 41, "numbers": "谈〔2024〕1号至17号；谈〔2025〕1号至21号；谈〔2026〕1号至3号",
         "carrier": "both", "going": 1},
        {"id": "2", "sort": "组织生活", "count": 36, "carrier": "both"},
        {"id": "3", "sort": "问题线索", "count": 2, "numbers": "线索〔2025〕1号至线索〔2026〕1号", "carrier": "paper", "going": 1},
        {"id": "4", "sort": "整改事项", "count": 9, "carrier": "electronic", "note": "其中3件待销号"},
        {"id": "5", "sort": "文书", "count": 5, "numbers": "市档纪约〔2026〕1号至2号", "carrier": "both"},
        {"id": "6", "sort": "人员", "count": 63, "carrier": "electronic"},
    ],
    "going": [
        {"id": "1", "what": "谈话：提醒谈话 · 李䶮 · 关于“智慧档案”项目验收材料报送多次逾期的情况", "stands": "草稿，未定稿", "term": "2026年3月20日"},
        {"id": "2", "what": "问题线索：线索〔2026〕1号", "stands": "呈批", "term": "2026年3月31日"},
    ],
    "unentered": "2023年以前的会议记录本4册，在机关党委办公室铁皮柜第2层。", "keys_changed": True, "keys_changed_on": "2026-03-06",
    "code_renewed": True, "backups_given": False,
}  # fmt: skip
RECUSAL: dict[str, Any] = {
    "matter": "线索〔2026〕1号的谈话函询", "person": who("李䶮", "机关纪委", "副书记"), "part": "谈话人", "manner": "asked",
    "reason": "本人与谈话对象是同一处室的前任、现任负责人，有利害关系，可能影响公正处理。", "asked_on": "2026-03-02", "verdict": "granted",
    "decided_by": who("周𬱖", "机关纪委", "书记"), "decided_on": "2026-03-03", "successor": who("王㛃", "机关纪委", "委员"),
    "number": "避〔2026〕1号", "marking": "internal", "note": "已经手的线索登记卡1页当日移给王㛃。",
}  # fmt: skip
DISPOSAL: dict[str, Any] = {
    "kind": "destroy", "on": "2026-03-06", "reason": "保管期满，经鉴定不再保存", "manner": "碎纸机粉碎", "place": "综合楼308室",
    "pieces": [
        {"id": "1", "file_no": "2015-WS·Y-0017", "name": "谈话记录", "copies": 1, "pages": 3},
        {"id": "2", "file_no": "2015-WS·Y-0018", "name": "谈话记录", "copies": 1, "pages": 5},
        {"id": "3", "file_no": "谈〔2026〕2号", "name": "谈话记录（旧件）", "copies": 2, "pages": 4, "reason": "页数改变，收回旧件作废"},
    ],
    "approved_by": who("周𬱖", "机关纪委", "书记"), "approved_on": "2026-03-05", "done_by": who("孙玥", "机关纪委", "委员"),
    "witnesses": [{"id": "1", "who": who("李䶮", "机关纪委", "副书记")}, {"id": "2", "who": who("王㛃", "机关纪委", "委员")}],
    "number": "销〔2026〕1号", "marking": "internal",
}  # fmt: skip
VALUES = {"handover": HANDOVER, "recusal": RECUSAL, "disposal": DISPOSAL}


def paper(name: str, state: str = "sealed", **changes: Any) -> PaperInput:
    """Return one of the three ready to print."""
    values = {**VALUES[name], **changes}
    return PaperInput(SHAPES[name], values, "市档案馆机关纪委", values["number"], state)
