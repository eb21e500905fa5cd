"""A whole examiner's window on a real database, a scripted candidate at the booth, a link that a test moves."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from app.centre.booth_link import Link, LivePicture, PictureForm
from app.centre.capture_ports import RecordingFigures
from app.centre.desk import Desk
from app.centre.identity_photo import identity_photo, keep_photo
from app.centre.registration_photo import registration_photo
from app.centre.seat import admit
from app.exam.flow_state import Stage
from app.exam.scheme import TheoryMode
from app.exam.vocabulary import seat as words
from app.programs.rehearsal import actors
from app.screens.examiner.examiner_desk import ExaminerDesk, ShellServices
from app.screens.examiner.identity_desk import IdentityServices
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.window import ExaminerWindow
from app.storage.photos import PhotoFolder
from tests.centre.conftest import PIN

FILM = "pitch.mp4"
STARTED = words.RecordingStarted(film=FILM, width=1280, height=720, camera="c", microphone="m")


def jpeg(colour: str = "#6E5548") -> bytes:
    image = QImage(64, 36, QImage.Format.Format_RGB888)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


@dataclass
class MovedLink:
    """A link as a test sets it."""

    state: Link = Link.OPEN
    film_name: str = ""
    at_ms: int = 0
    shown: LivePicture | None = None
    figure: RecordingFigures = field(default_factory=RecordingFigures)
    photos: dict[str, bytes] = field(default_factory=dict)

    def link(self) -> Link:
        return self.state

    def picture(self) -> LivePicture | None:
        return self.shown

    def film(self) -> str:
        return self.film_name

    def position_ms(self) -> int:
        return self.at_ms

    def figures(self) -> RecordingFigures:
        return self.figure

    def sealed_photo(self, attempt: str) -> bytes:
        return self.photos.get(attempt, b"")

    def show(self, number: int, position_ms: int) -> None:
        content = bytes((110, 85, 72)) * (64 * 36)
        self.shown = LivePicture(number, content, PictureForm.RGB, 64, 36, self.film_name, position_ms)


class BoothSitter:
    """A candidate who does what the stage asks, one step at a time."""

    def __init__(self, store, clock, station, booking, photo: str = "", face_comparison: bool | None = None) -> None:
        self._store, self._clock, self._station = store, clock, station
        with store.reading() as books:
            number = books.people.get(booking.candidate).details.document_number
        self.seat = admit(store, clock, station, booking.admission_number, number[-4:], how="typed", language="zh",
                          photo=photo, face_comparison=face_comparison)  # fmt: skip

    def confirm(self, examiner) -> None:
        Desk(self._store, self._clock, self._station, examiner, self.seat.attempt).confirm_identity(matches=True)

    @property
    def stage(self) -> Stage:
        return self.seat.refresh().stage

    def go_to(self, stage: Stage) -> "BoothSitter":
        for _ in range(30):
            if self.stage is stage:
                return self
            self.pause()
            self.step()
        raise AssertionError(f"stands at {self.stage}, not at {stage}")

    def pause(self) -> None:
        """Let time pass where a test owns it."""

    def step(self) -> None:
        seat = self.seat
        {
            Stage.CONSENT: lambda: seat.write(words.Consented(given=True, notice="0" * 64, language="zh")),
            Stage.DEVICES: lambda: seat.observe(actors.GATE_PASSED),
            Stage.THEORY_READY: seat.issue_paper,
            Stage.THEORY: self._end_theory,
            Stage.CLIP_READY: seat.start_clip,
            Stage.CLIP: self._hand_in,
            Stage.DRAW: seat.draw_sample,
            Stage.PREPARATION_READY: lambda: seat.write(words.PreparationStarted()),
            Stage.PREPARATION: lambda: seat.observe(STARTED),
            Stage.PITCH: self.end_pitch,
        }[self.stage]()

    def _end_theory(self) -> None:
        how = "examiner" if self.seat.state.theory_mode is TheoryMode.ORAL else "candidate"
        self.seat.write(words.TheorySubmitted(how=how))

    def _hand_in(self) -> None:
        clip = actors.rehearsed_clip(self.seat)
        self.seat.write(clip)
        self.seat.write(words.ClipSubmitted(clip=clip.clip, how="candidate"))

    def end_pitch(self) -> None:
        self.seat.observe(
            words.RecordingFinished(film=FILM, duration_ms=90_000, film_bytes=9, frames=2_700, dropped_frames=0,
                                    fragments=180, head="0" * 64, digest="1" * 64, torn=False)
        )  # fmt: skip
        self.seat.finish("early")
        if not self.seat.state.sealed:
            self.seat.seal()


class Sitter(BoothSitter):
    """A candidate of a test's centre."""

    def __init__(
        self, centre, index: int = 0, station: str = "booth-1", photo: bytes = b"", face_comparison: bool | None = None
    ) -> None:
        self.centre, booking = centre, centre.bookings[index]
        digest = keep_photo(centre.store, PhotoFolder(centre.home.photos), booking.id, photo) if photo else ""
        super().__init__(centre.store, centre.clock, centre.station(station), booking, digest, face_comparison)

    def pause(self) -> None:
        self.centre.clock.pass_ms(500)


class BoothRoom:
    """The examiner's window, signed in at a booth."""

    def __init__(
        self,
        centre,
        qtbot,
        login: str = "examiner",
        *,
        size=(1366, 768),
        booth: str = "booth-1",
        identity=None,
        shelf=None,
        more=lambda _services: (),
    ) -> None:
        self.centre, self.link, self.language = centre, MovedLink(), "en"
        self.shelf = PhotoFolder(centre.home.photos)
        services = DeskServices(centre.store, centre.clock, centre.station("desk-1"), lambda: self.language)
        identity = identity or IdentityServices(self._photo, self._registered)
        self.live = LiveBooth(services, self.link, booth, identity, shelf=shelf)
        self.window = ExaminerWindow()
        qtbot.addWidget(self.window, before_close_func=lambda _: self.shell.stop())
        self.shell = ExaminerDesk(self.window, ShellServices(services, "Yiwu", lambda _: None),
                                  (self.live, *more(services)))  # fmt: skip
        self.window.resize(*size)
        self.shell.start()
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        if login:
            self.sign_in(login)

    def _photo(self, signed, attempt: str) -> bytes:
        if self.shelf.get(attempt) is None:
            return b""
        return identity_photo(self.centre.store, self.shelf, self.centre.clock, signed, attempt)

    def _registered(self, signed, attempt: str) -> bytes:
        return registration_photo(self.centre.store, self.centre.clock, signed, attempt)

    @property
    def page(self):
        return self.live.page

    @property
    def sheet(self):
        return self.live.sheet.marking.state

    def sign_in(self, login: str, pin: str = PIN) -> None:
        page = self.window.sign_in
        page.login.setText(login)
        page.pin.setText(pin)
        QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)

    def tick(self) -> None:
        self.live.tick()
        self.live._look()
        self.window.grab()

    def click(self, part) -> None:
        assert part.isVisible(), part.objectName()
        assert part.isEnabled(), part.objectName()
        QTest.mouseClick(part, Qt.MouseButton.LeftButton, pos=part.rect().center())

    def key(self, *keys) -> None:
        for key in keys:
            QTest.keyClick(self.window.focusWidget(), key)

    def recording(self, position_ms: int, **more) -> None:
        self.link.film_name, self.link.at_ms = FILM, position_ms
        figures = RecordingFigures(FILM, position_ms, position_ms * 3 // 100, position_ms * 220, growing=True)
        self.link.figure = replace(figures, **more)

    def close(self) -> None:
        self.shell.stop()
        self.window.close()


def confirmed(room: BoothRoom) -> Sitter:
    """Have the examiner at the window confirm who came."""
    sitter = Sitter(room.centre)
    room.tick()
    room.click(room.page.booth.card.yes)
    return sitter
