"""What seat and desk may write when, and why not: every reason is given somewhere, and each has its sentence."""

import pytest

from app.exam.flow import allowed
from app.exam.flow_state import AttemptState
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Body, Reference, Sealed
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.walks import in_pitch, in_theory
from tests.exam.world import Attempt, anchored, recording_started


def to_pitch_end() -> Attempt:
    attempt = in_pitch()
    attempt.pass_ms(300_000)
    return attempt.cut()


def test_nothing_but_the_opening_comes_first_and_only_once() -> None:
    empty, rules = AttemptState(), world.scheme()
    assert allowed(rules, empty, seat.CheckedIn(how="typed"), 0) == "not_opened"
    assert allowed(rules, empty, desk.Opened(attempt="a1", station="D", software="0"), 0) == "not_opened"
    opened = Attempt()
    assert opened.why_not(opening()) == "wrong_stage"
    assert allowed(rules, empty, opening(), 0) is None


def opening() -> Body:
    return seat.Opened(
        attempt="a1", candidate="c1", sitting="s1", admission_number="N", station="B1", software="0", scheme="s",
        bank="b", commitment="c", subjects=(),
    )  # fmt: skip


def test_after_the_end_only_the_seal_the_desks_opening_and_misconduct_may_follow() -> None:
    attempt = to_pitch_end()
    assert attempt.why_not(Sealed(key="k")) == "still_runs"
    attempt.say(seat.Finished(how="completed"))
    assert attempt.why_not(Sealed(key="k")) is None
    for body in (seat.HelpCalled(reason="x"), seat.Resumed(restarted=True, lost_ms=1), seat.Finished(how="early")):
        assert attempt.why_not(body) == "finished"
    for decision in (
        desk.Stopped(reason_sealed="x"),
        desk.TimeGranted(ms=1, reason_sealed="x", answers=attempt.ref(0)),
        desk.CallAnswered(answers=attempt.ref(0)),
        desk.IdentityConfirmed(answers=attempt.ref(1), matches=True),
    ):
        assert attempt.why_not(decision) == "finished"
    assert attempt.why_not(desk.MisconductNoted(level=Misconduct.VOID, reason_sealed="x", position_ms=0)) is None


def test_a_stopped_exam_takes_no_more_work_but_closes_its_film() -> None:
    attempt = in_pitch()
    attempt.decide(desk.Stopped(reason_sealed="x"))
    assert attempt.why_not(desk.Stopped(reason_sealed="x")) == "stopped"
    assert attempt.why_not(recording_started("pitch-2.mp4")) == "stopped"
    assert attempt.why_not(seat.Interrupted(cause="camera")) == "stopped"
    attempt.say(anchored("pitch-1.mp4", 500))
    attempt.say(seat.HelpCalled(reason="why"))
    assert attempt.why_not(seat.Finished(how="stopped")) == "film_open"
    attempt.cut(duration_ms=900)
    assert attempt.why_not(seat.Finished(how="early")) == "stopped"
    attempt.say(seat.Finished(how="stopped"))


def test_check_in_happens_once_unless_turned_away() -> None:
    attempt = Attempt()
    checked = attempt.say(seat.CheckedIn(how="typed"))
    assert attempt.why_not(seat.CheckedIn(how="typed")) == "wrong_stage"
    assert attempt.why_not(seat.Consented(given=True, notice="n", language="zh")) == "wrong_stage"
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True))
    assert attempt.why_not(seat.CheckedIn(how="typed")) == "wrong_stage"


def test_identity_is_confirmed_for_the_check_in_that_waits_and_only_before_consent() -> None:
    attempt = Attempt()
    early = desk.IdentityConfirmed(answers=attempt.ref(0), matches=True)
    assert attempt.why_not(early) == "wrong_stage"
    checked = attempt.say(seat.CheckedIn(how="typed"))
    assert attempt.why_not(early) == "wrong_answer"
    other = desk.IdentityConfirmed(answers=Reference("a2/seat", checked), matches=True)
    assert attempt.why_not(other) == "wrong_answer"
    right = desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True)
    attempt.decide(right)
    attempt.say(seat.Consented(given=True, notice="n", language="zh"))
    assert attempt.why_not(right) == "wrong_stage"


@pytest.mark.parametrize(
    ("result", "findings", "why"),
    [
        ("go", (), None),
        ("go", ("go", "go"), None),
        ("warning", ("go", "warning"), None),
        ("no_go", ("warning", "no_go", "go"), None),
        ("go", ("warning",), "devices_result"),
        ("warning", ("no_go",), "devices_result"),
        ("warning", ("go",), "devices_result"),
        ("fine", (), "devices_result"),
        ("go", ("fine",), "devices_result"),
    ],
)
def test_the_device_gates_outcome_is_the_worst_of_its_findings(
    result: str, findings: tuple[str, ...], why: str | None
) -> None:
    attempt = Attempt().to_devices()
    told = tuple(seat.Finding(f"check{n}", each, "1") for n, each in enumerate(findings))
    assert attempt.why_not(seat.DevicesChecked(result=result, findings=told)) == why


def test_devices_are_checked_in_their_stage_only() -> None:
    assert Attempt().why_not(seat.DevicesChecked(result="go", findings=())) == "wrong_stage"
    assert in_theory().why_not(seat.DevicesChecked(result="go", findings=())) == "wrong_stage"
