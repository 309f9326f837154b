"""Which function makes a form's PDF: its page, or the code that its `own` names."""

from __future__ import annotations

from collections.abc import Callable

from cadreapp.paper import compose, document, minutes, personfile, readiness, talk
from cadreapp.paper.source import PaperInput
from cadreapp.paper.wording import LEDGER, Form

Make = Callable[[PaperInput, Form], bytes]

OWN: dict[str, Make] = {"talk": talk.signing, "talk_register": talk.register_page, LEDGER: compose.table_paper}
"""Papers that code lays out, by the name their form gives in `own`; their sentences are the form's."""
compose.BLOCKS |= {"agenda": minutes.agenda, "readiness": readiness.readiness, "person_file": personfile.person_file}


def make(source: PaperInput, form: Form) -> bytes:
    """Return the PDF of a record as this form; internal and forbidden fields are taken away before anything is laid out.

    Raises NO_GLYPH when a character cannot be printed.
    """
    if form.own:
        return OWN[form.own](compose.restricted(source, form), form)
    return (document.document if form.page in ("official", "letter") else compose.table_paper)(source, form)
