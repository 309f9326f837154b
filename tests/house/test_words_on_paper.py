"""What a person reads on a paper stands in resources/forms, where a unit can put it its own way, not in code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.tree import product

CHINESE = re.compile(r"[㐀-鿿]")
# Where Chinese in code reaches no paper, and why.
ELSEWHERE: dict[str, str] = {
    "cadreapp/paper/facenames.py": "names of fonts",
    "cadreapp/paper/faults.py": "refusals, read on a screen",
    "cadreapp/paper/faults_grid.py": "refusals, read on a screen",
    "cadreapp/paper/figures_template.py": "refusals, read on a screen",
    "cadreapp/paper/fonts_own.py": "names of font families, and why a font cannot be used, read on a screen",
    "cadreapp/paper/wording.py": "what is wrong in a form's file, read on a screen",
    "cadreapp/paper/typeset/signs.py": "the signs and words by which lines are broken",
    "cadreapp/paper/typeset/stamp.py": "words by which places to sign are found",
    "cadreapp/paper/typeset/uax14.py": "a range of code points",
}
# (file, literal) -> why it may stand in a maker of papers.
ALLOWED: dict[tuple[str, str], str] = {
    ("cadreapp/paper/cells.py", "… (太长, 全文见 jsonl 导出)"): "ends an exported cell that holds no more",
    ("cadreapp/paper/fonts.py", "正文"): "names a place in a refusal",
    ("cadreapp/paper/figures.py", "单位"): "names a place in a refusal",
    ("cadreapp/paper/figures.py", "日"): "cuts a date behind its day",
    ("cadreapp/paper/figures.py", "小计"): "looked for in a layout's title",
    ("cadreapp/paper/figures.py", "表"): "looked for in a layout's title",
    ("cadreapp/paper/forms.py", "表"): "looked for at the end of a type's title",
    ("cadreapp/paper/forms.py", "卡"): "looked for at the end of a type's title",
    ("cadreapp/paper/forms.py", "书"): "looked for at the end of a type's title",
    ("cadreapp/paper/forms.py", "单"): "looked for at the end of a type's title",
    ("cadreapp/paper/phrases.py", "缺少这一句"): "a refusal, read on a screen",
    ("cadreapp/paper/phrases.py", "读不了"): "a refusal, read on a screen",
    ("cadreapp/paper/source.py", "单位"): "names a place in a refusal",
    ("cadreapp/paper/source.py", "编号"): "names a place in a refusal",
    ("cadreapp/paper/talk.py", "日"): "cuts a moment behind its day",
    ("cadreapp/paper/template.py", "日"): "cuts a moment behind its day",
    ("cadreapp/paper/template.py", "〇一二三四五六七八九"): "figures, no words",
    ("cadreapp/paper/template.py", "十"): "a figure, no word",
    ("cadreapp/paper/template.py", "方括号或花括号没有成对"): "what is wrong in a form's file, read on a screen",
    ("cadreapp/paper/template.py", "没有 {"): "what is wrong in a form's file, read on a screen",
    ("cadreapp/paper/template.py", "} 这一栏"): "what is wrong in a form's file, read on a screen",
    ("cadreapp/paper/template.py", "这张纸不能印 {"): "what is wrong in a form's file, read on a screen",
    ("cadreapp/paper/template.py", "}: 它只供内部使用"): "what is wrong in a form's file, read on a screen",
}


def _said() -> Iterator[tuple[str, int, str]]:
    for source in product():
        if source.under("cadreapp/paper"):
            yield from ((source.path, line, text) for line, text in source.strings() if CHINESE.search(text))


def _read_on_screen(path: str) -> bool:
    """Spreadsheets taken in and written out are no papers; a Word file names its fonts, styles and sizes in Chinese."""
    return path in ELSEWHERE or path.startswith(("cadreapp/paper/grid", "cadreapp/paper/docx"))


def test_no_maker_of_papers_holds_a_sentence_that_lands_on_one() -> None:
    held = [f"{path}:{line}: {text!r}" for path, line, text in _said() if not _read_on_screen(path) and (path, text) not in ALLOWED]
    assert not held, "say it in resources/forms and ask `Form.say` or `phrases.said` for it:\n" + "\n".join(held)


def test_no_exception_outlives_its_reason() -> None:
    said = {(path, text) for path, _line, text in _said()}
    assert set(ALLOWED) <= said, set(ALLOWED) - said
    assert set(ELSEWHERE) <= {path for path, _text in said}
