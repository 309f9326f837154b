"""验真: the mark on each paper, its register, and whether a paper brought back is genuine, current, altered or not ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cadreapp.exchange import papermark
from cadreapp.exchange.code import normal
from cadreapp.exchange.identity import Identity
from cadreapp.exchange.papermark import PaperMark
from cadreapp.kernel.errors import FILE_UNREADABLE, NOT_FOUND, AppError, Exit, Fault
from cadreapp.kernel.spoken import plain as whole
from cadreapp.office.bundles import papercodes
from cadreapp.office.bundles.partners import identities, known, partners
from cadreapp.office.papers import paperlog
from cadreapp.office.reading import RecordView
from cadreapp.office.reading import record as record_view
from cadreapp.paper import papercode
from cadreapp.paper.faults import NOT_OUR_FILE
from cadreapp.paper.papercode import Coder
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.store import kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

_KIND, _PAPER = "papercode", "paper"
_MOST = 256 << 20
_LENGTH = 16

PAPER_SUPERSEDED = Fault(
    "PAPER_SUPERSEDED", Exit.REFUSED, "是 {unit} 出的真件, 但已经不是现行的: {title}, {why}。", "收回这一份作废, 以现行的为准",
    "Genuine, made by {unit}, but superseded: {title}, {why}.", "Call this copy back; the current one counts",
)
PAPER_ALTERED = Fault(
    "PAPER_ALTERED", Exit.INTEGRITY, "这份文件被改过: {why}。", "不要采用; 请出具单位从原记录重新打印一份来核对",
    "This paper was altered: {why}.", "Do not rely on it; have the issuing unit print the record anew",
)
PAPER_NOT_OURS = Fault(
    "PAPER_NOT_OURS", Exit.LOCKED, "这份文件不是本单位或已登记的单位出的: {why}。",
    "核对验真码有没有看错; 别的单位出的, 先登记它的身份文件, 或请它自己验",
    "This paper is not of this unit or of any enrolled one: {why}.",
    "Check the code again; enrol the issuing unit first, or have it verify the paper",
)

PAPER_MISTYPED = Fault(
    "PAPER_MISTYPED", Exit.USAGE, "验真码看错或键错了: {why}。", "对着纸面再看一遍, 错一位就会这样; 大小写、空格、短横都不要紧, 0 和 O、1 和 I 不用分",
    "The code was misread or mistyped: {why}.", "Look at the paper again; case, blanks and dashes do not matter",
)
"""One slip is told from a foreign paper by the check sign, and never taken for one."""


@dataclass(frozen=True, slots=True)
class Genuine:
    """A genuine, current paper: who issued it, which record and edition (`title` is "" where the record is not held);
    `notice` says what else to know, "" for nothing."""

    unit: str
    record: str
    title: str
    edition: int
    code: str
    notice: str = ""

    @property
    def said(self) -> str:
        """The verdict in a sentence."""
        what = f"{self.title}, 第{self.edition}版" if self.title else f"第{self.edition}版"
        head = "是真件, 也是现行的" if self.title else "是真件"
        return f"{head}: {what}, {self.unit}出具。" + (f"{self.notice}。" if self.notice else "")


def read_paper(path: Path) -> bytes:
    """Return a PDF's bytes. Raises FILE_UNREADABLE, or NOT_OUR_FILE for one larger than any paper of ours."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise FILE_UNREADABLE(path=path, why=error.strerror or error) from error
    if len(data) > _MOST:
        raise NOT_OUR_FILE()
    return data


def is_on(reader: Reader) -> bool:
    """Tell whether papers carry a mark: they do until the unit switches it off."""
    return bool(kept.one_kept(reader, _PAPER, "mark", True))


def switch(unit: Unit, on: bool) -> None:
    """Let papers carry a mark, or not."""
    kept.keep(unit, _PAPER, "mark", on)


def coder(reader: Reader, found: RecordView) -> Coder | None:
    """Return what marks a paper of this record; None for drafts, another unit's records, and where it is switched off."""
    own = identities(reader)
    if found.state == "draft" or not found.ours or not own or not is_on(reader):
        return None
    told = (found.id, found.edition, _content(found))

    def made(digest: bytes) -> tuple[str, str]:
        mark = papermark.make(own[0], told, digest)
        return mark.said, mark.code

    return made


def register(unit: Unit, pdf: bytes, form: str, digest: str) -> str:
    """Put the mark of a paper that leaves on register, so that its code can be typed, and return that; "" without a mark."""
    if not papercode.is_marked(pdf):
        return ""
    found = papercode.read(pdf)
    kept.keep(unit, _KIND, found.code, {"said": found.said, "form": form, "digest": digest})
    return found.code


def verify_file(reader: Reader, pdf: bytes) -> Genuine:
    """Return what a PDF is when it is genuine and current.

    Raises NOT_OUR_FILE, PAPER_NOT_OURS, PAPER_ALTERED or PAPER_SUPERSEDED.
    """
    found = papercode.read(pdf)
    mark = papermark.read(found.said)
    if mark is None:
        raise PAPER_NOT_OURS(why="二维码不是这种格式")
    signed = _signed(reader, mark)
    if mark.digest != found.digest[:16]:
        raise PAPER_ALTERED(why="内容和签名时的不一样")
    if not found.drawn or found.code != mark.code:
        raise PAPER_ALTERED(why="页脚的二维码或验真码被换过")
    return _standing(reader, _Claim.of(mark), signed)


def verify_code(reader: Reader, typed: str) -> Genuine:
    """Return the same of what a scanner read from the QR code, or of the 16 signs as typed.

    It tells of the paper that was issued: that nothing else on the sheet was changed, eyes must compare with the record.
    Case, blanks, dashes and full-width forms do not matter. Raises PAPER_MISTYPED besides what `verify_file` raises.
    """
    # People copy the word in front of it along.
    signs = "".join(sign for sign in whole(typed) if sign.isascii())
    mark = papermark.read(signs)
    if mark is None:
        code = normal(signs)
        if code is None:
            raise PAPER_MISTYPED(why=_slip(len(signs)))
        noted = kept.one_kept(reader, _KIND, code)
        mark = papermark.read(noted["said"]) if noted else None
        if mark is None:
            return _reported(reader, code)
    return _standing(reader, _Claim.of(mark), _signed(reader, mark))


def _slip(count: int) -> str:
    """Say what is wrong with something typed that is no code."""
    if count == _LENGTH:
        return "末位校验不符"
    return f"验真码是 {_LENGTH} 位, 键入了 {count} 位"


def _reported(reader: Reader, code: str) -> Genuine:
    """Return what a code is that came with a bundle. Raises PAPER_NOT_OURS for one that nobody reported."""
    for partner, paper in papercodes.find(reader, code):
        return _standing(reader, _Claim(paper.record, paper.edition, code), (partner.name, None))
    raise PAPER_NOT_OURS(why=f"登记里没有验真码 {code}")


def _signed(reader: Reader, mark: PaperMark) -> tuple[str, Identity | None]:
    """Return who signed, and its identity when that is us."""
    own = identities(reader)
    ours = {one.fingerprint: one for one in own}
    enrolled = [found for view in partners(reader) if (found := known(reader, view.fingerprint)) is not None]
    signer = mark.signer([*(one.public for one in own), *enrolled])
    if signer is None:
        raise PAPER_NOT_OURS(why="签名的密钥没有登记过")
    if not mark.is_of(signer):
        raise PAPER_ALTERED(why="签名对不上")
    return signer.name, ours.get(signer.fingerprint)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a paper says it is; `content` only where its mark is at hand."""

    record: str
    edition: int
    code: str
    content: bytes = b""

    @classmethod
    def of(cls, mark: PaperMark) -> _Claim:
        return cls(mark.record, mark.edition, mark.code, mark.content)


def _standing(reader: Reader, mark: _Claim, signed: tuple[str, Identity | None]) -> Genuine:
    unit, own = signed
    try:
        found = record_view(reader, mark.record)
    except AppError as error:
        if error.fault is not NOT_FOUND:
            raise
        if own is not None:
            raise PAPER_SUPERSEDED(unit=unit, title=mark.record, why="记录已不在库里") from error
        return Genuine(unit, mark.record, "", mark.edition, mark.code, "这条记录没有报来, 看不出是不是现行的一版")
    why = _outdated(reader, mark, found, own)
    if why:
        raise PAPER_SUPERSEDED(unit=unit, title=found.title, why=why)
    notes = []
    if any(step.get("corrections") for step in found.values.get("paper") or ()):
        notes.append("签字时有手改, 已登记, 不影响真实性")
    if own is None and found.edition < mark.edition:
        notes.append("报来的是旧的一版")
    return Genuine(unit, mark.record, found.title, mark.edition, mark.code, "; ".join(notes))


def _outdated(reader: Reader, mark: _Claim, found: RecordView, own: Identity | None) -> str:
    """Return why a genuine paper is not the current one, "" when it is."""
    if found.state in ("withdrawn", "binned"):
        return "记录已作废"
    if found.edition > mark.edition:
        return f"这是第{mark.edition}版, 现行第{found.edition}版"
    if own is None:
        return ""
    if papermark.content_mark(own, _content(found)) != mark.content:
        return "打印以后记录改过"
    noted = kept.one_kept(reader, _KIND, mark.code)
    log = paperlog.printings(reader, mark.record) if noted else ()
    if any(p.recalled and p.digest == noted["digest"] for p in log) and not any(
            not p.recalled and p.digest == noted["digest"] for p in log):
        return "这一份已登记收回作废"
    return ""


def _content(found: RecordView) -> str:
    return plain.content_digest(SHAPES[found.type], found.values)
