"""Marks a sheet by keys in an examiner's window, one key at a time; says each step once it is acknowledged.

Run as a program it is a desk that can be killed: ``python marking_driver.py HOME``.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from app.centre.booth_link import NoLink
from app.programs.examiner_program import pages_of, services_of
from app.programs.faces import Faces
from app.programs.windows import application_of
from app.screens.examiner.examiner_desk import ExaminerDesk
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.window import ExaminerWindow
from app.settings import SOFTWARE
from app.storage.clock import SystemClock
from app.storage.home import open_home
from app.storage.photos import PhotoFolder

PIN = "135790"
TAGS = 30


def next_key(live: LiveBooth) -> Qt.Key | None:
    """Return the key that the sheet needs next; None once only the signature is missing."""
    state = live.sheet.marking.state
    lines = live.sheet.state().lines
    open_ = [line.id for line in lines if line.mark is None]
    if len(state.tags) < TAGS and len(state.tags) <= 3 * len(state.marks):
        return (Qt.Key.Key_1, Qt.Key.Key_Q, Qt.Key.Key_W)[len(state.tags) % 3]
    if open_:
        return Qt.Key.Key_J if live.sheet.walk.current in open_ else Qt.Key.Key_Down
    return Qt.Key.Key_2 if len(state.tags) < TAGS else None


def main(place: str) -> int:
    """Mark what is left of the sheet at the booth, then sign it."""
    from app.centre.seat import Station

    home, clock, application = open_home(Path(place)), SystemClock(), application_of()
    services = services_of(application, home.store, clock, Station("desk-1", home.keys.station, SOFTWARE), home.path)
    faces = Faces(home.path, services.desk, PhotoFolder(home.photos))
    pages = pages_of(services.desk, NoLink(), "booth-1", faces.services())
    live = next(page for page in pages if isinstance(page, LiveBooth))
    window = ExaminerWindow()
    window.resize(1366, 768)
    shell = ExaminerDesk(window, services, pages)
    shell.start()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.sign_in.sign_in_asked.emit("examiner", PIN)
    live.page.sheet.setFocus()

    def step() -> None:
        key = next_key(live)
        if key is not None:
            QTest.keyClick(live.page.sheet, key)
        else:
            QTest.keyClick(live.page.sheet, Qt.Key.Key_V)
            QTest.keyClicks(live.page.sheet.drawer.pin, PIN)
            QTest.keyClick(live.page.sheet.drawer.pin, Qt.Key.Key_Return)
        state = live.sheet.marking.state
        print(len(state.marks), len(state.tags), int(state.sealed), flush=True)
        if state.sealed:
            application.quit()

    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(15)
    application.exec()
    shell.stop()
    home.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
