"""Before a gate: what comes, how long it takes, three rules, and one button.

Why this room exists: a clock never starts before the candidate says so.
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.exam.scheme import Subject
from app.screens.kiosk.behind import Behind, BehindLine
from app.screens.kiosk.page import Page
from app.screens.parts.gates import Gate, Gates, Passage
from app.screens.parts.labels import SignedLine, button, label, panel, rename, stack
from app.screens.parts.marks import Sign
from app.screens.parts.words import clock_text
from app.screens.theme import SPACE_3, SPACE_4


@dataclass(frozen=True, slots=True)
class ReadyState:
    """The gate ahead and its figures; ``count`` is the number of items of a theory paper."""

    subject: Subject
    place: int
    minutes: int
    count: int = 0
    oral: bool = False
    shortest_ms: int = 15_000
    longest_ms: int = 60_000
    problem: str = ""
    advice: str = ""
    behind: Behind | None = None


class ReadyPage(Page):
    """One gate, large, and what happens behind it."""

    start_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=680)
        self._state = ReadyState(Subject.THEORY, 1, 4)
        self.gate, self.title, self.minutes = Gates(72), label("title"), label("lead")
        self.start = button("filled", self.start_asked.emit)
        self.problem, self.behind = label("bad"), BehindLine()
        self._rules = [SignedLine(Sign.TICK, "jade", "body", 30) for _ in range(3)]
        card, inside = panel("card", gap_px=SPACE_4)
        stack(inside, *self._rules)
        for each in (self.title, self.minutes, self.problem):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.behind)
        self.column.addStretch(1)
        self.column.addWidget(self.gate, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(SPACE_3)
        stack(self.column, self.title, self.minutes, card, self.problem)
        self.column.addStretch(2)
        self.foot.addWidget(self.start, 1)
        self.show_foot()
        self.begin_at(self.start)
        self.repaint_words()

    def show_state(self, state: ReadyState) -> None:
        """Show the gate ahead."""
        self._state = state
        self.repaint_words()

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        self.problem.setText(f"{state.problem} {state.advice}".strip())
        self.problem.setVisible(bool(state.problem))
        self.behind.show_behind(state.behind)
        numeral = (self.tr("1"), self.tr("2"), self.tr("3"))[state.place - 1]
        title = self.tr("Theory") if state.subject is Subject.THEORY else self.tr("Short video")
        self.gate.show_gates((Gate(numeral, title, Passage.NOW),))
        self.title.setText(self.tr("Gate {0} · {1}").format(numeral, title))
        self.minutes.setText(self._length())
        for line, text in zip(self._rules, self._texts(), strict=True):
            line.say(text)
        rename(self.start, self.tr("Start the clock"))

    def _length(self) -> str:
        state = self._state
        if state.subject is Subject.THEORY:
            return self.tr("{0} questions · {1} minutes").format(state.count, state.minutes)
        return self.tr("{0} minutes").format(state.minutes)

    def _texts(self) -> tuple[str, str, str]:
        state = self._state
        if state.subject is Subject.CLIP:
            span = (clock_text(state.shortest_ms), clock_text(state.longest_ms))
            return (
                self.tr("You get a task and its must-haves. Film and cut with the booth's phone."),
                self.tr("Send the finished video with the code on the screen, or bring it on a USB stick."),
                self.tr("It lasts from {0} to {1}. You may replace it until you hand in.").format(*span),
            )
        if state.oral:
            return (
                self.tr("Each question stands on the screen. Answer aloud, in your own words."),
                self.tr("The examiner listens and leads on to the next question."),
                self.tr("Take your time: a short, right answer is enough."),
            )
        return (
            self.tr("One question at a time. You may go back and change every answer."),
            self.tr("Each answer is saved at once. If anything fails, you continue where you were."),
            self.tr("When the time is up, your paper is handed in as it stands."),
        )
