"""A desk that writes one sheet, for its tests."""

from app.exam.scheme import Subject
from app.exam.sheet import SheetState, allowed, fold
from app.exam.vocabulary import sheet
from app.exam.vocabulary.common import Body
from tests.exam import world

BANK, SCHEME = world.bank(), world.scheme()
FULL = {"address": 80, "points": 70, "close": 50}
FILM = "pitch-1.mp4"


class Desk:
    """Marks one sheet, asked first, as a job would."""

    def __init__(self, subject: Subject = Subject.PITCH, questions: tuple[str, ...] = ()) -> None:
        self.writer = world.SheetWriter(subject, "e1", questions)
        self.state = self.refolded()

    def refolded(self) -> SheetState:
        return fold(SCHEME, BANK, self.writer.entries)

    def why_not(self, body: Body, by: str = "e1") -> str | None:
        return allowed(SCHEME, BANK, self.state, body, by)

    def say(self, body: Body, by: str = "e1") -> int:
        assert self.why_not(body, by) is None, (self.why_not(body, by), body)
        entry = self.writer.write(body, by=by)
        self.state = self.state.after(BANK, entry)
        return entry.seq

    def mark(self, marks: dict[str, int]) -> "Desk":
        for line, half_points in marks.items():
            self.say(sheet.LineMarked(line=line, half_points=half_points))
        return self

    def sign(self) -> "Desk":
        self.say(sheet.Signed(half_points=self.state.total_half_points))
        return self

    def tag(self, kind: str = "unfit_address", position_ms: int = 73_400) -> int:
        return self.say(sheet.TagPlaced(tag=kind, film=FILM, position_ms=position_ms))

    def red_line(self, kind: str = "medical_claim") -> int:
        return self.say(sheet.RedLineRaised(red_line=kind, film=FILM, position_ms=9_000, reason_sealed="r"))


def _raise(kind: str, *, film: str = FILM, position_ms: int = 1, reason: str = "r") -> Body:
    return sheet.RedLineRaised(red_line=kind, film=film, position_ms=position_ms, reason_sealed=reason)
