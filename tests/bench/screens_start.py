"""Cold start to the first usable page against a bare window, and a page turn to painted.

Run: ``python tests/bench/screens_start.py``.  Each start is a process of its own, alternating; medians are printed.
Both read compiled files, as an installed program does: the first start of each, which compiles them, is not counted.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ROUNDS = 7

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1366, 768)
window.show()
window.grab()
"""
KIOSK = """
import sys
from app.programs import first_page, kaobo

def painted(_):
    first_page.standing[0].window.grab()
    return 0

kaobo.run = painted
sys.argv = ["kaobo", "kiosk", "--window", "--camera", "practice"]
kaobo.main()
"""
"""The command itself, up to the moment at which its first page stands painted."""


def start_ms(code: str, compiled: str) -> float:
    """Return how long a process takes to start, paint and end; its compiled files are in ``compiled``."""
    surroundings = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TOP), "PYTHONPYCACHEPREFIX": compiled,
    }  # fmt: skip
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=surroundings, cwd=TOP, capture_output=True)
    return (time.perf_counter() - began) * 1000


def turns_ms() -> list[tuple[float, str]]:
    """Return how long each page takes from its state to its pixels, and its name; the window is as the desk has it.

    The window paints itself once, as on a screen; where nothing of a page had to be painted, its picture is taken.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject

    from app.programs.screens_command import code_rows, practice_bank
    from app.programs.windows import application_of
    from app.screens.gallery.kiosk_scenes import Content, kiosk_scenes
    from app.screens.gallery.shots import Screen, settle
    from app.screens.kiosk.window import KioskWindow

    class Painted(QObject):
        count = 0

        def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - a method that overrides Qt's
            self.count += event.type() == QEvent.Type.Paint
            return False

    application_of()
    bank = practice_bank()
    sample = next(each for each in bank.samples if each.id == "womens_perfume")
    window, screen = KioskWindow(), Screen(1366, 768)
    window.make_parts()
    settle(window, screen)
    taken = []
    for scene in kiosk_scenes(Content(bank, sample, "zh", code_rows("http://192.168.1.20:8471/u/7K2M"))):
        painted = Painted()
        began = time.perf_counter()
        scene.fill(window)
        window.pages.currentWidget().installEventFilter(painted)
        settle(window, screen)
        if not painted.count:
            window.grab()
        taken.append(((time.perf_counter() - began) * 1000, scene.name))
        window.question_closed()
    return taken


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as compiled:
        taken = [(start_ms(BARE, compiled), start_ms(KIOSK, compiled)) for _ in range(ROUNDS + 1)]
    bare, kiosk = zip(*taken[1:], strict=True)
    ratio = statistics.median(kiosk) / statistics.median(bare)
    turned = sorted(turns_ms())
    sys.stdout.write(
        f"{platform.node()}: bare {statistics.median(bare):.0f} ms, kiosk {statistics.median(kiosk):.0f} ms, "
        f"ratio {ratio:.2f}; page turn median {statistics.median(each for each, _ in turned):.0f} ms "
        f"of {len(turned)} states, worst {', '.join(f'{ms:.0f} ms {name}' for ms, name in turned[:-4:-1])}\n"
    )


if __name__ == "__main__":
    main()
