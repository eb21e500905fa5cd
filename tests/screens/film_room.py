"""An attempt whose films are real files, and the film page on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.centre.evidence_ports import Evidence, EvidenceProgress, EvidenceState
from app.centre.marking import SheetKey
from app.centre.seat import Seat
from app.exam.flow_state import AttemptState
from app.exam.scheme import Subject
from app.exam.vocabulary import seat
from app.media.film.digest import file_digest
from app.media.film.shelf import FolderShelf
from app.programs.rehearsal.actors import CLIP_CHECKS, Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand
from app.screens.examiner.film_desk import FilmDesk, FilmServices
from app.screens.examiner.film_page import FilmPage
from app.screens.theme import dress
from tests.screens.sheet_room import desk_services

WINDOW_PX = (1262, 768)
"""What a page has of a small screen, beside the rail."""


def shown(desk, qtbot):
    """Show a desk's page as the examiner's window does."""
    dress(desk.widget)
    desk.widget.resize(*WINDOW_PX)
    qtbot.addWidget(desk.widget)
    desk.widget.show()
    return desk


def finished(film: str, path: Path, duration_ms: int) -> seat.RecordingFinished:
    digest = file_digest(path)
    return seat.RecordingFinished(
        film=film, duration_ms=duration_ms, film_bytes=path.stat().st_size, frames=1, dropped_frames=0, fragments=1,
        head=digest, digest=digest,
    )  # fmt: skip


def placed(centre, attempt: str, name: str, source: Path) -> Path:
    """Put a copy of a film into an attempt's folder."""
    path = centre.home.media / attempt / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.hardlink_to(source)
    return path


def filmed(centre, films: list[tuple[Path, int]], index: int = 0, *, clip: Path | None = None):
    """Sit an attempt whose pitch is these films (file, length); between two of them the camera was lost for 4 s."""

    def roll(sitter: Seat) -> Iterator[AttemptState]:
        for number, (source, duration_ms) in enumerate(films, start=1):
            name = f"pitch-{number}.mp4"
            path = placed(centre, sitter.attempt, name, source)
            if number > 1:
                sitter.interrupt("camera_gone")
                centre.clock.pass_ms(4_000)
                sitter.go_on()
            yield sitter.observe(
                seat.RecordingStarted(film=name, width=320, height=180, camera="test", microphone="test")
            )
            centre.clock.pass_ms(duration_ms)
            yield sitter.observe(finished(name, path, duration_ms))

    def hand_in(sitter: Seat) -> seat.ClipReceived:
        assert clip is not None
        path = placed(centre, sitter.attempt, "clip-1.mp4", clip)
        return seat.ClipReceived(
            clip=file_digest(path), clip_bytes=path.stat().st_size, duration_ms=16_000, source="phone", usable=True,
            checks=CLIP_CHECKS,
        )  # fmt: skip

    own: dict[str, Callable[[Seat], seat.ClipReceived]] = {} if clip is None else {"clip": hand_in}
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(centre.store, centre.clock, lambda _: None, roll, "early", **own)
    AttemptPlay(stage, cast, centre.bookings[index], Skill(frozenset(Subject)), "seed").sit()
    return centre.bookings[index]


class HandEvidence:
    """An evidence room that says what a test tells it to."""

    def __init__(self) -> None:
        self.asked: list[tuple[Path, Callable[[EvidenceProgress], None]]] = []

    def kept(self, film: Path) -> Evidence | None:
        return None

    def ask(self, film: Path, told: Callable[[EvidenceProgress], None]) -> None:
        self.asked.append((film, told))
        told(EvidenceProgress(EvidenceState.WAITING))

    def close(self) -> None:
        self.asked.clear()


class FilmRoom:
    """One window with the film page, joined to one sheet."""

    def __init__(self, centre, qtbot, booking, login: str = "examiner", subject: Subject = Subject.PITCH) -> None:
        self.centre, self.booking, self.key = centre, booking, SheetKey(booking.id, subject)
        self.evidence = HandEvidence()
        self.window, self.page = QWidget(), FilmPage()
        dress(self.window)
        QVBoxLayout(self.window).addWidget(self.page)
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        services = desk_services(centre)
        film = FilmServices(FolderShelf(centre.home.media), self.evidence, lambda key: "20260604-0001  Peng Xiao")
        self.desk = FilmDesk(self.page, services, film)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.desk.open(centre.staff[login], self.key)

    def press(self, *keys: Qt.Key) -> None:
        """Press keys in the window, which Qt's player takes out of the front when it draws without a graphics card."""
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        for each in keys:
            QTest.keyClick(self.window.focusWidget(), each)

    @property
    def sheet(self):
        return self.desk.sheet.marking.state
