"""Gather what forms, exports and bundles show.

Why this room exists: paper must say what the record says, by the same replay as the verdict; and names leave the
sealed store only for somebody whose role allows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.centre.access import require
from app.centre.draws import draw_of, sample_proof
from app.centre.office import purged
from app.centre.ports import Books, Store
from app.centre.report_details import answer_lines, opened_texts, subject_sheets
from app.centre.report_values import (
    OUTCOMES,
    Evidence,
    Incident,
    RegisterLine,
    ResultLine,
    RosterLine,
    ScoreRecord,
    SealOf,
    SittingHead,
    SittingReport,
    StaffLine,
)  # fmt: skip
from app.centre.values import Booking, Candidate, SignedIn, Sitting
from app.centre.verdicts import streams_of, verdict_of
from app.exam.bank import Text
from app.exam.canonical import digest_of
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.exam.identity import DOCUMENT_NAMES, masked, masked_name
from app.exam.local_time import local_time
from app.exam.notice import MONDAY_TO_FRIDAY, WorkCalendar
from app.exam.plain import to_plain
from app.exam.roles import Act, Role
from app.exam.summary import AttemptSummary
from app.exam.vocabulary import body_of, desk, office, seat

__all__ = ["evidence_of", "result_lines", "score_record_of", "sitting_report"]

ROLE_NAMES = {
    Role.EXAMINER: Text("考评员", "examiner"),
    Role.LEAD_EXAMINER: Text("考评组长", "lead examiner"),
    Role.SUPERVISOR: Text("督导员", "supervisor"),
    Role.CLERK: Text("考务员", "clerk"),
    Role.ADMINISTRATOR: Text("管理员", "administrator"),
}
_PURGED = Text("已清除", "purged")
_SEXES = {"male": "男", "female": "女"}
_INCIDENTS = {
    desk.Misconduct.ADVICE: Text("提醒", "advice"),
    desk.Misconduct.WARNING: Text("警告", "warning"),
    desk.Misconduct.STOP: Text("终止考核", "stopped"),
    desk.Misconduct.VOID: Text("成绩无效", "void"),
}


def sitting_report(
    store: Store, by: SignedIn, sitting: str, calendar: WorkCalendar = MONDAY_TO_FRIDAY
) -> SittingReport:
    """Gather everything that a sitting's forms show.

    Args:
        calendar: the centre's working days, for the end of the public notice.

    Raises:
        NotAllowed: the role may not see persons.
        Refused: there is no such sitting.
    """
    require(by, Act.SEE_PERSON)
    with store.reading() as books:
        held = books.sittings.get(sitting)
        head = replace(_head(books, held), calendar=calendar)
        bookings = books.sittings.bookings(sitting)
        people = {booking.id: books.people.get(booking.candidate) for booking in bookings}
        lines = {booking.id: books.attempts.get(booking.id) for booking in bookings}
        roster = {booking.id: _roster_line(booking, people[booking.id]) for booking in bookings}
        came = [booking for booking in bookings if _came(lines[booking.id])]
        return SittingReport(
            head,
            tuple(roster.values()),
            tuple(_staff_line(member.name, member.roles) for member in books.staff.all() if member.active),
            tuple(_result(head, booking, people[booking.id], lines[booking.id]) for booking in bookings),
            len(came),
            tuple(roster[booking.id] for booking in bookings if _is_absent(lines[booking.id])),
            tuple(sorted(_incidents(books, came), key=lambda incident: incident.at)),
            tuple(_register(books, head, bookings, roster, lines)),
        )


def result_lines(store: Store, by: SignedIn, sittings: Sequence[str] = ()) -> Iterator[ResultLine]:
    """Yield the results of some sittings, or of all, sitting by sitting; memory does not grow with them.

    Raises:
        NotAllowed: the role may not see persons.
    """
    require(by, Act.SEE_PERSON)
    with store.reading() as books:
        chosen = sittings or [sitting.id for sitting in reversed(books.sittings.all())]
    for sitting in chosen:
        with store.reading() as books:
            head = _head(books, books.sittings.get(sitting))
            lines = [
                _result(head, booking, books.people.get(booking.candidate), books.attempts.get(booking.id))
                for booking in books.sittings.bookings(sitting)
            ]
        yield from lines


def score_record_of(store: Store, by: SignedIn, attempt: str) -> ScoreRecord:
    """Gather the score record of a published attempt.

    Raises:
        NotAllowed: the role may not see persons.
        Refused: not published: until then nobody sees another's sheet.
    """
    require(by, Act.SEE_PERSON)
    with store.reading() as books:
        return _score_record(books, attempt)


def evidence_of(store: Store, by: SignedIn, attempt: str) -> Evidence:
    """Gather an attempt with all that its verdict rests on.

    Raises:
        NotAllowed: the role may not hand out evidence (it is the office's, as appeals are).
        Refused: not published, or the person was purged.
    """
    require(by, Act.HANDLE_APPEAL)
    with store.reading() as books:
        booking = books.sittings.booking(attempt)
        if books.people.get(booking.candidate).details is None:
            raise purged(booking)
        record = _score_record(books, attempt)
        held = books.sittings.get(booking.sitting)
        streams = streams_of(books, attempt)
        entries = [entry for name in sorted(streams) for entry in streams[name]]
        seals = ((name, books.ledger.seal_of(name)) for name in sorted(streams))
        return Evidence(
            record, SittingReport(record.head, (record.candidate,)), booking.candidate, attempt,
            held.scheme, to_plain(books.releases.scheme(held.scheme)),
            held.bank, to_plain(books.releases.bank(held.bank)),
            entries, tuple(SealOf(name, *seal) for name, seal in seals if seal is not None),
            tuple(opened_texts(books, booking.candidate, entries)), _media(entries),
        )  # fmt: skip


def _media(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the digests of films and of the clip that was handed in, by name."""
    files = {}
    for entry in entries:
        match body_of(entry):
            case seat.RecordingFinished() as film:
                files[film.film] = film.digest
            case seat.ClipSubmitted() as clip if clip.clip:
                files["clip"] = clip.clip
            case _:
                pass
    return files


def _head(books: Books, held: Sitting) -> SittingHead:
    scheme = books.releases.scheme(held.scheme)
    terms = scheme.certificate
    return SittingHead(
        held.code, held.held_on, held.place, held.booths, held.commitment, scheme.name, terms.name, terms.ability,
        terms.issuer, held.revealed_secret, scheme.notice_working_days,
    )  # fmt: skip


def _roster_line(booking: Booking, candidate: Candidate) -> RosterLine:
    details = candidate.details
    subjects = tuple(subject.value for subject in booking.subjects)
    if details is None:
        return RosterLine(booking.admission_number, _PURGED.zh, "", _PURGED, "", "", "", subjects)
    kind, number = details.document_kind, details.document_number
    return RosterLine(
        booking.admission_number, details.name, details.sex, DOCUMENT_NAMES[kind], number, masked(kind, number),
        masked_name(details.name), subjects, retake=bool(booking.retakes),
    )  # fmt: skip


def _staff_line(name: str, roles: frozenset[Role]) -> StaffLine:
    named = [ROLE_NAMES[role] for role in Role if role in roles]
    return StaffLine(name, Text("、".join(role.zh for role in named) or "--", ", ".join(role.en for role in named)))


def _came(line: AttemptSummary | None) -> bool:
    return line is not None and bool(line.station)


def _is_absent(line: AttemptSummary | None) -> bool:
    return line is not None and line.stands_at == "absent"


def _outcome(line: AttemptSummary | None) -> str:
    """Return the outcome in a word of ``OUTCOMES``."""
    if line is None:
        return "open"
    if line.stands_at in OUTCOMES:
        return line.stands_at
    if not line.published_on:
        return "open"
    return "passed" if line.passed else "failed"


def _result(head: SittingHead, booking: Booking, candidate: Candidate, line: AttemptSummary | None) -> ResultLine:
    details = candidate.details
    kind = DOCUMENT_NAMES[details.document_kind].zh if details else _PURGED.zh
    marks = (line.theory_half_points, line.clip_half_points, line.pitch_half_points) if line else (-1, -1, -1)
    return ResultLine(
        booking.admission_number, details.name if details else _PURGED.zh, kind,
        details.document_number if details else "", _SEXES.get(details.sex, "") if details else "", head.code,
        head.held_on.isoformat(), head.ability.zh, *marks, _outcome(line), line.published_on if line else "",
        line.certificate_number if line else "",
    )  # fmt: skip


def _incidents(books: Books, came: Sequence[Booking]) -> Iterator[Incident]:
    for booking in came:
        for stream in (f"{booking.id}/seat", f"{booking.id}/desk"):
            for entry in books.ledger.entries(stream):
                found = _incident(books, booking, entry)
                if found is not None:
                    yield found


def _incident(books: Books, booking: Booking, entry: Entry) -> Incident | None:
    at, number = local_time(entry.at)[11:], booking.admission_number
    match body_of(entry):
        case desk.MisconductNoted() as noted:
            return Incident(at, number, _INCIDENTS[noted.level], _words(books, booking, noted.reason_sealed))
        case desk.Stopped() as stopped:
            return Incident(at, number, Text("终止", "stopped"), _words(books, booking, stopped.reason_sealed))
        case desk.TimeGranted() as granted:
            words = f"{granted.ms // 1000} s · {_words(books, booking, granted.reason_sealed)}"
            return Incident(at, number, Text("补时", "time granted"), words)
        case seat.Interrupted() as stop:
            return Incident(at, number, Text("中断", "interruption"), stop.cause)
        case _:
            return None


def _words(books: Books, booking: Booking, sealed: str) -> str:
    """Open a sealed text; of a purged person nothing is left."""
    if books.people.get(booking.candidate).details is None:
        return _PURGED.zh
    return books.people.open_text(booking.candidate, sealed)


def _register(
    books: Books,
    head: SittingHead,
    bookings: Sequence[Booking],
    roster: dict[str, RosterLine],
    lines: dict[str, AttemptSummary | None],
) -> Iterator[RegisterLine]:
    for booking in bookings:
        line = lines[booking.id]
        if line is None or not line.certificate_number:
            continue
        issued, state = "", ""
        for entry in books.ledger.entries(f"{booking.id}/office"):
            match body_of(entry):
                case office.Certified() as certified:
                    issued = certified.issued_on.isoformat()
                case office.Reissued():
                    state = "reissued"
                case office.Revoked():
                    state = "revoked"
                case _:
                    pass
        who = roster[booking.id]
        yield RegisterLine(
            line.certificate_number, booking.admission_number, who.name, who.document_kind, who.masked_number,
            head.ability, issued, state,
        )  # fmt: skip


def _score_record(books: Books, attempt: str) -> ScoreRecord:
    booking, line = books.sittings.booking(attempt), books.attempts.get(attempt)
    if line is None or not line.published_on:
        raise Refused(
            f"{booking.admission_number} is not published.",
            advice="Publish the attempt first: until then sheets are shut.",
            zh=(f"{booking.admission_number} 尚未公示。", "请先公示：公示前评分表不公开。"),
        )
    held = books.sittings.get(booking.sitting)
    candidate = _roster_line(booking, books.people.get(booking.candidate))
    scheme, bank = books.releases.scheme(held.scheme), books.releases.bank(held.bank)
    streams = streams_of(books, attempt)
    drawn = next((entry for entry in streams.get(f"{attempt}/seat", ()) if entry.kind == "sample_drawn"), None)
    sample = str(drawn.body["sample"]) if drawn else ""
    return ScoreRecord(
        _head(books, held), candidate,
        subject_sheets(books, booking.candidate, scheme, bank, streams, verdict_of(books, attempt)),
        answer_lines(scheme, bank, streams.get(f"{attempt}/seat", ())),
        next((each.name for each in bank.samples if each.id == sample), None),
        sample_proof(held, draw_of(books, held, booking), sample) if sample else "",
        _outcome(line), line.published_on, digest_of(sorted(entries[-1].digest for entries in streams.values())),
    )  # fmt: skip
