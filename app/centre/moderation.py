"""The moderator's job: which panels disagree, their sheets side by side, and whether a decision may be made.

Why this room exists: a moderator sees every sheet at once and nobody else does before; so what may be opened, and by
whom, is decided here and not on a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.centre.access import require
from app.centre.marking import SheetKey, sheets_of
from app.centre.ports import AttemptQuery, Books, Store
from app.centre.values import SignedIn
from app.exam.bank import Bank
from app.exam.errors import Refused
from app.exam.flow import fold as fold_flow
from app.exam.panel import PanelOutcome, line_spreads, panel_outcome
from app.exam.roles import Act
from app.exam.scheme import FULL_MARK, Scheme, Subject
from app.exam.sheet import PlacedTag, RaisedRedLine, SheetState, fold
from app.exam.summary import AttemptSummary
from app.exam.verdict import owes_marks
from app.exam.vocabulary import StreamKind, body_of, office

_PAGE = 200


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list of cases.  ``decided`` is the moderated mark in half-points, None while it is open."""

    key: SheetKey
    number: str
    spread: int
    red_line: bool
    totals: tuple[int, ...]
    decided: int | None = None


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """One examiner's signed sheet as the moderator reads it; ``notes`` are opened, by what they are about."""

    examiner: str
    name: str
    total: int
    marks: dict[str, int]
    tags: tuple[PlacedTag, ...]
    red_lines: tuple[RaisedRedLine, ...]
    notes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A panel's sheets side by side.  ``lines`` are (line, highest less lowest), the most disputed first."""

    key: SheetKey
    number: str
    scheme: Scheme
    bank: Bank
    outcome: PanelOutcome
    sheets: tuple[PanelSheet, ...]
    lines: tuple[tuple[str, int], ...]
    decided: int | None = None


def cases(store: Store, signed: SignedIn, sitting: str) -> tuple[CaseLine, ...]:
    """Return the panels of a sitting that call a moderator, open ones first, the widest spread first.

    Raises:
        NotAllowed: moderation is for lead examiners.
    """
    require(signed, Act.MODERATE)
    found: list[CaseLine] = []
    with store.reading() as books:
        held = books.sittings.get(sitting)
        scheme, bank = books.releases.scheme(held.scheme), books.releases.bank(held.bank)
        query = AttemptQuery(sitting=sitting, limit=_PAGE)
        while page := books.attempts.page(query):
            for line in page:
                if line.sheets_signed >= scheme.panel.size:
                    found += _cases_of(books, scheme, bank, line)
            query = AttemptQuery(sitting=sitting, after=page[-1].admission_number, limit=_PAGE)
    return tuple(sorted(found, key=lambda case: (case.decided is not None, not case.red_line, -case.spread)))


def _cases_of(books: Books, scheme: Scheme, bank: Bank, line: AttemptSummary) -> list[CaseLine]:
    found = []
    for subject in scheme.subjects:
        key = SheetKey(line.attempt, subject)
        sheets = _folded(books, scheme, bank, key)
        outcome = panel_outcome(scheme, subject, sheets)
        if sheets and outcome.complete and outcome.needs_moderation:
            totals = tuple(sheet.total_half_points for sheet in sheets)
            decided = decided_mark(books, key)
            if decided is not None or _counts(books, scheme, line, subject):
                number = line.admission_number
                found.append(CaseLine(key, number, outcome.spread, outcome.red_line_agreed, totals, decided))
    return found


def _counts(books: Books, scheme: Scheme, line: AttemptSummary, subject: Subject) -> bool:
    """Tell whether a decision can still count: nobody is called over marks that misconduct or the office took."""
    if line.office_state in ("void", "purged"):
        return False
    streams = (books.ledger.entries(f"{line.attempt}/{name}") for name in (StreamKind.SEAT, StreamKind.DESK))
    return owes_marks(fold_flow(scheme, *streams), subject)


def case_of(store: Store, signed: SignedIn, key: SheetKey) -> Case:
    """Return a panel's sheets side by side.

    Raises:
        NotAllowed: moderation is for lead examiners.
        Refused: a sheet is not signed yet, or a red line not decided: nobody sees another's marks before.
    """
    require(signed, Act.MODERATE)
    with store.reading() as books:
        booking = books.sittings.booking(key.attempt)
        held = books.sittings.get(booking.sitting)
        scheme, bank = books.releases.scheme(held.scheme), books.releases.bank(held.bank)
        sheets = _folded(books, scheme, bank, key)
        outcome = panel_outcome(scheme, key.subject, sheets)
        _require_complete(outcome, scheme)
        shown = tuple(_shown(books, booking.candidate, sheet) for sheet in sheets)
        decided = decided_mark(books, key)
    return Case(key, booking.admission_number, scheme, bank, outcome, shown, line_spreads(sheets), decided)


def _shown(books: Books, candidate: str, sheet: SheetState) -> PanelSheet:
    purged = books.people.get(candidate).details is None
    notes = {} if purged else {about: books.people.open_text(candidate, text) for about, text in sheet.notes.items()}
    return PanelSheet(
        sheet.examiner, books.staff.get(sheet.examiner).name, sheet.total_half_points, dict(sheet.marks), sheet.tags,
        sheet.red_lines, notes,
    )  # fmt: skip


def _folded(books: Books, scheme: Scheme, bank: Bank, key: SheetKey) -> list[SheetState]:
    return [fold(scheme, bank, books.ledger.entries(stream)) for stream in sheets_of(books, key)]


def decided_mark(books: Books, key: SheetKey) -> int | None:
    """Return the moderator's last mark of a subject, in half-points; None while nobody has decided."""
    words = (body_of(entry) for entry in books.ledger.entries(f"{key.attempt}/office"))
    marks = [word.half_points for word in words if isinstance(word, office.Moderated) and word.subject is key.subject]
    return marks[-1] if marks else None


def require_moderable(books: Books, signed: SignedIn, key: SheetKey, half_points: int) -> Sequence[str]:
    """Return the digests of the signed entries that a decision rests on.

    Raises:
        Refused: the panel is not complete or agrees, the moderator is one of it, the mark is none, or somebody has
            decided before: whoever did not see it would overrule a colleague unknowingly.
    """
    held = books.sittings.get(books.sittings.booking(key.attempt).sitting)
    scheme, bank = books.releases.scheme(held.scheme), books.releases.bank(held.bank)
    sheets = _folded(books, scheme, bank, key)
    outcome = panel_outcome(scheme, key.subject, sheets)
    _require_complete(outcome, scheme)
    if not outcome.needs_moderation:
        raise Refused(
            "This panel agrees: nothing is to be moderated.",
            advice="A mark that is wrong all the same is corrected, with a reason.",
            zh=("考评组意见一致，无需复核。", "如分数有误，请提出更正并写明原因。"),
        )
    if signed.staff.id in {sheet.examiner for sheet in sheets}:
        raise Refused(
            f"{signed.staff.name} marked this subject and may not moderate it.",
            advice="Ask another lead examiner.",
            zh=(f"{signed.staff.name} 参与了该科目评分，不能复核。", "请另一位考评组长复核。"),
        )
    if not 0 <= half_points <= FULL_MARK:
        raise Refused(
            "The mark lies outside 0 to 100.",
            advice="Give a mark between 0 and 100, in half points.",
            zh=("分数超出 0 到 100。", "请给 0 到 100 之间的分数，可到半分。"),
        )
    _require_unpublished(books, key.attempt)
    _require_undecided(books, key)
    return sorted(sheet.signed_digest for sheet in sheets)


def _require_unpublished(books: Books, attempt: str) -> None:
    line = books.attempts.get(attempt)
    if line is not None and line.published_on:
        raise Refused(
            "This attempt is published.",
            advice="A published mark is corrected, with a reason.",
            zh=("本次考核已公示。", "公示后的分数须走更正。"),
        )


def _require_undecided(books: Books, key: SheetKey) -> None:
    decided = decided_mark(books, key)
    if decided is not None:
        points = f"{decided / 2:.1f}"
        raise Refused(
            f"This case is decided already: {points} points.",
            advice="Nothing of yours was written. A decision that is wrong is corrected, with a reason.",
            zh=(f"该复核已有裁定：{points} 分。", "您的裁定没有写入。裁定有误的，请提出更正并写明原因。"),
        )


def _require_complete(outcome: PanelOutcome, scheme: Scheme) -> None:
    if not outcome.complete:
        raise Refused(
            f"Sheets stay hidden until all have signed ({outcome.signed} of {scheme.panel.size}).",
            advice="Wait until every sheet is signed and every red line is decided.",
            zh=(
                f"全部签字前互不可见（已签 {outcome.signed}/{scheme.panel.size}）。",
                "请等全部评分表签字、红线裁定后再复核。",
            ),
        )
