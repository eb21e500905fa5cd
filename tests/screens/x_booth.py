"""A kiosk on a real X server, for a test that presses real keys: says where it stands whenever that changes.

``python x_booth.py HOME``
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.centre.seat import Station
from app.settings import SOFTWARE
from app.storage.clock import SystemClock
from app.storage.home import open_home
from tests.screens.exam_driver import open_window


def named(page: QWidget, part: QWidget | None) -> str:
    """Return a control as the page calls it: ``go``, or ``question.yes`` inside a question."""
    for name, own in vars(page).items():
        if own is part:
            return name
        inside = vars(own).items() if isinstance(own, QWidget) and hasattr(own, "__dict__") else ()
        for inner, each in inside:
            if each is part:
                return f"{name}.{inner}"
    return "" if part is None else type(part).__name__


def main(place: str) -> int:
    home = open_home(Path(place))
    station = Station("booth-1", home.keys.station, SOFTWARE)
    desk = open_window(home, SystemClock(), station)
    desk.booth.figures()
    last = ""

    def look() -> None:
        nonlocal last
        page, seat = desk.window.pages.currentWidget(), desk.seat
        question = getattr(page, "question", None)
        line = json.dumps(
            {
                "page": type(page).__name__, "focus": named(page, QApplication.focusWidget()),
                "stage": seat.state.stage.value if seat else "door", "answers": len(seat.state.answers) if seat else 0,
                "attempt": seat.attempt if seat else "", "asked": bool(question is not None and question.isVisible()),
                "film_ms": desk.booth.figures().position_ms, "clips": len(seat.state.clips) if seat else 0,
                "platform": QApplication.platformName(),
            }
        )  # fmt: skip
        if line != last:
            last = line
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        if seat is not None and seat.state.sealed:
            QApplication.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(40)
    QApplication.exec()
    desk.stop()
    home.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
