"""The seat's job against a real database, under a clock that is moved by hand."""

from datetime import timedelta

import pytest

from app.centre.desk import Desk
from app.centre.seat import admit, open_attempts, resume
from app.exam.errors import Refused
from app.exam.flow import remaining_ms
from app.exam.flow_state import Stage
from app.exam.vocabulary import seat
from app.programs.rehearsal import actors


def seated(centre, index=0, *, language="zh"):
    booking = centre.bookings[index]
    with centre.store.reading() as books:
        last_four = books.people.get(booking.candidate).details.document_number[-4:]
    return admit(
        centre.store,
        centre.clock,
        centre.station(),
        booking.admission_number,
        last_four,
        how="typed",
        language=language,
    )


def at_theory(centre, index=0, *, language="zh"):
    sitter = seated(centre, index, language=language)
    desk = Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt)
    desk.confirm_identity(matches=True)
    sitter.write(seat.Consented(given=True, notice="0" * 64, language=language))
    sitter.observe(actors.GATE_PASSED)
    sitter.issue_paper()
    return sitter, desk


def test_wrong_last_four_is_refused_and_opens_nothing(centre):
    number = centre.bookings[0].admission_number
    with pytest.raises(Refused, match="do not match"):
        admit(centre.store, centre.clock, centre.station(), number, "0000", how="typed", language="zh")
    with centre.store.reading() as books:
        assert list(books.attempts.ids()) == []


def test_a_lower_case_x_and_spaces_are_accepted_at_check_in(centre):
    number = f" {centre.bookings[0].admission_number.lower()} "
    sitter = admit(centre.store, centre.clock, centre.station(), number, " 002x ", how="typed", language="zh")
    assert sitter.state.stage is Stage.IDENTITY


def test_nobody_checks_in_twice(centre):
    seated(centre)
    with pytest.raises(Refused, match="has checked in already"):
        seated(centre)


def test_theory_waits_for_the_examiners_eye(centre):
    sitter = seated(centre)
    with pytest.raises(Refused):
        sitter.write(seat.Consented(given=True, notice="0" * 64, language="zh"))
    assert sitter.head is not None
    assert sitter.head.kind == "checked_in"


def test_an_answer_is_in_the_database_when_the_job_returns(centre):
    sitter, _ = at_theory(centre)
    line = sitter.state.paper[0]
    sitter.answer(line.item, (1,))
    with centre.store.reading() as books:
        last = books.ledger.head(sitter.context.seat_stream)
    assert (last.kind, last.body["item"], list(last.body["chosen"])) == ("answered", line.item, [1])


def test_a_late_answer_is_refused_and_the_paper_is_handed_in_by_rule(centre):
    sitter, _ = at_theory(centre)
    item = sitter.state.paper[0].item
    sitter.answer(item, (0,))
    centre.clock.pass_ms(4 * 60_000 + 1)
    with pytest.raises(Refused, match="Time is up"):
        sitter.answer(item, (1,))
    with centre.store.reading() as books:
        kinds = [entry.kind for entry in books.ledger.entries(sitter.context.seat_stream)]
    assert kinds[-1] == "theory_submitted"
    assert sitter.state.answers[item] == (0,)


def test_a_wall_clock_set_back_an_hour_changes_no_deadline(centre):
    sitter, _ = at_theory(centre)
    before = remaining_ms(sitter.state, sitter.elapsed_ms())
    centre.clock.set_wall(centre.clock.now() - timedelta(hours=1))
    sitter.answer(sitter.state.paper[0].item, (0,))
    assert remaining_ms(sitter.state, sitter.elapsed_ms()) == before
    centre.clock.pass_ms(10_000)
    assert remaining_ms(sitter.state, sitter.elapsed_ms()) == before - 10_000


def test_a_wall_clock_set_forward_before_a_restart_costs_no_time(centre):
    sitter, _ = at_theory(centre)
    sitter.answer(sitter.state.paper[0].item, (0,))
    left = remaining_ms(sitter.state, sitter.elapsed_ms())
    centre.clock.set_wall(centre.clock.now() + timedelta(seconds=200))
    again = resume(centre.store, centre.clock, centre.station(), sitter.attempt)
    assert remaining_ms(again.state, again.elapsed_ms()) == left


def test_a_restarted_kiosk_stands_where_it_stood(centre):
    sitter, _ = at_theory(centre)
    for line in sitter.state.paper[:3]:
        sitter.answer(line.item, (0,))
    left = remaining_ms(sitter.state, sitter.elapsed_ms())
    centre.clock.pass_ms(60_000)  # the program was dead for a minute
    again = resume(centre.store, centre.clock, centre.station(), sitter.attempt)
    assert again.state.stage is Stage.THEORY
    assert again.state.answers == sitter.state.answers
    assert remaining_ms(again.state, again.elapsed_ms()) == left
    with centre.store.reading() as books:
        entries = books.ledger.entries(sitter.context.seat_stream)
    assert [entry.kind for entry in entries[-2:]] == ["resumed", "time_given_back"]
    assert entries[-1].body["ms"] == 60_000


def test_a_loss_beyond_the_rule_waits_for_the_examiner(centre):
    sitter, desk = at_theory(centre)
    sitter.answer(sitter.state.paper[0].item, (0,))
    left = remaining_ms(sitter.state, sitter.elapsed_ms())
    centre.clock.pass_ms(20 * 60_000)
    again = resume(centre.store, centre.clock, centre.station(), sitter.attempt)
    assert again.state.awaiting_grant
    with pytest.raises(Refused):
        again.answer(sitter.state.paper[1].item, (0,))
    desk.refresh()
    desk.grant_time(desk.state.unsettled_ms, "停电")
    again.refresh()
    assert not again.state.awaiting_grant
    assert remaining_ms(again.state, again.elapsed_ms()) == left
    again.answer(sitter.state.paper[1].item, (0,))


def test_two_kiosks_cannot_write_one_attempt(centre):
    sitter, _ = at_theory(centre)
    other = resume(centre.store, centre.clock, centre.station(), sitter.attempt)
    other.answer(sitter.state.paper[0].item, (0,))
    with pytest.raises(Refused, match="Another window"):
        sitter.answer(sitter.state.paper[1].item, (0,))


def test_an_attempt_belongs_to_its_booth(centre):
    sitter, _ = at_theory(centre)
    with pytest.raises(Refused, match="booth-1"):
        resume(centre.store, centre.clock, centre.station("booth-2"), sitter.attempt)


def test_a_starting_kiosk_finds_the_attempt_that_runs_at_its_booth(centre):
    sitter, _ = at_theory(centre)
    assert open_attempts(centre.store, centre.station()) == [sitter.attempt]
    assert open_attempts(centre.store, centre.station("booth-2")) == []


def test_a_guest_who_reads_english_gets_a_paper_in_english(centre):
    sitter, _ = at_theory(centre, 2, language="en")
    items = {item.id: item for item in sitter.context.bank.items}
    assert all(items[line.item].has_english for line in sitter.state.paper)


def test_a_refused_notice_ends_the_attempt_and_is_recorded(centre):
    sitter = seated(centre)
    Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt).confirm_identity(
        matches=True
    )
    sitter.write(seat.Consented(given=False, notice="0" * 64, language="zh"))
    state = sitter.finish("refused")
    assert state.finished
    with centre.store.reading() as books:
        assert [entry.kind for entry in books.ledger.entries(sitter.context.seat_stream)][-3:] == [
            "consented", "finished", "sealed",
        ]  # fmt: skip
