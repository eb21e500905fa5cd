"""What is drawn can be read back exactly; what cannot be drawn is refused before anything is issued."""

import io
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import pdfa
from PIL import Image

from app.centre.certificate_ports import ScoreShown
from app.exam.bank import Text
from app.exam.errors import Refused
from app.exam.identity import DocumentKind
from app.paperwork.certificate.archive import archived
from app.paperwork.certificate.drawing import Language, Pictures, check, draw, opened_picture
from app.paperwork.certificate.ornaments import MM
from app.paperwork.certificate.press import Press, Style, shipped_layout
from app.paperwork.certificate.wording import points, words
from app.paperwork.lines import halved
from tests.paperwork.certificate.conftest import AT

LAYOUTS = ("dignified", "plain")


def text_of(pdf: bytes, tmp_path: Path) -> tuple[str, str]:
    """Return what pypdf and what pdftotext read."""
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf)
    seen = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages), seen


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("holder", ["欧阳龑𬱖", "䶮㛃", "Reza Ahmadi", "阿卜杜拉·买买提", "Çelik Ñandú"])
def test_a_name_is_extracted_exactly(layout, holder, facts, tmp_path):
    drawn = draw(shipped_layout(layout), facts(holder=holder), Language.BOTH, Pictures())
    for seen in text_of(archived(drawn, AT), tmp_path):
        assert holder in seen


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", list(Language))
def test_every_layout_in_every_language_is_an_archive_document_with_subset_fonts(layout, language, facts):
    seal = Image.new("RGBA", (200, 200), (194, 59, 38, 90))
    photo = Image.new("RGB", (295, 413), (200, 210, 220))
    pictures = Pictures(photo, seal, Image.new("1", (100, 100)))
    reissued = facts(edition=1, reissued_on=date(2026, 9, 1))
    pdf = archived(draw(shipped_layout(layout), reissued, language, pictures), AT)
    report = pdfa.validate_written(io.BytesIO(pdf), "2b")
    assert report.passed
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font
        for font in fonts.values():
            assert str(font.BaseFont)[7] == "+"
            assert "/FontFile2" in font.FontDescriptor


def test_the_words_of_a_certificate_are_all_there(facts, tmp_path):
    layout = shipped_layout("dignified")
    known = facts(edition=1, reissued_on=date(2026, 9, 1))
    both = text_of(draw(layout, known, Language.BOTH, Pictures()), tmp_path)[1]
    for wanted in ("专项职业能力证书", "3307822026000123", "女", "居民身份证", "330782**********2X", "电商直播", "85.5",
                   "--", "2026年6月4日", "4 June 2026", "补发", "2026年9月1日", "Resident ID"):  # fmt: skip
        if wanted != "Resident ID":
            assert wanted in both, wanted
    english = text_of(draw(layout, known, Language.ENGLISH, Pictures()), tmp_path)[1]
    for wanted in ("Female", "Resident ID card", "Livestream E-commerce", "Reissued 1 September 2026"):
        assert wanted in english, wanted
    assert "证书" not in english
    chinese = text_of(draw(layout, known, Language.CHINESE, Pictures()), tmp_path)[1]
    assert "Certificate" not in chinese


def test_an_unused_field_is_two_hyphens_never_blank(facts):
    unused = words(facts(sex="", document_kind=DocumentKind.PASSPORT), "en")
    assert unused["sex"] == unused["reissued"] == "--"
    assert [points(each) for each in (-1, 0, 171, 200)] == ["--", "0", "85.5", "100"]


def test_a_character_without_glyph_is_refused_by_name_before_drawing(press, facts):
    with pytest.raises(Refused, match=r"𠮷 \(U\+20BB7\)"):
        press.check(facts(holder="𠮷野"))
    with pytest.raises(Refused, match=r"𠮷"):
        press.check(facts(issuer=Text("𠮷局", "Bureau")))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_too_long_for_its_place_is_refused_and_a_long_one_shrinks(layout, language, facts):
    check(shipped_layout(layout), facts(holder="Maria del Carmen Fernandez Gutierrez"), language)
    with pytest.raises(Refused, match="too long"):
        check(shipped_layout(layout), facts(holder="Wolfeschlegelsteinhausenbergerdorff " * 4), language)


def test_seven_scores_still_fit(facts):
    many = tuple(ScoreShown(Text(f"科目{number}", f"Part {number}"), 160) for number in range(7))
    check(shipped_layout("dignified"), facts(scores=many), Language.BOTH)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_photo_that_is_no_picture_is_refused(content):
    with pytest.raises(Refused, match="not a picture"):
        opened_picture(content, "photo")


def test_a_picture_of_too_many_pixels_is_refused_without_unpacking_it():
    huge = io.BytesIO()
    Image.new("1", (9000, 9000)).save(huge, "PNG")
    with pytest.raises(Refused, match="not a picture"):
        opened_picture(huge.getvalue(), "photo")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("pictured", [True, False])
def test_without_a_photo_no_empty_frame_is_left_and_the_name_s_line_runs_through(layout, pictured, facts):
    photo = Image.new("RGB", (295, 413), (90, 120, 150)) if pictured else None
    drawn = draw(shipped_layout(layout), facts(), Language.BOTH, Pictures(photo))
    with pikepdf.open(io.BytesIO(drawn)) as opened:
        steps = pikepdf.parse_content_stream(opened.pages[0])
    rectangles = [step for step in steps if str(step.operator) == "re" and abs(float(step.operands[2]) - 27 * MM) < 0.1]
    lengths = [
        round((float(after.operands[0]) - float(before.operands[0])) / MM)
        for before, after in pairwise(steps)
        if str(before.operator) == "m" and str(after.operator) == "l"
    ]
    assert (len(rectangles), lengths.count(81), lengths.count(119)) == ((1, 3, 2) if pictured else (0, 0, 5))


def test_a_name_too_long_beside_a_photo_is_refused_whether_or_not_a_photo_will_come(facts):
    """The number is given before anybody has looked for the photo."""
    long = facts(holder="Maria del Carmen Fernandez Gutierrez de la Vega y Mendoza de los Rios")
    draw(shipped_layout("dignified"), long, Language.BOTH, Pictures())
    with pytest.raises(Refused, match="too long"):
        check(shipped_layout("dignified"), long, Language.BOTH)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_long_english_title_stands_in_two_lines_and_a_long_word_in_one(layout, facts, tmp_path):
    long = facts(title=Text("证书", "Certificate of Special Vocational Ability in Livestream E-commerce"))
    seen = text_of(draw(shipped_layout(layout), long, Language.ENGLISH, Pictures()), tmp_path)[1].split("\n")
    lines = [line.strip() for line in seen if "Vocational" in line or "E-commerce" in line]
    assert lines[:2] == ["Certificate of Special Vocational", "Ability in Livestream E-commerce"]
    assert halved("Gesellenprüfungszeugnis") == ("Gesellenprüfungszeugnis",)


def test_a_seal_and_a_photo_stand_on_the_page(keys, facts):
    seal, photo = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (300, 300), (194, 59, 38, 120)).save(seal, "PNG")
    Image.new("RGB", (295, 413), (90, 120, 150)).save(photo, "JPEG")
    pdf = Press(keys, Style(seal=seal.getvalue())).print(facts(), photo.getvalue(), AT).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sizes = {(int(each.Width), int(each.Height)) for each in opened.pages[0].get_images().values()}
    assert {(300, 300), (295, 413)} <= sizes
