"""Films in order on one line of time, and their evidence on it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.centre.evidence_ports import Evidence, Span
from app.centre.reel import Reel, ReelFilm, joined
from app.centre.reel_evidence import Shown, line_figures, tracks_of
from app.exam.bank import Anchor, RubricLine, Text

HERE = Path("film.mp4")
lengths = st.lists(st.integers(1, 100_000), min_size=1, max_size=5)


def reel_of(*durations_ms: int) -> Reel:
    return joined([ReelFilm(f"pitch-{n}.mp4", 0, length, HERE) for n, length in enumerate(durations_ms)])


def line(*words: str) -> RubricLine:
    name = Text("评分项", "line")
    return RubricLine("line", name, 20, Anchor(name, name, name), words)


def seen(name: str, duration_ms: int, **more) -> Evidence:
    return Evidence(name, "d", "m", duration_ms, **{"has_sound": True, "has_picture": True} | more)


@given(lengths, st.data())
def test_every_moment_of_a_reel_is_in_one_film_and_comes_back_from_it(durations_ms, data) -> None:
    reel = reel_of(*durations_ms)
    whole_ms = data.draw(st.integers(0, reel.duration_ms - 1))
    film, position_ms = reel.at(whole_ms)
    assert 0 <= position_ms < film.duration_ms
    assert reel.whole_ms(film.film, position_ms) == whole_ms


def test_the_end_belongs_to_the_last_film_and_nothing_to_an_empty_reel() -> None:
    film, position_ms = reel_of(1_000, 2_000).at(9_000)
    assert (film.film, position_ms) == ("pitch-1.mp4", 2_000)
    assert Reel().at(0) is None
    assert Reel().duration_ms == 0
    assert reel_of(5).whole_ms("other.mp4", 1) is None


def test_a_moment_past_a_films_end_stands_at_its_end_and_not_in_the_next_film() -> None:
    reel = reel_of(1_000, 2_000)
    assert reel.whole_ms("pitch-0.mp4", 1_400) == 999
    assert reel.at(999)[0].film == "pitch-0.mp4"
    assert reel.whole_ms("pitch-1.mp4", 0) == 1_000


def test_breaks_stand_where_one_film_ends() -> None:
    films = [ReelFilm("a", 0, 1_000, HERE), ReelFilm("b", 0, 500, None)]
    reel = joined(films, [("camera_gone", 4_000, False)])
    assert [(each.at_ms, each.cause, each.lost_ms) for each in reel.breaks] == [(1_000, "camera_gone", 4_000)]
    assert reel.missing == ("b",)


def test_tracks_are_laid_on_the_reel_and_cut_at_a_films_end() -> None:
    reel = reel_of(10_000, 10_000)
    found = {
        "pitch-0.mp4": seen("pitch-0.mp4", 10_200, speech=(Span(9_000, 10_200, 90),), face=(Span(0, 10_200, 80),)),
        "pitch-1.mp4": seen("pitch-1.mp4", 10_000, speech=(Span(0, 3_000, 50),), silence=(Span(3_000, 10_000, 99),)),
    }
    tracks = {track.shown: track for track in tracks_of(reel, found)}
    assert [(span.from_ms, span.to_ms) for span in tracks[Shown.SPEECH].spans] == [(9_000, 10_000), (10_000, 13_000)]
    assert tracks[Shown.SPEECH].sure_percent == (90 * 1_000 + 50 * 3_000) // 4_000
    assert [(span.from_ms, span.to_ms) for span in tracks[Shown.DEAD_AIR].spans] == [(13_000, 20_000)]
    assert Shown.BLACK not in tracks, "a fault that was not found has no row"
    assert tracks_of(reel, {}) == ()


def test_a_line_shows_only_what_its_rubric_names() -> None:
    reel = reel_of(10_000)
    spans = {
        "speech": (Span(0, 4_000, 90),),
        "silence": (Span(4_000, 10_000, 90),),
        "frozen": (Span(1_000, 4_000, 70),),
    }
    found = {"pitch-0.mp4": seen("pitch-0.mp4", 10_000, **spans, loudness_db=(-30, -20, -10, -90))}
    assert [figure.what for figure in line_figures(line("speech"), reel, found)] == ["speech", "dead_air"]
    (clock,) = line_figures(line("clock"), reel, found)
    assert (clock.what, clock.ms, clock.of_ms) == ("effective", 4_000, 10_000)
    (frozen,) = line_figures(line("picture"), reel, found)
    assert (frozen.what, frozen.count, frozen.first_ms, frozen.sure_percent) == ("frozen", 1, 1_000, 70)
    (loud,) = line_figures(line("loudness"), reel, found)
    assert (loud.what, loud.ms) == ("loudness", -20)
    assert line_figures(line("clip_check"), reel, found) == ()
    assert line_figures(line("speech"), reel, {}) == ()


def test_a_film_without_sound_says_so_instead_of_naming_silence() -> None:
    reel = reel_of(10_000)
    found = {"pitch-0.mp4": seen("pitch-0.mp4", 10_000, has_sound=False)}
    for words in (("speech",), ("clock",)):
        assert [figure.what for figure in line_figures(line(*words), reel, found)] == ["no_sound"]
