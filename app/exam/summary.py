"""The one-line summary of an attempt, as lists show it.

Why this room exists: lists must open at once over 100,000 attempts, yet hold nothing that the entries do
not say.  Each field is owned by one kind of stream, so the order in which streams are folded cannot matter;
``project`` is all that storage needs to keep the summary and to rebuild it.
"""

from dataclasses import dataclass, replace

from app.exam.entry import Entry
from app.exam.scheme import Subject
from app.exam.vocabulary import body_of, desk, office, seat, sheet
from app.exam.vocabulary.common import Sealed, StreamKind

_STAGES: dict[type, str] = {
    seat.Opened: "check_in",
    seat.CheckedIn: "identity",
    seat.Consented: "devices",
    seat.DevicesChecked: "ready",
    seat.PaperIssued: "theory",
    seat.TheorySubmitted: "theory_done",
    seat.ClipStarted: "clip",
    seat.ClipSubmitted: "clip_done",
    seat.SampleDrawn: "draw",
    seat.PreparationStarted: "preparation",
    seat.RecordingStarted: "pitch",
    seat.Finished: "finished",
}

_OFFICE_STATES: dict[type, str] = {
    office.Moderated: "moderated",
    office.Published: "published",
    office.AppealOpened: "appealed",
    office.AppealDecided: "published",
    office.Voided: "void",
    office.Certified: "certified",
    office.Reissued: "certified",
    office.Revoked: "revoked",
    office.Purged: "purged",
}


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One line of a list of attempts.  Half-points are -1 where there is no mark.

    Fields are grouped by the stream that owns them: both openings, seat, desk, sheets, office.
    """

    attempt: str
    candidate: str = ""
    sitting: str = ""
    admission_number: str = ""
    station: str = ""
    stage: str = ""
    answered: int = 0
    last_seat_at: str = ""
    interrupted: bool = False
    calls: int = 0
    calls_answered: int = 0
    identity_confirmed: bool = False
    misconduct: str = ""
    stopped: bool = False
    sheets_opened: int = 0
    sheets_signed: int = 0
    red_lines: int = 0
    office_state: str = ""
    theory_half_points: int = -1
    clip_half_points: int = -1
    pitch_half_points: int = -1
    passed: bool = False
    published_on: str = ""
    certificate_number: str = ""


def project(summary: AttemptSummary, entry: Entry) -> AttemptSummary:
    """Return the summary after one more entry of any of the attempt's streams."""
    body = body_of(entry)
    match StreamKind(entry.stream.split("/")[1]):
        case StreamKind.SEAT:
            return _seat(replace(summary, last_seat_at=entry.at), body)
        case StreamKind.DESK:
            return _desk(summary, body)
        case StreamKind.SHEET:
            return _sheet(summary, body)
        case StreamKind.OFFICE:  # pragma: no branch - the last of a closed set
            return _office(summary, body)


def _seat(summary: AttemptSummary, body: object) -> AttemptSummary:
    if type(body) in _STAGES:
        summary = replace(summary, stage=_STAGES[type(body)])
    match body:
        case seat.Opened():
            return replace(
                summary, candidate=body.candidate, sitting=body.sitting, admission_number=body.admission_number,
                station=body.station,
            )  # fmt: skip
        case seat.Answered():
            return replace(summary, answered=summary.answered + 1)
        case seat.Interrupted():
            return replace(summary, interrupted=True)
        case seat.Resumed():
            return replace(summary, interrupted=False)
        case seat.HelpCalled():
            return replace(summary, calls=summary.calls + 1)
        case _:
            return summary


def _desk(summary: AttemptSummary, body: object) -> AttemptSummary:
    match body:
        case desk.IdentityConfirmed():
            return replace(summary, identity_confirmed=body.matches)
        case desk.CallAnswered():
            return replace(summary, calls_answered=summary.calls_answered + 1)
        case desk.MisconductNoted():
            return replace(summary, misconduct=body.level.value)
        case desk.Stopped():
            return replace(summary, stopped=True)
        case _:
            return summary


def _sheet(summary: AttemptSummary, body: object) -> AttemptSummary:
    match body:
        case sheet.Opened():
            return replace(summary, sheets_opened=summary.sheets_opened + 1)
        case sheet.Signed():
            return replace(summary, sheets_signed=summary.sheets_signed + 1)
        case sheet.RedLineRaised():
            return replace(summary, red_lines=summary.red_lines + 1)
        case _:
            return summary


def _office(summary: AttemptSummary, body: object) -> AttemptSummary:
    if type(body) in _OFFICE_STATES:
        summary = replace(summary, office_state=_OFFICE_STATES[type(body)])
    match body:
        case office.Opened():
            return replace(
                summary, candidate=body.candidate, sitting=body.sitting, admission_number=body.admission_number
            )
        case office.AbsenceNoted():
            return replace(summary, office_state=body.state)
        case office.Published():
            marks = {outcome.subject: outcome.half_points for outcome in body.outcomes}
            return replace(
                summary, passed=body.passed, published_on=body.published_on.isoformat(),
                theory_half_points=marks.get(Subject.THEORY, -1), clip_half_points=marks.get(Subject.CLIP, -1),
                pitch_half_points=marks.get(Subject.PITCH, -1),
            )  # fmt: skip
        case office.Certified():
            return replace(summary, certificate_number=body.number)
        case Sealed():
            return summary
        case _:
            return summary
