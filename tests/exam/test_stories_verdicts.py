"""Whole exams whose verdict needed more than one look: panels, red lines, retakes, another city."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.exam.draw import SAMPLE, Draw, commitment, proof_code
from app.exam.flow import remaining_ms
from app.exam.flow_state import Stage
from app.exam.panel import panel_outcome
from app.exam.paper import assemble, draw_clip_task, draw_sample
from app.exam.scheme import PanelTerms, PitchTerms, Quota, RedLineRule, Scheme
from app.exam.verdict import SubjectState, VerdictState, retake_subjects
from app.exam.vocabulary import body_of, office, seat, sheet
from app.exam.vocabulary.common import Reference
from tests.exam import world
from tests.exam.story_cases import (
    BANK,
    CLIP,
    HELD_ON,
    MINUTE_MS,
    PITCH,
    THEORY,
    answer_right,
    clip_sheet,
    settle,
    sheet_state,
    verdict_of,
)
from tests.exam.world import DRAW, Attempt, OfficeWriter, SheetWriter


def three_sheets(*totals: int) -> list[SheetWriter]:
    return [
        SheetWriter(PITCH, f"e{n}").mark(address=total - 90, points=60, close=30).sign(total)
        for n, total in enumerate(totals)
    ]


def test_three_examiners_disagree_a_moderator_decides_and_an_appeal_is_upheld() -> None:
    rules = world.scheme(panel=PanelTerms(3, 30))
    attempt = Attempt(rules, (PITCH,)).to_ready().to_preparation().roll()
    attempt.pass_ms(5 * MINUTE_MS)
    attempt.cut()
    settle(attempt)
    carried = {THEORY: 150, CLIP: 130}
    close = three_sheets(120, 130, 150)
    assert verdict_of(attempt, *close, carried=carried).outcomes[2].half_points == 133  # 400/3 = 133.33
    apart = three_sheets(100, 131, 150)
    assert verdict_of(attempt, *apart, carried=carried).outcomes[2].state is SubjectState.AWAITING

    decided = OfficeWriter()
    signed = tuple(sorted(writer.entries[-1].digest for writer in apart))
    decided.write(
        office.Moderated(
            subject=PITCH, half_points=118, rests_on=signed, reason_sealed="sealed", countersigned_by="e8"
        )
    )  # fmt: skip
    failed = verdict_of(attempt, *apart, decided, carried=carried)
    assert failed.state is VerdictState.FAILED
    decided.write(
        office.Published(
            passed=False, state="failed", outcomes=tuple(each.published() for each in failed.outcomes), rests_on=(),
            published_on=HELD_ON,
        )
    )  # fmt: skip
    appeal = decided.write(office.AppealOpened(subject=PITCH, reason_sealed="sealed"))
    answers = Reference(decided.stream, appeal.seq)
    decided.write(office.AppealDecided(answers=answers, upheld=True, reason_sealed="sealed"))
    assert verdict_of(attempt, *apart, decided, carried=carried) == failed
    decided.write(
        office.Corrected(
            answers=answers, subject=PITCH, half_points=121, reason_sealed="sealed", countersigned_by="e8"
        )
    )  # fmt: skip
    found = verdict_of(attempt, *apart, decided, carried=carried)
    assert found.passed
    assert found.outcomes[2].half_points == 121


@pytest.mark.parametrize(("rule", "mark"), [(RedLineRule.CAP_BELOW_PASS, 119), (RedLineRule.ZERO, 0)])
def test_a_red_line_refused_then_another_confirmed(rule: RedLineRule, mark: int) -> None:
    rules = world.scheme(red_line_rule=rule)
    marking = SheetWriter(PITCH).mark(address=80, points=70, close=50)
    first = marking.write(
        sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="sealed"), by="e1"
    )
    marking.write(sheet.RedLineConfirmed(raised=first.seq, agreed=False, reason_sealed="sealed"), by="e2")
    marking.sign(200)
    assert panel_outcome(rules, PITCH, [sheet_state(marking)]).half_points == 200
    marking = SheetWriter(PITCH).mark(address=80, points=70, close=50)
    second = marking.write(
        sheet.RedLineRaised(red_line="medical_claim", film="f", position_ms=2, reason_sealed="sealed"), by="e1"
    )
    marking.sign(200)
    marking.write(sheet.RedLineConfirmed(raised=second.seq, agreed=True), by="e2")
    assert panel_outcome(rules, PITCH, [sheet_state(marking)]).half_points == mark


def test_a_failed_pitch_is_taken_again_and_the_certificate_earned() -> None:
    first = Attempt().to_theory(assemble(BANK, world.scheme(), DRAW))
    answer_right(first, 8)
    first.say(seat.TheorySubmitted(how="candidate"))
    first.start_clip().hand_in_clip().to_preparation().roll()
    first.pass_ms(5 * MINUTE_MS)
    first.cut()
    settle(first)
    failed = verdict_of(first, clip_sheet(128), *three_sheets(110))
    assert [outcome.passed for outcome in failed.outcomes] == [True, True, False]
    again_on = HELD_ON + timedelta(days=90)
    assert retake_subjects(first.rules, failed, HELD_ON, again_on) == (PITCH,)

    carried = {outcome.subject: outcome.half_points for outcome in failed.outcomes if outcome.passed}
    second = Attempt(subjects=(PITCH,)).to_ready()
    assert second.state.stage is Stage.DRAW
    second.to_preparation().roll()
    second.pass_ms(5 * MINUTE_MS)
    second.cut()
    settle(second)
    found = verdict_of(second, *three_sheets(125), carried=carried)
    assert found.passed
    assert [(outcome.half_points, outcome.carried) for outcome in found.outcomes] == [
        (160, True), (128, True), (125, False),
    ]  # fmt: skip


def yangzhou() -> Scheme:
    rules = world.scheme(id="yangzhou", subjects=(THEORY, PITCH), pitch=PitchTerms(20, 0, 120), panel=PanelTerms(2, 20))
    return world.with_theory(rules, minutes=30, quotas=(Quota("A", 6), Quota("G", 9)))


def test_another_city_has_twenty_minutes_no_clip_and_no_preparation() -> None:
    rules = yangzhou()
    lines = assemble(BANK, rules, DRAW)
    assert len(lines) == 15
    attempt = Attempt(rules).to_theory(lines)
    assert attempt.state.subjects == (THEORY, PITCH)
    assert remaining_ms(attempt.state, attempt.now_ms) == 30 * MINUTE_MS
    answer_right(attempt, 9)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    assert attempt.state.stage is Stage.DRAW
    attempt.to_preparation()
    assert remaining_ms(attempt.state, attempt.now_ms) == 0
    attempt.roll()
    attempt.pass_ms(20 * MINUTE_MS - 1)
    assert remaining_ms(attempt.state, attempt.now_ms) == 1
    attempt.pass_ms(1)
    attempt.cut(duration_ms=20 * MINUTE_MS)
    assert settle(attempt) == ["finished"]
    found = verdict_of(attempt, *three_sheets(130, 150))
    assert [outcome.half_points for outcome in found.outcomes] == [120, 140]
    assert found.passed


def test_a_candidate_checks_every_draw_from_the_record_and_the_revealed_secret() -> None:
    promised = commitment(world.SECRET)  # read on the sign-in sheet that morning
    attempt = Attempt(subjects=(THEORY, CLIP, PITCH))
    attempt.to_clip(assemble(BANK, attempt.rules, DRAW))
    task = draw_clip_task(BANK, DRAW)
    attempt.hand_in_clip()
    sample, order = draw_sample(BANK, DRAW)
    attempt.say(seat.SampleDrawn(sample=sample.id, order=order))
    noted = DRAW.proof(SAMPLE, sample.id)  # under the turned card

    # the same evening, with the published record
    revealed = world.SECRET
    assert commitment(revealed) == promised
    own = Draw(revealed, "20260604-A", "20260604-A-0001")
    for entry in attempt.seat.entries:
        match body_of(entry):
            case seat.PaperIssued(lines=lines):
                assert lines == assemble(BANK, attempt.rules, own)
            case seat.SampleDrawn() as drawn:
                assert (drawn.sample, drawn.order) == (draw_sample(BANK, own)[0].id, draw_sample(BANK, own)[1])
                assert proof_code(promised, own.label(SAMPLE), drawn.sample) == noted
            case seat.ClipStarted():
                assert draw_clip_task(BANK, own) == task
            case _:
                pass
    cheated = replace(own, secret=bytes(32))
    assert draw_sample(BANK, cheated)[1] != order
    assert commitment(cheated.secret) != promised
