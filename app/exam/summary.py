"""The one-line summary of an attempt, as lists show it.

Why this room exists: lists must open at once over 100,000 attempts, yet hold nothing that the entries do
not say.  Each field is owned by one kind of stream, so the order in which streams are folded cannot matter;
``project`` is all that storage needs to keep the summary and to rebuild it.
"""

from dataclasses import dataclass, replace
from typing import Any

from app.exam.entry import Entry
from app.exam.scheme import Subject
from app.exam.vocabulary import StreamKind, body_of, desk, office, seat, sheet, stream_kind

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

ENDED_OTHERWISE = frozenset({"absent", "deferred", "not_taken", "misconduct", "void"})
"""Verdicts that are states of their own: neither a pass nor a failure, before publication and after it."""


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
    """The gravest level noted."""
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

    @property
    def stands_at(self) -> str:
        """Where the attempt stands: the office's state where there is one, else the seat's stage.

        Somebody who came after an absence was noted is not absent.
        """
        came = bool(self.station) and not self.published_on and self.office_state in ("absent", "deferred")
        return self.stage if came or not self.office_state else self.office_state

    @property
    def over(self) -> bool:
        """Whether nobody is still to come for this attempt or sits it now."""
        return self.stage == "finished" if self.station else bool(self.office_state)

    @property
    def decided(self) -> bool:
        """Whether a pass or a failure was published."""
        return bool(self.published_on) and self.office_state not in ENDED_OTHERWISE


type _News = dict[str, Any]
"""What an entry changes: the new values of fields by name."""


def project(summary: AttemptSummary, entry: Entry) -> AttemptSummary:
    """Return the summary after one more entry of any of the attempt's streams."""
    news = _NEWS[stream_kind(entry.stream)](summary, body_of(entry), entry)
    return replace(summary, **news) if news else summary


def _seat(summary: AttemptSummary, body: object, entry: Entry) -> _News:
    news: _News = {"last_seat_at": entry.at}
    if type(body) in _STAGES:
        news["stage"] = _STAGES[type(body)]
    match body:
        case seat.Opened():
            news |= _opening(body) | {"station": body.station}
        case seat.Answered():
            news["answered"] = summary.answered + 1
        case seat.Interrupted():
            news["interrupted"] = True
        case seat.Resumed():
            news["interrupted"] = False
        case seat.HelpCalled():
            news["calls"] = summary.calls + 1
        case _:
            pass
    return news


def _opening(body: seat.Opened | office.Opened) -> _News:
    return {"candidate": body.candidate, "sitting": body.sitting, "admission_number": body.admission_number}


def _desk(summary: AttemptSummary, body: object, _: Entry) -> _News:
    match body:
        case desk.IdentityConfirmed():
            return {"identity_confirmed": body.matches}
        case desk.CallAnswered():
            return {"calls_answered": summary.calls_answered + 1}
        case desk.MisconductNoted():
            known = (desk.Misconduct(summary.misconduct),) if summary.misconduct else ()
            return {"misconduct": (desk.gravest((*known, body.level)) or body.level).value}
        case desk.Stopped():
            return {"stopped": True}
        case _:
            return {}


def _sheet(summary: AttemptSummary, body: object, _: Entry) -> _News:
    match body:
        case sheet.Opened():
            return {"sheets_opened": summary.sheets_opened + 1}
        case sheet.Signed():
            return {"sheets_signed": summary.sheets_signed + 1}
        case sheet.RedLineRaised():
            return {"red_lines": summary.red_lines + 1}
        case _:
            return {}


def _office(summary: AttemptSummary, body: object, _: Entry) -> _News:
    news: _News = {"office_state": _OFFICE_STATES[type(body)]} if type(body) in _OFFICE_STATES else {}
    match body:
        case office.Opened():
            news |= _opening(body)
        case office.AbsenceNoted():
            news["office_state"] = body.state
        case office.Published():
            marks = {f"{outcome.subject.value}_half_points": outcome.half_points for outcome in body.outcomes}
            unmarked = {f"{subject.value}_half_points": -1 for subject in Subject}
            news |= unmarked | marks | {"passed": body.passed, "published_on": body.published_on.isoformat()}
            if body.state in ENDED_OTHERWISE:
                news["office_state"] = body.state
        case office.AppealOpened() | office.AppealDecided() if summary.office_state in ENDED_OTHERWISE:
            news["office_state"] = summary.office_state
        case office.Revoked() if summary.office_state == "purged":
            news["office_state"] = "purged"
        case office.Certified():
            news["certificate_number"] = body.number
        case _:
            pass
    return news


_NEWS = {
    StreamKind.SEAT: _seat,
    StreamKind.DESK: _desk,
    StreamKind.SHEET: _sheet,
    StreamKind.OFFICE: _office,
}
