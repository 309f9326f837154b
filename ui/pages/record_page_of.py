"""Which page a record type gets: its own where one was designed, else the page of any type."""

from __future__ import annotations

from cadreapp.kernel.clock import Clock
from cadreapp.office import reading
from ui.pages.book_page import BookPage, HandoverPage
from ui.pages.letter_page import LetterPage
from ui.pages.meeting_page import MeetingPage
from ui.pages.person_file import PersonPage
from ui.pages.record_page import RecordPage
from ui.pages.reminder_page import ReminderPage
from ui.pages.talk_page import TalkPage
from ui.work.desk import Desk

DESIGNED: dict[str, type[RecordPage]] = {
    "talk": TalkPage, "person": PersonPage, "meeting": MeetingPage, "reminder": ReminderPage, "letter": LetterPage,
    "handover": HandoverPage, "recusal": BookPage, "disposal": BookPage,
}  # fmt: skip


def page_of(desk: Desk, clock: Clock, type_name: str) -> RecordPage:
    """Return a new page of a type; raises UNKNOWN_TYPE."""
    return DESIGNED.get(type_name, RecordPage)(desk, clock, reading.shape(type_name))
