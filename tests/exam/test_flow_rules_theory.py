"""What may be written in theory, on screen and by word of mouth."""

import pytest

from app.exam.flow import due
from app.exam.flow_state import Stage
from app.exam.scheme import TheoryMode
from app.exam.vocabulary import desk, seat
from tests.exam import world
from tests.exam.walks import LINES, in_theory
from tests.exam.world import Attempt, paper_lines


@pytest.mark.parametrize(
    ("lines", "mode", "why"),
    [
        (paper_lines(10), TheoryMode.SCREEN, None),
        (paper_lines(9), TheoryMode.SCREEN, "wrong_paper"),
        ((*paper_lines(9), paper_lines(1)[0]), TheoryMode.SCREEN, "wrong_paper"),
        ((), TheoryMode.SCREEN, "wrong_paper"),
        (paper_lines(10), TheoryMode.ORAL, "wrong_mode"),
    ],
)
def test_a_paper_has_the_schemes_mode_and_number_of_items(
    lines: tuple[seat.PaperLine, ...], mode: TheoryMode, why: str | None
) -> None:
    attempt = Attempt().to_ready()
    assert attempt.why_not(seat.PaperIssued(mode=mode, lines=lines)) == why


def test_a_paper_is_issued_once() -> None:
    attempt = in_theory()
    assert attempt.why_not(seat.PaperIssued(mode=TheoryMode.SCREEN, lines=LINES)) == "wrong_stage"


@pytest.mark.parametrize(
    ("item", "chosen", "several", "why"),
    [
        ("A-01-001", (0,), False, None),
        ("A-01-001", (), False, None),
        ("A-01-001", (0, 2), True, None),
        ("A-01-001", (0, 1, 2, 3), True, None),
        ("A-01-001", (0, 2), False, "one_option_only"),
        ("A-01-001", (2, 0), True, "options_unsorted"),
        ("A-01-001", (1, 1), True, "options_unsorted"),
        ("A-01-001", (4,), False, "no_such_option"),
        ("A-01-001", (-1,), False, "no_such_option"),
        ("A-02-001", (0,), False, "not_on_paper"),
        ("", (), False, "not_on_paper"),
    ],
)
def test_an_answer_chooses_among_its_items_options(
    item: str, chosen: tuple[int, ...], several: bool, why: str | None
) -> None:
    attempt = in_theory(several=several)
    assert attempt.why_not(seat.Answered(item=item, chosen=chosen)) == why


def test_a_flag_stands_on_an_item_of_the_paper() -> None:
    attempt = in_theory()
    assert attempt.why_not(seat.Flagged(item="A-01-010", on=True)) is None
    assert attempt.why_not(seat.Flagged(item="A-01-011", on=True)) == "not_on_paper"


def test_an_answer_one_ms_late_is_refused_and_one_ms_early_taken() -> None:
    attempt = in_theory()
    attempt.pass_ms(239_999)
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) is None
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) is None
    assert attempt.why_not(seat.TheorySubmitted(how="time_up")) == "time_is_not_up"
    attempt.pass_ms(1)
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) == "time_is_up"
    assert attempt.why_not(seat.Flagged(item="A-01-001", on=True)) == "time_is_up"
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) == "time_is_up"
    assert attempt.why_not(seat.TheorySubmitted(how="time_up")) is None


def test_an_answer_that_meets_a_paper_handed_in_by_rule_hears_that_time_is_up() -> None:
    attempt = in_theory()
    attempt.pass_ms(240_000)
    attempt.say(seat.TheorySubmitted(how="time_up"))
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) == "time_is_up"
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) == "time_is_up"


def test_theory_words_belong_to_theory() -> None:
    attempt = Attempt().to_ready()
    for body in (
        seat.Answered(item="A-01-001", chosen=()),
        seat.Flagged(item="A-01-001", on=True),
        seat.TheorySubmitted(how="candidate"),
    ):
        assert attempt.why_not(body) == "wrong_stage"


def test_oral_theory_takes_no_touch_on_the_screen_and_no_candidates_hand_in() -> None:
    rules = world.with_theory(world.scheme(), mode=TheoryMode.ORAL)
    attempt = Attempt(rules).to_theory(LINES)
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) == "wrong_mode"
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) == "wrong_mode"
    assert attempt.why_not(seat.TheorySubmitted(how="examiner")) is None
    assert in_theory().why_not(seat.TheorySubmitted(how="examiner")) == "wrong_mode"


def oral() -> Attempt:
    rules = world.with_theory(world.scheme(), mode=TheoryMode.ORAL)
    return Attempt(rules).to_theory(LINES)


def end(attempt: Attempt, *, unmarked: int = 0, seq: int | None = None) -> desk.TheoryEnded:
    began = attempt.state.clock.started_seq if attempt.state.clock else 0
    return desk.TheoryEnded(answers=attempt.ref(began if seq is None else seq), unmarked=unmarked)


def test_the_desk_ends_oral_theory_and_the_seat_hands_in() -> None:
    attempt = oral()
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.decide(end(attempt, unmarked=2))
    assert attempt.state.theory_ended
    assert attempt.why_not(end(attempt)) == "theory_ended"
    body = due(attempt.rules, attempt.state, attempt.now_ms)
    assert body == seat.TheorySubmitted(how="examiner")
    attempt.say(body)
    assert attempt.state.stage is Stage.CLIP_READY
    assert attempt.state.theory.submitted == "examiner"
    assert not attempt.state.theory_ended, "it was about the theory that ran"


def test_an_end_that_comes_with_the_last_second_is_a_hand_in_by_the_clock() -> None:
    attempt = oral()
    attempt.decide(end(attempt))
    attempt.pass_ms(attempt.rules.theory.minutes * 60_000)
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.TheorySubmitted(how="time_up")


def test_an_end_waits_until_an_interruption_is_over() -> None:
    attempt = oral()
    attempt.say(seat.Interrupted(cause="camera"))
    attempt.decide(end(attempt))
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.pass_ms(500)
    attempt.say(seat.Resumed(restarted=False, lost_ms=500))
    while isinstance(body := due(attempt.rules, attempt.state, attempt.now_ms), seat.TimeGivenBack):
        attempt.say(body)
    assert body == seat.TheorySubmitted(how="examiner")


def test_only_the_oral_theory_that_runs_can_be_ended() -> None:
    before = Attempt().to_ready()
    assert before.why_not(end(before)) == "wrong_stage"
    on_screen = in_theory()
    assert on_screen.why_not(end(on_screen)) == "wrong_mode"
    attempt = oral()
    assert attempt.why_not(end(attempt, seq=0)) == "wrong_answer"
    for unmarked in (-1, len(LINES) + 1):
        assert attempt.why_not(end(attempt, unmarked=unmarked)) == "wrong_paper"
    attempt.decide(desk.Stopped(reason_sealed="x"))
    assert attempt.why_not(end(attempt)) == "stopped"
