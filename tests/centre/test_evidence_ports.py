"""Clock time, effective time and dead air as the desk counts them."""

from hypothesis import given
from hypothesis import strategies as st

from app.centre.evidence_ports import Evidence, Span, Track, covered_ms, in_order

TALK = Evidence(
    "pitch.mp4", "d", "m", 60_000, has_sound=True, has_picture=True,
    speech=(Span(1_000, 20_000, 97), Span(22_000, 40_000, 95)),
    silence=(Span(0, 1_000, 99), Span(20_000, 22_000, 98), Span(40_000, 60_000, 99)),
    black=(Span(41_000, 42_000, 100),),
)  # fmt: skip


def test_breaths_count_and_dead_air_does_not() -> None:
    assert TALK.dead_air() == (Span(40_000, 60_000, 99),)
    assert TALK.effective_ms() == 40_000


def test_a_stricter_pause_takes_more_out() -> None:
    assert TALK.effective_ms(pause_ms=2_000) == 38_000
    assert TALK.effective_ms(pause_ms=1_000) == 37_000


def test_effective_time_of_a_part_counts_only_its_own_dead_air() -> None:
    assert TALK.effective_ms(30_000, 50_000) == 10_000
    assert TALK.effective_ms(45_000, 50_000) == 0


def test_a_track_answers_for_a_moment() -> None:
    assert TALK.at(Track.SPEECH, 20_000) is None
    assert TALK.at(Track.SPEECH, 19_999) == Span(1_000, 20_000, 97)
    assert TALK.at(Track.BLACK, 41_000) == Span(41_000, 42_000, 100)


def test_spans_out_of_order_are_noticed() -> None:
    assert in_order(TALK.speech)
    assert not in_order((Span(5, 9, 1), Span(9, 12, 1)))
    assert not in_order((Span(5, 5, 1),))
    assert not in_order((Span(5, 6, 101),))


@given(st.integers(0, 60_000), st.integers(0, 60_000), st.integers(500, 30_000))
def test_effective_time_never_exceeds_clock_time(begin: int, end: int, pause_ms: int) -> None:
    begin, end = sorted((begin, end))
    assert 0 <= TALK.effective_ms(begin, end, pause_ms) <= end - begin
    assert covered_ms(TALK.silence, begin, end) + covered_ms(TALK.speech, begin, end) == end - begin
