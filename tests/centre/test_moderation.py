"""Panels of two and three: hidden until all have signed, moderated over the threshold or by an agreed red line."""

from dataclasses import replace

import pytest

from app.centre.marking_ports import SheetStand, Wanted
from app.centre.marking_queue import MarkingQueue, blind_code
from app.centre.moderation import case_of, cases
from app.centre.office import Decision
from app.centre.verdicts import verdict_of
from app.exam.errors import NotAllowed, Refused
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.exam.verdict import SubjectState
from app.storage.marking_file import read_marking
from tests.centre.panel_room import panel_of, sat


def outcome(panel, subject=Subject.PITCH, index=0):
    with panel.centre.store.reading() as books:
        verdict = verdict_of(books, panel.bookings[index].id)
    return next(each for each in verdict.outcomes if each.subject is subject)


def lines(panel, login="lead"):
    return cases(panel.centre.store, panel.centre.staff[login], panel.sitting.id)


def case(panel, login="lead"):
    return case_of(panel.centre.store, panel.centre.staff[login], panel.key())


def decide(panel, half_points=150, *, first="lead", second="leadtwo", reason="重看 00:19 后裁定"):
    decision = Decision(panel.bookings[0].id, Subject.PITCH, half_points, reason)
    panel.office(first).moderate(decision, panel.centre.staff[second])


@pytest.mark.parametrize("size", [2, 3])
def test_a_panel_within_the_threshold_makes_its_own_mark(centre, size):
    panel = panel_of(centre, size)
    sat(panel)
    for place in range(size):
        assert outcome(panel).state is SubjectState.AWAITING
        panel.signed(place, 140 + 15 * place)
    assert outcome(panel).half_points == (148 if size == 2 else 155)
    assert lines(panel) == ()
    with pytest.raises(Refused, match="nothing is to be moderated"):
        decide(panel)


@pytest.mark.parametrize("size", [2, 3])
def test_a_spread_over_the_threshold_waits_for_a_moderator(centre, size):
    panel = panel_of(centre, size)
    sat(panel)
    for place in range(size):
        panel.signed(place, 120 + 31 * (place == size - 1))
    assert outcome(panel).state is SubjectState.AWAITING
    (line,) = lines(panel)
    assert (line.spread, line.red_line, len(line.totals), line.decided) == (31, False, size, None)
    decide(panel, 137)
    assert outcome(panel).half_points == 137
    assert [each.decided for each in lines(panel)] == [137]


def test_a_spread_equal_to_the_threshold_does_not(centre):
    panel = panel_of(centre, 2)
    sat(panel)
    panel.signed(0, 120)
    panel.signed(1, 150)
    assert outcome(panel).half_points == 135
    assert lines(panel) == ()


def test_nobody_sees_a_sheet_before_all_have_signed(centre):
    panel = panel_of(centre, 2)
    sat(panel)
    panel.signed(0, 120)
    panel.filled(1, 180)
    with pytest.raises(Refused, match=r"hidden until all have signed \(1 of 2\)"):
        case(panel)
    with pytest.raises(Refused, match="hidden until all have signed"):
        decide(panel)
    assert lines(panel) == ()


def test_sheets_stand_side_by_side_the_most_disputed_line_first_with_their_notes(centre):
    panel = panel_of(centre, 2)
    sat(panel)
    first, second = panel.filled(0, 150), panel.filled(1, 150)
    rubric = rubric_of(first.context.bank, Subject.PITCH)
    widest = rubric.lines[2]
    first.mark(widest.id, widest.half_points)
    second.mark(widest.id, 0)
    second.note(widest.id, "没有讲卖点")
    second.tag(rubric.tags[0].id, "pitch-1.mp4", 19_000)
    for place, marking in enumerate((first, second)):
        marking.sign(panel.examiner(place))
    found = case(panel)
    assert found.lines[0] == (widest.id, widest.half_points)
    assert [spread for _, spread in found.lines] == sorted((each for _, each in found.lines), reverse=True)
    by_name = {sheet.name: sheet for sheet in found.sheets}
    assert by_name["Examinertwo"].notes[widest.id] == "没有讲卖点"
    assert [tag.position_ms for tag in by_name["Examinertwo"].tags] == [19_000]
    assert by_name["Examiner"].marks[widest.id] == widest.half_points


def test_an_agreed_red_line_opens_moderation_and_a_refused_one_does_not(centre):
    panel = panel_of(centre, 2, people=2)
    for index, agreed in enumerate((True, False)):
        sat(panel, index)
        marking = panel.filled(0, 150, index)
        red = rubric_of(marking.context.bank, Subject.PITCH).red_lines[0]
        raised = marking.raise_red_line(red.id, "pitch-1.mp4", 19_000, "虚假承诺").red_lines[0].raised
        marking.sign(panel.examiner(0))
        panel.signed(1, 150, index)
        assert outcome(panel, index=index).state is SubjectState.AWAITING, "the red line is not decided"
        marking.decide_red_line(panel.examiner(2), raised, agreed=agreed, reason="看了录像")
    assert [(line.number[-1], line.red_line) for line in lines(panel)] == [("1", True)]
    assert outcome(panel).state is SubjectState.AWAITING
    assert outcome(panel, index=1).half_points == 150


def test_a_decision_takes_a_reason_two_people_a_mark_and_nobody_of_the_panel(centre):
    panel = panel_of(centre, 2)
    sat(panel)
    panel.signed(0, 100)
    panel.signed(1, 180)
    with pytest.raises(Refused, match="reason is missing"):
        decide(panel, reason=" ")
    with pytest.raises(Refused, match="same person"):
        decide(panel, second="lead")
    with pytest.raises(NotAllowed):
        decide(panel, second="clerk")
    with pytest.raises(NotAllowed):
        decide(panel, first="examiner")
    with pytest.raises(Refused, match="outside 0 to 100"):
        decide(panel, 201)
    both = panel.centre.staff["examiner"]
    roles = both.staff.roles | panel.centre.staff["lead"].staff.roles
    panel.centre.staff["both"] = replace(both, staff=replace(both.staff, roles=roles))
    with pytest.raises(Refused, match="may not moderate"):
        decide(panel, first="both")
    assert outcome(panel).state is SubjectState.AWAITING
    decide(panel, 140)
    assert outcome(panel).half_points == 140


def test_of_two_leads_who_decide_one_case_the_second_is_told(centre):
    panel = panel_of(centre, 2)
    sat(panel)
    panel.signed(0, 100)
    panel.signed(1, 180)
    decide(panel, 140)
    with pytest.raises(Refused, match=r"decided already: 70\.0 points"):
        decide(panel, 90, first="leadtwo", second="lead")
    assert outcome(panel).half_points == 140


def test_a_published_mark_is_not_moderated_again(centre):
    panel = panel_of(centre, 2)
    sat(panel)
    for subject in (Subject.CLIP, Subject.PITCH):
        panel.signed(0, 100, subject=subject)
        panel.signed(1, 160 if subject is Subject.PITCH else 110, subject=subject)
    decide(panel, 130)
    panel.office("clerk").publish(panel.bookings[0].id)
    with pytest.raises(Refused, match="is published"):
        decide(panel, 190)


def test_only_lead_examiners_moderate(centre):
    panel = panel_of(centre, 2)
    for login in ("examiner", "supervisor", "clerk"):
        with pytest.raises(NotAllowed):
            lines(panel, login)
        with pytest.raises(NotAllowed):
            case(panel, login)


def test_a_queue_follows_the_sheet_and_names_whom_it_may_name(centre):
    panel = panel_of(centre, 2, people=2)
    for index in range(2):
        sat(panel, index)
    examiner = panel.examiner(0)
    queue = MarkingQueue(centre.store, examiner, panel.sitting, blind=False)
    assert (queue.subjects, queue.panel) == ((Subject.CLIP, Subject.PITCH), 2)
    waiting = queue.page(Wanted.WAITING)
    assert [(line.called[-1], line.work.subject.value) for line in waiting] == [
        ("1", "clip"), ("1", "pitch"), ("2", "clip"), ("2", "pitch"),
    ]  # fmt: skip
    assert all(line.name for line in waiting)
    panel.sheet(0)
    assert [line.work.stand for line in queue.page(Wanted.HALF_DONE)] == [SheetStand.OPEN]
    panel.signed(0, 150)
    assert [line.work.signed_sheets for line in queue.page(Wanted.SIGNED)] == [1]
    assert (queue.count(Wanted.WAITING), queue.count(Wanted.MINE)) == (3, 1)


def test_a_blind_queue_names_nobody(centre):
    panel = panel_of(centre, 2)
    booking = sat(panel)
    queue = MarkingQueue(centre.store, panel.examiner(0), panel.sitting, blind=True)
    line = queue.page(Wanted.WAITING)[0]
    assert (line.called, line.name, line.work.number, line.work.candidate) == (blind_code(booking.id), "", "", "")
    assert booking.admission_number not in repr(line)


def test_a_queue_is_for_those_who_mark(centre):
    with pytest.raises(NotAllowed):
        MarkingQueue(centre.store, centre.staff["supervisor"], centre.sitting, blind=False)


def test_a_centre_says_in_a_file_that_it_marks_blind(tmp_path):
    assert not read_marking(tmp_path).blind
    (tmp_path / "marking.toml").write_text("blind = true\n", encoding="utf-8")
    assert read_marking(tmp_path).blind
    (tmp_path / "marking.toml").write_text("blind = 3\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"marking\.toml"):
        read_marking(tmp_path)
