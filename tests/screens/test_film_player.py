"""What the player says is shown is what is shown, to the picture; speeds, steps, loops, several films in order."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.centre.reel import Reel, ReelFilm, joined
from app.screens.examiner.film_player import FilmPlayer
from app.screens.examiner.film_view import FilmView
from app.screens.theme import dress
from tests.screens.clock_film import FPS, clock_film, number_in, shown_ms

PICTURE_MS = 1000 / FPS


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("films")
    return [clock_film(folder / "pitch-1.mp4", 8), clock_film(folder / "pitch-2.mp4", 4, first=1000)]


@pytest.fixture
def stage(qtbot):
    window, view = QWidget(), FilmView()
    dress(window)
    QVBoxLayout(window).addWidget(view)
    player = FilmPlayer(view, window)
    window.resize(640, 400)
    qtbot.addWidget(window)
    window.show()
    view.kept = window
    yield player, view
    player.close()


def reel_of(*paths: Path | None) -> Reel:
    lengths = (8_000, 4_000)
    return joined([ReelFilm(f"pitch-{n + 1}.mp4", 0, lengths[n], path) for n, path in enumerate(paths)])


def until(qtbot, view: FilmView, number: int) -> None:
    qtbot.waitUntil(lambda: view.painted is not None and number_in(view.painted) == number, timeout=30_000)


def test_a_jump_shows_the_picture_of_that_moment_and_says_so(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(films[0]))
    until(qtbot, view, 0)
    for whole_ms in (5_400, 10, 3_967, 3_985, 7_980):
        number = int((whole_ms + 0.4) / PICTURE_MS)  # a tag's ms is rounded
        player.jump(whole_ms)
        until(qtbot, view, number)
        film, position_ms = player.moment()
        assert film == "pitch-1.mp4"
        assert abs(position_ms - number * PICTURE_MS) <= 1


def test_a_seek_that_is_lost_on_the_way_is_made_again_while_the_film_stands(qtbot, stage, films, monkeypatch) -> None:
    player, view = stage
    player.open(reel_of(films[0]))
    until(qtbot, view, 0)
    seek, lost = player._player.setPosition, []
    monkeypatch.setattr(player._player, "setPosition", lambda at_ms: seek(at_ms) if lost else lost.append(at_ms))
    player.jump(5_400)
    assert lost == [5_401]
    until(qtbot, view, 162)


def test_steps_go_picture_by_picture_both_ways_and_over_the_edge_of_a_film(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(*films))
    player.jump(3_000)
    until(qtbot, view, 90)
    for by, number in ((1, 91), (1, 92), (1, 93), (-1, 92), (-1, 91), (-1, 90), (-1, 89)):
        player.step(by)
        until(qtbot, view, number)
    player.jump(7_990)
    until(qtbot, view, 239)
    player.step(1)
    until(qtbot, view, 1000)
    assert player.moment() == ("pitch-2.mp4", 0)
    assert player.position_ms == 8_000
    player.step(-1)
    until(qtbot, view, 239)


def test_films_follow_each_other_and_a_missing_one_is_passed_over(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(*films))
    player.jump(7_700)
    player.play()
    qtbot.waitUntil(lambda: player.moment()[0] == "pitch-2.mp4", timeout=30_000)
    player.pause()
    assert number_in(view.painted) >= 1000
    player.open(reel_of(None, films[1]))
    until(qtbot, view, 1000)
    assert player.moment() == ("pitch-2.mp4", 0)
    player.jump(100)
    assert player.moment()[0] == "pitch-2.mp4"


def test_at_double_speed_twice_as_much_passes(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(films[0]))
    until(qtbot, view, 0)
    moments: list[tuple[int, int]] = []
    player.set_rate(200)
    player.moved.connect(lambda at_ms: moments.append((player.clock_ms(), at_ms)))
    player.play()
    qtbot.waitUntil(lambda: player.position_ms > 5_000, timeout=30_000)
    player.pause()
    (first_at, first_ms), (last_at, last_ms) = moments[3], moments[-1]
    assert 1.6 < (last_ms - first_ms) / (last_at - first_at) < 2.4
    assert player.rate_percent == 200


def test_a_stretch_is_played_over_and_over_until_it_is_let_go(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(films[0]))
    until(qtbot, view, 0)
    seen: list[int] = []
    player.moved.connect(seen.append)
    player.loop((2_000, 2_400))
    player.play()

    def rounds() -> int:
        return sum(1 for before, after in pairwise(seen) if after < before - 200)

    qtbot.waitUntil(lambda: rounds() >= 2, timeout=30_000)
    arrived = seen[next(place for place, at in enumerate(seen) if 2_000 <= at < 2_400) :]
    assert all(1_960 <= at <= 2_500 for at in arrived)
    player.loop(None)
    qtbot.waitUntil(lambda: player.position_ms > 2_600, timeout=30_000)


def test_a_stretch_over_two_films_is_played_to_its_end_in_the_second(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(*films))
    until(qtbot, view, 0)
    seen: list[int] = []
    player.moved.connect(seen.append)
    player.loop((7_600, 8_400))
    player.play()
    qtbot.waitUntil(lambda: any(at >= 8_200 for at in seen), timeout=30_000)
    qtbot.waitUntil(lambda: any(after < 7_900 < 8_200 <= before for before, after in pairwise(seen)), timeout=30_000)
    assert max(seen) <= 8_500


def test_the_end_stands_still_and_playing_again_begins_anew(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(films[1]))
    until(qtbot, view, 1000)
    player.set_rate(200)
    player.play()
    # Qt says a moment later that it plays; the end is both: the last pictures shown, and standing still.
    qtbot.waitUntil(lambda: number_in(view.painted) >= 1115 and not player.playing, timeout=20_000)
    ended_ms = player.clock_ms()
    qtbot.waitUntil(lambda: player.clock_ms() > ended_ms + 500)
    assert number_in(view.painted) >= 1115, "it stands at its end, not at its beginning"
    player.step(-1)
    qtbot.waitUntil(lambda: 1110 <= number_in(view.painted) < 1119)
    player.play()
    qtbot.waitUntil(lambda: number_in(view.painted) >= 1115 and not player.playing, timeout=20_000)
    player.play()
    qtbot.waitUntil(lambda: player.playing and player.position_ms < 2_000, timeout=30_000)


def test_a_file_that_is_no_film_is_named(qtbot, stage, tmp_path) -> None:
    player, _ = stage
    (tmp_path / "broken.mp4").write_bytes(b"this is no film" * 40)
    with qtbot.waitSignal(player.failed, timeout=30_000) as failed:
        player.open(joined([ReelFilm("broken.mp4", 0, 1_000, tmp_path / "broken.mp4")]))
    assert failed.args == ["broken.mp4"]
    player.play()
    assert not player.playing


def test_an_empty_reel_has_no_moment(stage) -> None:
    player, view = stage
    player.open(Reel())
    assert player.moment() == ("", 0)
    player.jump(1_000)
    player.step(1)
    assert view.painted is None


def test_a_film_that_runs_never_says_a_moment_that_is_not_shown(qtbot, stage, films) -> None:
    player, view = stage
    player.open(reel_of(films[0]))
    until(qtbot, view, 0)
    apart: list[float] = []
    player.moved.connect(lambda _: apart.append(abs(player.moment()[1] - shown_ms(view.painted))))
    player.play()
    qtbot.waitUntil(lambda: len(apart) > 60, timeout=30_000)
    player.pause()
    assert max(apart) <= 2
