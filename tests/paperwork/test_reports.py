"""What is gathered for paper is what the record says, and only for who may see it."""

import pytest

from app.centre.reports import result_lines, score_record_of, sitting_report
from app.centre.verdicts import verdict_of
from app.exam.errors import NotAllowed, Refused
from app.paperwork.exchange.results import read_results, write_results
from app.paperwork.forms.catalogue import FORMS, draw_form, draw_score_records


def test_a_sittings_report_counts_who_came_and_who_did_not(played):
    report = sitting_report(played.store, played.staff["clerk"], played.sitting.id)
    assert [line.name for line in report.roster] == ["𬱖晓", "Reza Ahmadi", "彭晓"]
    assert report.came == 2
    assert [line.admission_number for line in report.absent] == ["20260604-0003"]
    assert [line.outcome for line in report.results] == ["passed", "failed", "absent"]
    assert report.head.commitment == played.sitting.commitment
    assert {line.roles.zh for line in report.staff} == {"考评员", "考务员", "督导员", "管理员"}


def test_marks_on_paper_are_the_verdicts(played):
    record = score_record_of(played.store, played.staff["clerk"], played.bookings[0].id)
    with played.store.reading() as books:
        verdict = verdict_of(books, played.bookings[0].id)
    assert [each.half_points for each in record.subjects] == [each.half_points for each in verdict.outcomes]
    assert len(record.answers) == 10
    assert sum(each.right for each in record.answers) * 20 == record.subjects[0].half_points
    pitch = record.subjects[2]
    assert pitch.examiners == ("陈静",)
    assert sum(line.marks[0] for line in pitch.lines) == pitch.totals[0] == pitch.half_points
    assert [tag.deduction for tag in pitch.tags] == [True, False]
    assert pitch.tags[0].position_ms < pitch.tags[1].position_ms
    assert len(pitch.signed_at) == 1
    assert record.sample is not None
    assert len(record.sample_proof) == 8


def test_a_remark_that_was_sealed_is_opened_on_the_score_record(played):
    record = score_record_of(played.store, played.staff["clerk"], played.bookings[1].id)
    words = {remark.words for subject in record.subjects for remark in subject.remarks}
    assert words == {"表现未达到及格要求，详见录像。"}


def test_before_publication_nobody_gets_a_score_record(played):
    with pytest.raises(Refused, match="not published"):
        score_record_of(played.store, played.staff["clerk"], played.bookings[2].id)


def test_a_supervisor_may_not_see_names(played):
    with pytest.raises(NotAllowed):
        sitting_report(played.store, played.staff["supervisor"], played.sitting.id)
    with pytest.raises(NotAllowed):
        next(result_lines(played.store, played.staff["supervisor"]))


def test_real_results_are_exported_and_read_back(played, tmp_path):
    lines = list(result_lines(played.store, played.staff["clerk"], [played.sitting.id]))
    assert lines == list(result_lines(played.store, played.staff["clerk"]))
    for form in ("xlsx", "csv", "json"):
        write_results(tmp_path / f"r.{form}", lines)
        assert read_results(tmp_path / f"r.{form}") == lines
    assert lines[2].theory == -1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_of_a_real_sitting_is_drawn(played, language):
    report = sitting_report(played.store, played.staff["clerk"], played.sitting.id)
    for name in FORMS:
        assert draw_form(name, report, language).startswith(b"%PDF")
    records = [score_record_of(played.store, played.staff["clerk"], each.id) for each in played.bookings[:2]]
    assert draw_score_records(records, language).startswith(b"%PDF")
