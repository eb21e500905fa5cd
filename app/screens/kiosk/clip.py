"""The clip gate: the task and its must-haves; send it by code or stick; checks in plain words; hand in.

Why this room exists: a candidate learns at once, in words, whether a clip can be handed in, and may replace it
until the time is up.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from app.centre.clip_ports import Arrival
from app.screens.kiosk.page import NARROW_PX, Page, clear
from app.screens.parts.labels import NoticeBanner, SignedLine, button, label, panel, rename, row, stack
from app.screens.parts.marks import Sign
from app.screens.parts.qr import QrView
from app.screens.parts.sheets import Question
from app.screens.parts.words import clock_text, megabytes
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5

if TYPE_CHECKING:
    from app.screens.parts.clip_player import ClipPlayer


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One check as the candidate reads it."""

    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class ClipState:
    """The task, the way to send, and the last clip that arrived (``usable`` none: none has yet)."""

    name: str
    brief: str
    must_haves: tuple[str, ...]
    shortest_ms: int
    longest_ms: int
    qr_rows: tuple[str, ...] = ()
    url: str = ""
    arrival: Arrival = Arrival.WAITING
    received_bytes: int = 0
    total_bytes: int = 0
    fault: str = ""
    usable: bool | None = None
    checks: tuple[CheckWords, ...] = ()
    duration_ms: int = 0
    clip_bytes: int = 0
    count: int = 0
    preview: Path | None = None
    earlier_good: bool = False
    problem: str = ""
    advice: str = ""

    @property
    def may_hand_in(self) -> bool:
        """Whether there is a clip that counts."""
        return bool(self.usable) or self.earlier_good


class ClipPage(Page):
    """The task on the left, the hand-in on the right."""

    hand_in_asked = Signal()
    stick_asked = Signal()
    preview_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=1080)
        self._state: ClipState | None = None
        self._task_shown: tuple[str, ...] = ()
        self._checks_shown: tuple[CheckWords, ...] = ()
        self.notice, self.question = NoticeBanner(), Question(self)
        self.player: ClipPlayer | None = None
        task_card, task = panel("card", gap_px=SPACE_3)
        self.task_kind, self.name, self.brief = label("soft"), label("title"), label("body")
        self.must, self.length = label("strong"), SignedLine(Sign.CLOCK, "jade", "strong", 28)
        self._must_haves = QVBoxLayout()
        self._must_haves.setSpacing(SPACE_2)
        stack(task, self.task_kind, self.name, self.brief, self.must)
        task.addLayout(self._must_haves)
        task.addWidget(self.length)
        task.addStretch()
        hand_card, hand = panel("card", gap_px=SPACE_3)
        self._build_hand_in(hand)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_5)
        self._sides.addWidget(task_card, 1)
        self._sides.addWidget(hand_card, 1)
        self.column.addWidget(self.notice)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)
        self.stick = button("outline", self.stick_asked.emit)
        self.hand_in = button("filled", self._ask)
        self.foot.addWidget(self.stick)
        self.foot.addStretch()
        self.foot.addWidget(self.hand_in)
        self.show_foot()
        self.begin_at(self.stick)

    def _build_hand_in(self, hand: QVBoxLayout) -> None:
        self.qr, self.send, self.url = QrView(), label("head"), label("soft")
        self.url.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar, self.progress = QProgressBar(), label("desk")
        self.bar.setTextVisible(False)
        self.fault = SignedLine(Sign.CROSS, "seal", "bad", 28)
        self.result = SignedLine(Sign.TICK, "jade", "head", 36)
        self.figures = label("soft")
        self._checks = QVBoxLayout()
        self._checks.setSpacing(SPACE_2)
        self.look = button("bar", self.preview_asked.emit)
        words = QVBoxLayout()
        words.setSpacing(SPACE_2)
        stack(words, self.send, self.url)
        words.addStretch()
        hand.addWidget(_Beside(self.qr, words))
        self._steps = tuple(SignedLine(each, "jade", "desk", 28) for each in (Sign.PHONE, Sign.PLAY, Sign.TICK))
        stack(hand, self.fault, *self._steps)
        parts: tuple[QWidget, ...] = (self.bar, self.progress, self.result, self.figures)
        stack(hand, *parts)
        hand.addLayout(self._checks)
        hand.addLayout(row(self.look, 1))
        hand.addStretch()

    @property
    def busy(self) -> bool:
        """Whether a clip is on its way or being checked."""
        return self._state is not None and self._state.arrival is not Arrival.WAITING

    def show_state(self, state: ClipState) -> None:
        """Show the task and how the hand-in stands."""
        self._state = state
        self.repaint_words()

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        if state is None:
            return
        self.notice.say(state.problem, state.advice)
        if self.question.isVisible():
            self._ask()
        self._show_task(state)
        self.qr.show_code(state.qr_rows, self.tr("Code for the phone"))
        self.qr.setVisible(bool(state.qr_rows))
        self._say_way(state)
        self._show_steps(state)
        self._show_progress(state)
        self._show_result(state)
        rename(self.stick, self.tr("Load it from a USB stick"))
        rename(self.hand_in, self.tr("Hand in the video"))
        self.stick.setEnabled(not self.busy)
        self.hand_in.setEnabled(state.may_hand_in and not self.busy)

    def _say_way(self, state: ClipState) -> None:
        """Say how a video comes here; without a network there is no code to be scanned."""
        if not state.qr_rows:
            self.send.setText(self.tr("Bring your video on a USB stick"))
            self.url.setText(self.tr("The phone has no connection to this booth just now. The code appears with it."))
            return
        self.send.setText(
            self.tr("Send another video to replace this one") if state.count else self.tr("Scan with the booth's phone")
        )
        self.url.setText(self.tr("The page on the phone sends your video straight to this booth, with no internet."))

    def _show_task(self, state: ClipState) -> None:
        self.task_kind.setText(self.tr("Your task"))
        self.name.setText(state.name)
        self.brief.setText(state.brief)
        self.must.setText(self.tr("Your video must show"))
        self.length.say(
            self.tr("Length from {0} to {1}").format(clock_text(state.shortest_ms), clock_text(state.longest_ms)),
            Sign.CLOCK,
        )
        if state.must_haves != self._task_shown:
            self._task_shown = state.must_haves
            clear(self._must_haves)
            for text in state.must_haves:
                line = SignedLine(Sign.DOT, "ink_soft", "body", 24)
                line.say(text)
                self._must_haves.addWidget(line)

    def _show_steps(self, state: ClipState) -> None:
        words = (
            self.tr("Hold the phone's camera at the code and open the page"),
            self.tr("Choose your video there and wait until it has been sent"),
            self.tr("Its check appears here: watch it, then hand it in"),
        )
        first = bool(state.qr_rows) and not state.count and not self.busy
        for line, said in zip(self._steps, words, strict=True):
            line.say(said)
            line.setVisible(first)
        side = (168 if self.width() < 1100 else 216) if first else (128 if self.width() < 1100 else 168)
        self.qr.setFixedSize(side, side)

    def _show_progress(self, state: ClipState) -> None:
        busy = state.arrival is not Arrival.WAITING
        self.bar.setVisible(busy)
        self.progress.setVisible(busy)
        self.fault.say(state.fault, Sign.CROSS, "seal")
        self.fault.setVisible(bool(state.fault) and not busy)
        if state.arrival is Arrival.CHECKING or not state.total_bytes:
            self.bar.setRange(0, 0)
            self.progress.setText(self.tr("Checking picture and sound …"))
        if state.arrival is Arrival.RECEIVING and state.total_bytes:
            self.bar.setRange(0, 1000)
            self.bar.setValue(state.received_bytes * 1000 // state.total_bytes)
            self.progress.setText(
                self.tr("Receiving {0} of {1}").format(megabytes(state.received_bytes), megabytes(state.total_bytes))
            )
        self.bar.setAccessibleName(self.progress.text())

    def _show_result(self, state: ClipState) -> None:
        here = state.usable is not None and state.arrival is Arrival.WAITING
        self.result.setVisible(here)
        self.figures.setVisible(here)
        self.look.setVisible(here and state.preview is not None)
        rename(self.look, self.tr("Watch it"))
        if not here:
            self._show_checks(())
            return
        if state.usable:
            self.result.say(self.tr("This video can be handed in"), Sign.TICK, "jade")
        elif state.earlier_good:
            self.result.say(self.tr("This one cannot be handed in; the one before still counts"), Sign.CARE, "amber")
        else:
            self.result.say(self.tr("This video cannot be handed in yet"), Sign.CROSS, "seal")
        self.figures.setText(
            self.tr("Video {0} · {1} · {2}").format(
                state.count, clock_text(state.duration_ms), megabytes(state.clip_bytes)
            )
        )
        self._show_checks(state.checks)

    def _show_checks(self, checks: tuple[CheckWords, ...]) -> None:
        if checks == self._checks_shown:
            return
        self._checks_shown = checks
        clear(self._checks)
        for check in sorted(checks, key=lambda each: each.holds):
            sign, colour = (Sign.TICK, "jade") if check.holds else (Sign.CROSS, "seal")
            line = SignedLine(sign, colour, "desk" if check.holds else "strong", 24)
            line.say(check.words, sign, colour)
            self._checks.addWidget(line)

    def play(self, clip: Path) -> None:
        """Play a clip over the page."""
        self.loaded_player().play(clip)

    def loaded_player(self) -> "ClipPlayer":
        """Return the player; it needs the window around this page, and Qt's multimedia is not read before it."""
        if self.player is None:
            from app.screens.parts.clip_player import ClipPlayer

            self.player = ClipPlayer(self.window())
        return self.player

    def no_stick(self) -> tuple[str, str]:
        """Return the sentences for a stick that is not there."""
        return self.tr("No video was found on a USB stick."), self.tr(
            "Put the stick in, wait a moment, then press again."
        )

    def arrange(self, room: QSize) -> None:
        """Put the hand-in under the task where the window is narrow."""
        beside = room.width() >= NARROW_PX + 40
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(SPACE_3 if room.width() < 1000 else SPACE_5)
        if self._state is not None:
            self._show_steps(self._state)

    def _ask(self) -> None:
        self.question.ask(
            self.tr("Hand in this video?"),
            self.tr("After handing in it cannot be replaced."),
            self.tr("Hand in"),
            self.tr("Not yet"),
            self.hand_in_asked.emit,
        )


class _Beside(QWidget):
    """A code with words beside it."""

    def __init__(self, code: QWidget, words: QVBoxLayout) -> None:
        super().__init__()
        line = row(code, gap_px=SPACE_4)
        line.setContentsMargins(0, 0, 0, 0)
        line.setAlignment(code, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(line)
