"""Pages on which the candidate waits, or is done: one sign, one sentence, one next step.

Why this room exists: waiting without a reason is what people complain about most; each of these says why,
that the work is safe, and who moves next.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage

from app.screens.kiosk.behind import Behind, BehindLine
from app.screens.kiosk.page import Page
from app.screens.parts.gates import Gate, Gates, Passage
from app.screens.parts.labels import NoticeBanner, SignedLine, button, label, panel, rename, stack
from app.screens.parts.marks import Sign, SignView
from app.screens.parts.picture import PictureView
from app.screens.theme import SPACE_3


class Stand(StrEnum):
    """Why the candidate waits, or what is over."""

    IDENTITY = "identity"
    TURNED_AWAY = "turned_away"
    REFUSED = "refused"
    CAMERA_LOST = "camera_lost"
    MICROPHONE_LOST = "microphone_lost"
    DISK_LOW = "disk_low"
    PAUSED = "paused"
    AWAITING_GRANT = "awaiting_grant"
    STOPPED = "stopped"
    DONE = "done"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class StandState:
    """What the page says.  ``left`` is the time that was left, in words; ``incident`` an error's number."""

    stand: Stand
    name: str = ""
    left: str = ""
    incident: str = ""
    photo: QImage | None = None
    gates: int = 0
    """How many gates are behind, shown large where everything is done."""
    problem: str = ""
    advice: str = ""
    behind: Behind | None = None


_SIGNS: dict[Stand, tuple[Sign, str]] = {
    Stand.IDENTITY: (Sign.PERSON, "jade"),
    Stand.TURNED_AWAY: (Sign.PERSON, "amber"),
    Stand.REFUSED: (Sign.TICK, "jade"),
    Stand.CAMERA_LOST: (Sign.CAMERA, "amber"),
    Stand.MICROPHONE_LOST: (Sign.CARE, "amber"),
    Stand.DISK_LOW: (Sign.CARE, "amber"),
    Stand.PAUSED: (Sign.CLOCK, "amber"),
    Stand.AWAITING_GRANT: (Sign.CLOCK, "amber"),
    Stand.STOPPED: (Sign.CLOCK, "amber"),
    Stand.DONE: (Sign.TICK, "jade"),
    Stand.ERROR: (Sign.CARE, "amber"),
}
SAFE = (
    Stand.CAMERA_LOST, Stand.MICROPHONE_LOST, Stand.DISK_LOW, Stand.PAUSED, Stand.AWAITING_GRANT, Stand.STOPPED,
    Stand.ERROR,
)  # fmt: skip
"""Those that say that the work is safe."""
_LITTLE_PX = 420
_WITH_BUTTON = (Stand.DONE, Stand.REFUSED, Stand.TURNED_AWAY, Stand.STOPPED, Stand.ERROR)


class StandPage(Page):
    """One sign, one sentence, one next step."""

    leave_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=640)
        self._state = StandState(Stand.IDENTITY)
        self.sign, self.photo = SignView(Sign.PERSON, "jade", 104), PictureView(3, 4, Sign.PERSON)
        self.gates = Gates(72)
        self.title, self.text, self.figure = label("title"), label("lead"), label("figure")
        self.safe = SignedLine(Sign.TICK, "jade", "strong", 30)
        self.incident, self.notice, self.behind = label("soft"), NoticeBanner(), BehindLine()
        self.button = button("outline", self.leave_asked.emit)
        middle = Qt.AlignmentFlag.AlignHCenter
        for each in (self.title, self.text, self.figure, self.incident):
            each.setAlignment(middle)
        self.card, inside = panel("good", margin_px=SPACE_3)
        inside.addWidget(self.safe)
        self.column.addStretch(2)
        self.column.addWidget(self.sign, 0, middle)
        self.column.addWidget(self.photo, 0, middle)
        self.column.addWidget(self.gates, 0, middle)
        stack(self.column, self.title, self.text, self.figure, self.behind, self.card, self.incident, self.notice)
        self.column.addWidget(self.button, 0, middle)
        self.column.addStretch(3)
        self.repaint_words()

    @property
    def state(self) -> StandState:
        """What is shown."""
        return self._state

    def show_state(self, state: StandState) -> None:
        """Show why the candidate waits."""
        self._state = state
        self.repaint_words()

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        title, text = self._words(state)
        self.sign.show_sign(*_SIGNS[state.stand])
        self.gates.setVisible(bool(state.gates))
        self.gates.show_gates(tuple(Gate(each, each, Passage.BEHIND) for each in "123"[: state.gates]))
        self.photo.setVisible(state.photo is not None)
        self.photo.show_picture(state.photo, self.tr("Your photo"))
        self.title.setText(title)
        self.text.setText(text)
        self.figure.setText(state.left)
        self.figure.setVisible(bool(state.left))
        self.safe.say(self.tr("Your answers and your film so far are safe."))
        self.card.setVisible(state.stand in SAFE)
        self.notice.say(state.problem, state.advice)
        self.behind.show_behind(state.behind)
        self.incident.setText(self.tr("Incident number {0}").format(state.incident))
        self.incident.setVisible(bool(state.incident))
        rename(self.button, self.tr("Try again") if state.stand is Stand.ERROR else self.tr("Leave the booth"))
        self.button.setVisible(state.stand in _WITH_BUTTON)
        self.arrange(self.size())

    def arrange(self, room: QSize) -> None:
        """Leave the sign away where the sentence, the time and the button need its room."""
        little = room.height() < _LITTLE_PX
        self.sign.setVisible(self._state.photo is None and not self._state.gates and not little)
        self.photo.setFixedSize(*((90, 120) if little else (150, 200)))

    def _behind(self, gates: int) -> str:
        """Say how many gates there were: a scheme may have no clip, and who comes again may have one left."""
        few = {1: self.tr("Your gate is behind you, {0}"), 2: self.tr("Both gates are behind you, {0}")}
        return few.get(gates, self.tr("All three gates are behind you, {0}"))

    def _words(self, state: StandState) -> tuple[str, str]:
        return {
            Stand.IDENTITY: (
                self.tr("Welcome, {0}").format(state.name),
                self.tr("Please hand your ID to the examiner. We continue as soon as it is confirmed."),
            ),
            Stand.TURNED_AWAY: (
                self.tr("We could not confirm who you are"),
                self.tr("Please talk to the examiner. Apart from the photo at check-in, nothing was recorded."),
            ),
            Stand.REFUSED: (
                self.tr("You said no, and we respect that"),
                self.tr("The exam ends here. Only your check-in and this answer are kept. The examiner will help you."),
            ),
            Stand.CAMERA_LOST: (
                self.tr("The camera is disconnected. The clock is stopped."),
                self.tr("Please wait for the examiner. Recording continues as soon as the camera is back."),
            ),
            Stand.MICROPHONE_LOST: (
                self.tr("The microphone is disconnected. The clock is stopped."),
                self.tr("Please wait for the examiner. Recording continues as soon as we hear you again."),
            ),
            Stand.DISK_LOW: (
                self.tr("The disk is nearly full. The clock is stopped."),
                self.tr("Please wait for the examiner. Recording continues as soon as there is room."),
            ),
            Stand.PAUSED: (
                self.tr("A short pause. The clock is stopped."),
                self.tr("Please wait for the examiner. You lose no time."),
            ),
            Stand.AWAITING_GRANT: (
                self.tr("The examiner will decide about your lost time"),
                self.tr("The interruption was longer than what is given back automatically. The clock is stopped."),
            ),
            Stand.STOPPED: (
                self.tr("The examiner has ended the exam"),
                self.tr("The examiner will tell you why and what comes next."),
            ),
            Stand.DONE: (
                self._behind(state.gates).format(state.name),
                self.tr("Everything is saved and sealed. You will hear your result from the centre."),
            ),
            Stand.ERROR: (
                self.tr("Something went wrong on our side"),
                self.tr("Please call the examiner and show the number below."),
            ),
        }[state.stand]
