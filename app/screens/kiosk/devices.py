"""The device gate: camera, microphone, disk and power, each green or with a reason and what to do.

Why this room exists: a muted microphone or a full disk is found before the exam, never after it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.centre.capture_ports import GateVerdict
from app.screens.kiosk.page import NARROW_PX, Page, clear
from app.screens.parts.labels import NoticeBanner, button, label, panel, re_role, rename, row, stack
from app.screens.parts.level import LevelMeter
from app.screens.parts.marks import Sign, SignView
from app.screens.parts.picture import PictureView
from app.screens.parts.words import tenths
from app.screens.theme import SPACE_1, SPACE_3, SPACE_5


@dataclass(frozen=True, slots=True)
class GateLine:
    """One line of the gate: its name in words, how it stands, what was measured, what to do."""

    name: str
    verdict: GateVerdict
    value: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class DevicesState:
    """The gate's lines; ``rate_x10`` tenths of pictures a second; ``spoke`` once the level moved with a voice.

    ``listens`` is False where the film will be silent and the scheme takes that: then no voice is waited for.
    """

    lines: tuple[GateLine, ...] = ()
    camera: QImage | None = None
    level_db: int = -90
    rate_x10: int = 0
    spoke: bool = False
    listens: bool = True
    problem: str = ""
    advice: str = ""

    @property
    def may_go_on(self) -> bool:
        """Whether nothing forbids to begin."""
        heard = self.spoke or not self.listens
        return bool(self.lines) and heard and not self.stopped

    @property
    def stopped(self) -> bool:
        """Whether something was found that must be put right first."""
        return any(each.verdict is GateVerdict.NO_GO for each in self.lines)


_LOOK = {
    GateVerdict.GO: (Sign.TICK, "jade", "good"),
    GateVerdict.WARNING: (Sign.CARE, "amber", "care"),
    GateVerdict.NO_GO: (Sign.CROSS, "seal", "bad"),
}


class DevicesPage(Page):
    """The camera's picture and level beside the gate's lines."""

    again_asked = Signal()
    go_on_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=1040)
        self._state = DevicesState()
        self.title, self.hint, self.notice = label("title"), label("soft"), NoticeBanner()
        self.camera, self.meter, self.speak = PictureView(16, 9), LevelMeter(), label("strong")
        self.rate = label("soft")
        self.again = button("outline", self.again_asked.emit)
        self.go = button("filled", self.go_on_asked.emit)
        self._shown: tuple[GateLine, ...] | None = None
        left = QVBoxLayout()
        left.setSpacing(SPACE_3)
        left.addWidget(self.camera)
        left.addWidget(self.rate)
        voice, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_3)
        self._voice = SignView(Sign.CARE, "amber", 28)
        inside.addLayout(row(self._voice, self.speak))
        inside.addWidget(self.meter)
        left.addWidget(voice)
        left.addStretch()
        right_card, self._lines = panel("card", gap_px=SPACE_3)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_5)
        self._sides.addLayout(left, 1)
        self._sides.addWidget(right_card, 1)
        stack(self.column, self.title, self.hint, self.notice)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)
        self.foot.addWidget(self.again)
        self.foot.addStretch()
        self.foot.addWidget(self.go)
        self.show_foot()
        self.begin_at(self.go)
        self.repaint_words()

    def show_state(self, state: DevicesState) -> None:
        """Show the gate; called as often as the level moves."""
        self._state = state
        self.camera.show_picture(state.camera, self.tr("Camera picture"))
        self.meter.show_level(state.level_db)
        self.notice.say(state.problem, state.advice)
        self._say_rate()
        self._say_voice()
        self._say_go()
        self.go.setEnabled(state.may_go_on)
        if state.lines != self._shown:
            self._shown = state.lines
            self._show_lines(state.lines)

    @property
    def stopped(self) -> bool:
        """Whether the gate as shown forbids to begin until it is checked again."""
        return self._state.stopped

    def _show_lines(self, lines: tuple[GateLine, ...]) -> None:
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(_gate_line(line))
        if not lines:
            self._lines.addWidget(label("soft", self.tr("Looking at camera, microphone, disk and power …")))
        self._lines.addStretch()

    def _say_rate(self) -> None:
        living = self._state.camera is not None
        text = (
            self.tr("{0} pictures a second").format(tenths(self._state.rate_x10)) if living else self.tr("No picture")
        )
        self.rate.setText(text)

    def _say_go(self) -> None:
        good = self.tr("All good, continue")
        rename(self.go, good if self._state.listens else self.tr("Continue without sound"))

    def _say_voice(self) -> None:
        spoke = self._state.spoke
        if not self._state.listens:
            self._voice.show_sign(Sign.CARE, "amber")
            self.speak.setText(self.tr("Your film will have no sound."))
            return
        self._voice.show_sign(Sign.TICK if spoke else Sign.CARE, "jade" if spoke else "amber")
        self.speak.setText(self.tr("We hear you well.") if spoke else self.tr("Please say: “Hello, everyone.”"))

    def name_of(self, check: str) -> str:
        """Return a check of the gate in words."""
        return {
            "camera": self.tr("Camera"),
            "frame_rate": self.tr("Picture rate"),
            "exposure": self.tr("Light"),
            "microphone": self.tr("Microphone"),
            "level": self.tr("Voice"),
            "clock_drift": self.tr("Picture and sound together"),
            "disk_minutes": self.tr("Room on the disk"),
            "disk": self.tr("Room on the disk"),
            "write_speed": self.tr("Speed of the disk"),
            "power": self.tr("Power"),
        }.get(check, check)

    def arrange(self, room: QSize) -> None:
        """Put the lines under the picture where the window is narrow."""
        beside = room.width() >= NARROW_PX - 100
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(SPACE_3 if room.width() < NARROW_PX + 100 else SPACE_5)

    def repaint_words(self) -> None:
        """Write the page's words."""
        self.title.setText(self.tr("Camera and microphone"))
        self.hint.setText(self.tr("Look into the camera and speak. Every line should show a green tick."))
        self.camera.setAccessibleName(self.tr("Camera picture"))
        rename(self.again, self.tr("Check again"))
        self._say_go()
        self._say_voice()
        self._say_rate()
        self._show_lines(self._state.lines)


def _gate_line(line: GateLine) -> QWidget:
    sign, colour, role = _LOOK[line.verdict]
    made = QWidget()
    value = label(role, line.value)
    words = QVBoxLayout()
    words.setSpacing(SPACE_1)
    stack(words, label("strong", line.name), value)
    if line.advice:
        words.addWidget(label("desk", line.advice))
    across = row(SignView(sign, colour, 36))
    across.setContentsMargins(0, 0, 0, 0)
    across.addLayout(words, 1)
    made.setLayout(across)
    re_role(value, role)
    return made
