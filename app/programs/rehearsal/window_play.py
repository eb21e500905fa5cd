"""One candidate's exam through both windows of one PC, by their own controls, at the pace of a real clock.

Why this room exists: the demo shows what people will use; nothing of the candidate's or the examiner's way is
called from outside the windows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from app.centre.seat import Seat
from app.exam.errors import Unavailable
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.programs.rehearsal import actors
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.desk_driver import WindowExaminer
from app.programs.rehearsal.film_driver import FilmExaminer
from app.programs.rehearsal.window_driver import WindowDriver

STEP_MS, GIVE_UP_MS = 120, 240_000
_TAGS_AT_TENTHS = (2, 5)
"""When the examiner remarks something, in tenths of the pitch."""
_CLIP_TAGS_MS = (1_200, 2_600)
"""When the examiner remarks something in the clip."""


@dataclass(frozen=True, slots=True)
class Part:
    """How the candidate does: skill, the seed of all chance, and how long the pitch lasts."""

    skill: Skill
    seed: str
    pitch_ms: int


class WindowPlay(QObject):
    """Steps through both windows until the seat and every sheet are sealed: the pitch's live, the clip's from its film.

    Args:
        tell: told each stage as it begins.
    """

    def __init__(
        self, driver: WindowDriver, examiner: WindowExaminer, part: Part, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        super().__init__(driver.window)
        self._driver, self._examiner, self._part, self._tell = driver, examiner, part, tell
        self._chance = Random(f"{part.seed}/answers")  # noqa: S311 - a rehearsal
        self._known: frozenset[int] | None = None
        self._chosen: dict[int, tuple[int, ...]] = {}
        self._clip = FilmExaminer(examiner, Subject.CLIP, _CLIP_TAGS_MS)
        self._pitch_signed = False
        self._failed: Exception | None = None
        self._told, self._seat = "", None  # type: str, Seat | None
        self._beat, self._end = QTimer(self), QTimer(self)
        self._beat.timeout.connect(self._step)
        self._loop = QEventLoop()
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._give_up)
        driver.choose, driver.stop_pitch = self._choose, self._pitched_enough
        driver.notes = "1 问好开场  2 三个卖点  3 报价和售后"

    def run(self, application: QGuiApplication) -> None:
        """Play to the end.

        Raises:
            Unavailable: it took far too long; or whatever a window's control raised.
        """
        self._beat.start(STEP_MS)
        self._end.start(GIVE_UP_MS)
        application.lastWindowClosed.connect(self._give_up)
        self._loop.exec()  # a loop of its own: a Quit of the application would outlive it and end every later loop
        self._beat.stop()
        self._end.stop()
        application.lastWindowClosed.disconnect(self._give_up)
        if self._failed is not None:
            raise self._failed

    @Slot()
    def _step(self) -> None:
        try:
            done = self._play()
        except Exception as error:  # noqa: BLE001 - handed to whoever runs the play
            self._failed, done = error, True
        if done:
            self._loop.quit()

    def _play(self) -> bool:
        self._examiner.sign_in()
        seat = self._seat = self._driver.desk.seat or self._seat  # once done, the kiosk greets the next one
        if seat is not None and not self._pitch_signed:
            self._say(seat.state.stage.value)
            if seat.state.stage is Stage.PITCH:
                self._remark(seat)
        if seat is None or not seat.state.sealed:
            self._driver.step()
            return False
        if not self._pitch_signed:
            self._pitch_signed = self._examiner.mark(self._worth(seat, Subject.PITCH))
            return False
        self._say("marking the clip")
        return self._clip.step(self._worth(seat, Subject.CLIP))

    def _worth(self, seat: Seat, subject: Subject) -> int:
        chance = Random(f"{self._part.seed}/sheet-{subject.value}")  # noqa: S311 - a rehearsal
        return self._part.skill.half_points(chance, seat.context.scheme, subject)

    def _say(self, stage: str) -> None:
        if stage != self._told:
            self._told = stage
            self._tell(stage)

    def _remark(self, seat: Seat) -> None:
        """Place the next tag when its moment has come; the desk's own clock stamps it."""
        place = self._examiner.remarked
        if place >= len(_TAGS_AT_TENTHS) or not seat.state.open_film:
            return
        film, position_ms = self._examiner.booth.moment()
        due_ms = self._part.pitch_ms * _TAGS_AT_TENTHS[place] // 10
        if film and position_ms >= due_ms and self._examiner.sheet_open:
            self._examiner.remark(place)

    def _pitched_enough(self, seat: Seat) -> bool:
        return bool(seat.state.open_film) and self._driver.desk.booth.figures().position_ms >= self._part.pitch_ms

    def _choose(self, seat: Seat, index: int) -> tuple[int, ...]:
        """Return the options as shown: the key for what is known, something else for what is not."""
        if self._known is None:
            count = len(seat.state.paper)
            passes = Subject.THEORY in self._part.skill.passes
            right = actors.right_answers(self._chance, seat.context.scheme, count, passes=passes)
            self._known = frozenset(self._chance.sample(range(count), right))
        if index not in self._chosen:
            line = seat.state.paper[index]
            options = actors.chosen_options(seat.context.bank, line, self._chance, right=index in self._known)
            self._chosen[index] = tuple(place for place, option in enumerate(line.order) if option in options)
        return self._chosen[index]

    @Slot()
    def _give_up(self) -> None:
        page = type(self._driver.window.pages.currentWidget()).__name__
        self._failed = Unavailable(
            f"The exam stood still at {self._told or 'the door'} ({page}).",
            advice="Tell the people who look after Kaobo.",
        )
        self._loop.quit()
