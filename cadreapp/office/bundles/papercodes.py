"""验真码随数据包走: the codes on papers of records that a partner holds go with them, and are kept where they arrive."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict

from cadreapp.exchange.identity import Partner
from cadreapp.exchange.manifest import MAX_PAPERS, PaperCode
from cadreapp.office import recall
from cadreapp.office.bundles.partners import known, partners
from cadreapp.store import kept, ledger
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

_KIND = "papercode-in"
_CHUNK = 500


def outgoing(reader: Reader, records: Collection[str]) -> tuple[PaperCode, ...]:
    """Return the codes on papers of these records, by code; of one printed several times the last printing counts.

    What stays in the office (internal forms) is not among them. Beyond MAX_PAPERS the newest go.
    """
    made = {p.code: PaperCode(p.code, record, p.edition, p.form, p.at) for record, p in recall.codes(reader, records)}
    newest = sorted(made.values(), key=lambda paper: paper.at)[-MAX_PAPERS:]
    return tuple(sorted(newest, key=lambda paper: paper.code))


def take(unit: Unit, papers: Sequence[PaperCode], sender: Partner) -> None:
    """Keep the codes that came with a bundle, of records that are its sender's own and lie here; others are nothing to us."""
    for start in range(0, len(papers), _CHUNK):
        chunk = papers[start : start + _CHUNK]
        held = ledger.held_rows(unit.connection, [paper.record for paper in chunk])
        for paper in chunk:
            row = held.get(paper.record)
            if row is not None and row.origin == sender.fingerprint:
                kept.keep(unit, _KIND, _key(paper.code, sender.fingerprint), asdict(paper))


def find(reader: Reader, code: str) -> Iterator[tuple[Partner, PaperCode]]:
    """Yield who reported a paper with this code, and what it said of it."""
    for view in partners(reader):
        told = kept.one_kept(reader, _KIND, _key(code, view.fingerprint))
        partner = known(reader, view.fingerprint) if told else None
        if partner is not None:
            yield partner, PaperCode(**told)


def _key(code: str, fingerprint: str) -> str:
    # By sender: what one unit says of its papers never stands in the way of another's.
    return f"{code} {fingerprint}"
