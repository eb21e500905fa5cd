"""Every form, both languages, filled in and blank: what must stand on it stands on it."""

import io
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm

from app.centre.report_values import SittingReport
from app.exam.bank import Text
from app.exam.errors import Refused
from app.exam.notice import WorkCalendar
from app.paperwork import fonts
from app.paperwork.fonts import Face
from app.paperwork.forms import lists, scores, sheets
from app.paperwork.forms.catalogue import (
    FORMS,
    draw_blank_score_records,
    draw_form,
    draw_score_records,
)
from app.paperwork.forms.flow import Setter
from app.paperwork.forms.parts import Facts, Grid, Note
from app.resources import question_bank
from app.storage.bank_files import load_bank
from tests.paperwork.forms.sample_report import HEAD, RECORD, REPORT, ROSTER


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_shows_its_title_sitting_and_page_numbers(name: str, language: str):
    made = FORMS[name](REPORT)
    form = made[0] if isinstance(made, list) else made
    pdf = draw_form(name, REPORT, language)
    text = tight(text_of(pdf))
    assert tight(form.title.in_language(language)) in text
    assert "20260604" in text
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    count = 1 if isinstance(made, list) else pages
    assert (f"第{count}页，共{count}页" if language == "zh" else f"Page{count}of{count}") in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_can_be_printed_blank_on_one_page_without_anybodys_data(name: str, language: str):
    pdf = draw_form(name, None, language)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert ROSTER[0].name not in text_of(pdf)


def test_a_table_over_several_pages_repeats_its_header():
    pages = PdfReader(io.BytesIO(draw_form("candidates_sign_in", REPORT))).pages
    assert len(pages) == 2
    assert all("准考证号" in page.extract_text() for page in pages)


def test_the_sign_in_sheet_prints_the_whole_draw_commitment():
    assert REPORT.head.commitment in tight(text_of(draw_form("candidates_sign_in", REPORT)))


def test_the_public_notice_shows_neither_a_full_name_nor_a_full_number():
    text = tight(text_of(draw_form("public_notice", REPORT)))
    for line in ROSTER:
        assert line.document_number not in text
        assert line.name.replace(" ", "") not in text
    assert "110105**********2X" in text


def test_the_public_notice_names_only_who_passed():
    grid = next(part for part in lists.public_notice(REPORT).parts if isinstance(part, Grid))
    assert {row[1] for row in grid.rows} == {
        line.admission_number for line in REPORT.results if line.outcome == "passed"
    }


def test_the_public_notice_says_from_when_to_when_it_stands():
    """Published on Friday, 5 June; the following Friday is off at this centre, the Sunday after it is worked."""
    assert "2026-06-05至2026-06-12" in tight(text_of(draw_form("public_notice", REPORT)))
    off = WorkCalendar(frozenset({date(2026, 6, 12)}), frozenset({date(2026, 6, 14)}))
    own = replace(REPORT, head=replace(HEAD, calendar=off))
    assert "2026-06-05to2026-06-14" in tight(text_of(draw_form("public_notice", own, "en")))
    days = [part for part in lists.public_notice(replace(REPORT, results=())).parts if isinstance(part, Facts)][-1]
    assert days.pairs[-1][1] == ""  # nothing is published: a line to write on


def test_an_absence_is_a_word_and_never_a_zero():
    grid = next(part for part in lists.results_table(REPORT).parts if isinstance(part, Grid))
    absent = next(row for row in grid.rows if row[7] == lists.OUTCOMES["absent"])
    assert absent[4:7] == ["--", "--", "--"]


def test_the_data_confirmation_shows_the_full_number_that_will_be_printed():
    assert "11010519491231002X" in text_of(draw_form("data_confirmation", REPORT))


def test_the_tickets_code_holds_the_admission_number_and_a_reader_finds_it(tmp_path: Path):
    import zxingcpp
    from PIL import Image

    one = replace(REPORT, roster=ROSTER[:1])
    (tmp_path / "ticket.pdf").write_bytes(draw_form("admission_tickets", one))
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "ticket.pdf", tmp_path / "ticket"], check=True)
    with Image.open(next(tmp_path.glob("*.png"))) as picture:
        found = zxingcpp.read_barcodes(picture)
    assert [code.text for code in found] == [ROSTER[0].admission_number]


def test_a_ticket_is_made_for_each_candidate_with_pages_of_its_own():
    assert len(sheets.admission_tickets(REPORT)) == len(ROSTER)
    assert text_of(draw_form("admission_tickets", REPORT)).count("第 1 页，共 1 页") == len(ROSTER)


def test_nobody_booked_means_no_ticket():
    with pytest.raises(Refused, match="Nobody"):
        draw_form("admission_tickets", replace(REPORT, roster=()))


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"admission_tickets"}))
def test_a_table_without_rows_says_so_in_one_whole_word(name: str):
    text = text_of(draw_form(name, SittingReport(REPORT.head), "en"))
    assert "Non\n" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_score_record_shows_lines_tags_with_times_and_the_records_digest(language: str):
    text = tight(text_of(draw_score_records([RECORD], language)))
    assert "02:28.9" in text
    assert RECORD.record_digest in text
    assert "72.5" in text
    assert RECORD.sample_proof in text


def test_score_records_of_several_candidates_each_count_their_own_pages():
    text = text_of(draw_score_records([RECORD, RECORD]))
    assert text.count("第 2 页，共 2 页") == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_signs_on_a_page_without_the_records_digest(language: str):
    for count in range(1, 40, 2):
        record = replace(RECORD, answers=[RECORD.answers[0]] * count)
        pages = PdfReader(io.BytesIO(draw_score_records([record], language))).pages
        last = tight(pages[-1].extract_text())
        assert ("考评组长" if language == "zh" else "Leadexaminer") in last
        assert RECORD.record_digest in last, f"{count} answers"


def test_a_blank_score_record_has_every_line_of_the_rubric():
    rubrics = load_bank(question_bank("yiwu")).readable.rubrics
    text = tight(text_of(draw_blank_score_records(rubrics)))
    for rubric in rubrics:
        for line in rubric.lines:
            assert tight(line.name.zh) in text


def test_rare_characters_are_drawn_and_extracted_exactly():
    names = "𬱖䶮㛃龑㬎𫍽"
    one = replace(REPORT, roster=(replace(ROSTER[0], name=names),))
    pdf = draw_form("candidates_sign_in", one)
    assert names in tight(text_of(pdf))


def test_a_character_without_a_glyph_is_refused_by_name():
    one = replace(REPORT, roster=(replace(ROSTER[0], name="王\U000e0100"),))
    with pytest.raises(Refused, match="U\\+E0100"):
        draw_form("candidates_sign_in", one)


def test_markup_in_a_name_is_drawn_as_it_stands():
    one = replace(REPORT, roster=(replace(ROSTER[0], name="<b>A & B</b> <font>longer than the column is wide</font>"),))
    assert "<b>A&B</b>" in tight(text_of(draw_form("candidates_sign_in", one)))


def test_every_font_is_embedded_and_equal_reports_give_equal_bytes(tmp_path: Path):
    pdf = draw_form("results_table", REPORT)
    assert pdf == draw_form("results_table", REPORT)
    (tmp_path / "a.pdf").write_bytes(pdf)
    listed = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, text=True, check=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert all("Noto" in line and line.split()[-5:-2] == ["yes"] * 3 for line in fonts)


def test_an_unknown_form_is_refused_with_the_list():
    with pytest.raises(Refused) as refused:
        draw_form("receipt", REPORT)
    assert "room_record" in refused.value.advice


def test_marks_are_written_as_points_with_halves():
    assert [lists.points(each) for each in (-1, 0, 1, 173, 200)] == ["--", "0", "0.5", "86.5", "100"]
    assert scores.clock(148_900) == "02:28.9"


def test_forms_are_plain_values_that_can_be_read_without_a_pdf():
    form = sheets.room_record(REPORT)
    counts = [part for part in form.parts if isinstance(part, Facts)][1]
    assert [value for _, value in counts.pairs] == ["23", "19", "4", "2"]
    assert any(isinstance(part, Note) for part in sheets.candidates_sign_in(REPORT).parts)


def test_a_long_word_of_a_name_is_set_smaller_and_never_cut_in_two():
    assert "Ahmadi-Moghaddam" in text_of(draw_form("results_table", REPORT, "en"))


def test_signatures_are_told_in_the_time_of_the_centre():
    assert "10:11:08" in text_of(draw_score_records([RECORD]))  # 02:11:08 in the record


def test_english_has_the_marks_of_a_typewriter_and_chinese_keeps_its_own():
    asked = Text("他说“今晚八点”……对吗？", "He says “tonight at eight” and it’s true…")
    assert Setter("en", 400).said(asked) == 'He says "tonight at eight" and it\'s true...'
    assert Setter("zh", 400).said(asked) == asked.zh
    assert Setter("en", 400).said("样品“山泉”…") == "样品“山泉”…"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_stands_whole_on_the_score_record(language: str):
    stem = Text("开播前要做什么？" * 20 + "末尾", "What comes before a live? " * 20 + "The end")
    whole = replace(RECORD, answers=(replace(RECORD.answers[0], stem=stem), *RECORD.answers[1:]))
    assert tight(stem.in_language(language)) in tight(text_of(draw_score_records([whole], language)))


@pytest.mark.parametrize("room_mm", range(18, 90, 3))
def test_no_line_begins_with_a_closing_mark_whatever_its_width(room_mm: int):
    said = (
        "开播前一天，店铺发了一条 30 秒的预告视频。“今晚 8 点（北京时间）见！”首先看什么？"
        "\n\n判断它“成不成功”：看点击、停留……还是成交？"
    )
    paragraph = Setter("zh", 400).paragraph(said)
    _, height = paragraph.wrap(room_mm * mm, 1e6)
    shown = ["".join(word.text for word in line.words) for line in paragraph.blPara.lines]
    assert "".join(shown).replace(" ", "") == said.replace("\n", "").replace(" ", "")
    assert len(shown) * paragraph.style.leading == height
    assert "" in shown
    assert not [line for line in shown if line[:1] in tuple("，。、；：！？）》”’…")]
    assert all(fonts.width(line, Face.SANS, 9.5) <= room_mm * mm + 0.01 for line in shown)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_signs_a_page_without_a_candidate_however_many_there_are(language: str):
    for count in range(2, 46):
        numbers = [f"20260604-{number:04d}" for number in range(1, count + 1)]
        roster = tuple(replace(ROSTER[0], admission_number=number) for number in numbers)
        pages = PdfReader(io.BytesIO(draw_form("candidates_sign_in", replace(REPORT, roster=roster), language))).pages
        texts = [page.extract_text() for page in pages]
        assert numbers[-1] in texts[-1], count
        assert ["".join(texts).count(number) for number in numbers] == [1] * count
