"""A jump to a tag in a five-minute 720p film: from the wish to the painted picture; beside a bare player's seek.

python tests/bench/film_jump.py [JUMPS] [SECONDS]        needs ffmpeg
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtMultimedia import QMediaPlayer, QVideoSink
from PySide6.QtWidgets import QApplication

from app.centre.reel import ReelFilm, joined
from app.screens.examiner.film_player import FilmPlayer
from app.screens.examiner.film_view import FilmView
from tests.bench.evidence import make_film
from tests.bench.ratio import begin, percentile, show

PATIENCE_MS = 5_000


def until(holds: object) -> float:
    """Run Qt until something holds; return the ms that it took."""
    start, loop, look = time.perf_counter(), QEventLoop(), QTimer()
    look.setInterval(1)
    look.timeout.connect(lambda: loop.quit() if holds() else None)
    look.start()
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    return (time.perf_counter() - start) * 1000


def desk_jumps(film: Path, moments: list[int], duration_ms: int) -> list[float]:
    """Jump with the desk's player; a jump has arrived when its picture is painted."""
    view = FilmView()
    view.resize(615, 360)
    view.show()
    player = FilmPlayer(view, view)
    player.open(joined([ReelFilm(film.name, 0, duration_ms, film)]))
    until(lambda: view.painted is not None)
    took = []
    for moment in moments:
        player.jump(moment)
        waited = until(lambda moment=moment: abs(player.position_ms - moment) <= 40)
        start = time.perf_counter()
        view.repaint()
        took.append(waited + (time.perf_counter() - start) * 1000)
    player.close()
    view.close()
    return took


def bare_jumps(film: Path, moments: list[int]) -> list[float]:
    """Seek with a bare QMediaPlayer until its sink holds the picture."""
    player, sink = QMediaPlayer(), QVideoSink()
    player.setVideoSink(sink)
    player.setSource(QUrl.fromLocalFile(str(film)))
    player.pause()
    until(lambda: sink.videoFrame().isValid())
    took = []
    for moment in moments:
        player.setPosition(moment + 1)
        took.append(until(lambda moment=moment: abs(sink.videoFrame().startTime() / 1000 - moment) <= 40))
    player.stop()
    return took


def main(jumps: int = 40, seconds: int = 300) -> None:
    """Print medians of both, jumps that one examiner would make."""
    application = QApplication([])
    begin(f"A jump to a tag, {seconds} s of 1280 x 720")
    chance = Random(7)
    moments = [round(chance.randrange(30, seconds * 30 - 60) * 1000 / 30) for _ in range(jumps)]
    with tempfile.TemporaryDirectory() as folder:
        film = make_film(Path(folder) / "pitch.mp4", seconds)
        bare, own = bare_jumps(film, moments), desk_jumps(film, moments, seconds * 1000)
    show("bare player, median", statistics.median(bare), "ms", "-")
    show("desk's player, median", statistics.median(own), "ms", "under 150")
    show("desk's player, 95th percentile", percentile(own, 95), "ms", "-")
    application.quit()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
