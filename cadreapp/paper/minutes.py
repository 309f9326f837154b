"""What a meeting's minutes say point by point: each topic under its number, who reported, who said what, the conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cadreapp.paper.fonts import Face
from cadreapp.paper.parts import BODY, HEADING
from cadreapp.paper.source import PaperInput
from cadreapp.paper.template import numeral
from cadreapp.paper.typeset.blocks import Block, Paragraph, Span
from cadreapp.paper.wording import Form, Part

_TOPIC = replace(HEADING, whole=True)


def agenda(source: PaperInput, form: Form, _part: Part) -> Iterator[Block]:
    """Yield the topics in their order; what was said to none of them comes last, under a head of its own."""
    topics, speeches = source.values.get("topics") or [], source.values.get("speeches") or []
    for n, topic in enumerate(topics, 1):
        yield Paragraph(f"{numeral(n)}、{_bare(topic.get('what'))}", _TOPIC)
        yield from _said(form.say("reporter"), _name(topic.get("reporter")))
        for speech in speeches:
            if speech.get("topic") == n:
                yield from _speech(speech)
        yield from _said(form.say("conclusion"), topic.get("conclusion"))
    others = [speech for speech in speeches if speech.get("topic") not in range(1, len(topics) + 1)]
    if others and topics:
        yield Paragraph(f"{numeral(len(topics) + 1)}、{form.say('others')}", _TOPIC)
    for speech in others:
        yield from _speech(speech)


def _bare(text: Any) -> str:
    """Return a topic as a heading has it: in one paragraph, without a full stop."""
    return " ".join(str(text or "").split("\n")).rstrip("。；;")


def _name(who: Any) -> str:
    return str((who or {}).get("name") or "")


def _speech(speech: dict[str, Any]) -> Iterator[Block]:
    name = _name(speech.get("who"))
    yield from _said(f"{name}：" if name else "", speech.get("said"))


def _said(label: str, text: Any) -> Iterator[Block]:
    """Yield the paragraphs of what was said, the first behind its label in Hei."""
    if text:
        first, *more = str(text).split("\n")
        yield Paragraph((Span(label, Face.HEI), Span(first)) if label else first, BODY)
        for line in more:
            yield Paragraph(line, BODY)
