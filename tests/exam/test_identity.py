"""Identity documents: what is found wrong, what a number says, how it is masked."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.exam.identity import (
    DOCUMENT_NAMES,
    DocumentKind,
    age_on,
    born_on,
    check_digit,
    document_faults,
    is_citizen_number,
    masked,
    masked_name,
    normalised,
    sex_of,
)

ON = date(2026, 6, 4)
RESIDENT = DocumentKind.RESIDENT_ID
OTHERS = [kind for kind in DocumentKind if kind is not RESIDENT]


def faults(number: str, kind: DocumentKind = RESIDENT, sex: str = "", least_age: int = 16) -> list[str]:
    return [fault.en for fault in document_faults(kind, number, sex=sex, on=ON, least_age=least_age)]


def number_of(region: str = "330782", born: str = "20000229", order: str = "123") -> str:
    body = region + born + order
    return body + check_digit(body)


days = st.dates(date(1940, 1, 1), date(2008, 1, 1))
regions = st.integers(110000, 659999).map(str)
orders = st.integers(0, 999).map("{:03d}".format)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    return number_of(draw(regions), f"{draw(days):%Y%m%d}", draw(orders))


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_published_numbers_of_the_standard_are_right(number: str) -> None:
    assert check_digit(number[:17]) == number[17]
    assert faults(number) == []


@pytest.mark.parametrize("first", ["", "1" * 16, "1" * 18, "1" * 16 + "X", "１" * 17, "1" * 16 + " "])
def test_a_check_digit_needs_seventeen_plain_digits(first: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        check_digit(first)


@given(numbers())
def test_every_number_with_its_own_check_digit_is_faultless(number: str) -> None:
    assert faults(number) == []
    assert faults(number, sex=sex_of(RESIDENT, number)) == []


@given(numbers(), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, shift: int) -> None:
    assume(not (place == 17 and number[17] == "X"))
    other = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert "The check digit is wrong: compare the number digit by digit." in faults(other)


@given(numbers(), st.integers(0, 15))
def test_two_digits_in_the_wrong_order_are_always_found(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    other = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert "The check digit is wrong: compare the number digit by digit." in faults(other)


@given(numbers())
def test_the_number_tells_birth_day_and_sex(number: str) -> None:
    born = born_on(RESIDENT, number)
    assert born is not None
    assert f"{born:%Y%m%d}" == number[6:14]
    assert sex_of(RESIDENT, number) == ("male" if number[16] in "13579" else "female")


@pytest.mark.parametrize("region", ["330782", "110105", "810000", "999999", "132801"])
def test_no_region_code_is_refused_since_codes_are_withdrawn_and_people_move(region: str) -> None:
    assert faults(number_of(region)) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("", "The resident ID card's number is missing."),
        ("  ", "The resident ID card's number is missing."),
        ("3307822000022912", "18 characters are needed, not 16."),
        ("330782000229123", "18 characters are needed, not 15."),
        ("33078220000229123A", "The first 17 characters must be digits, the last a digit or X."),
        ("3307822X0002291230", "The first 17 characters must be digits, the last a digit or X."),
        ("33078220000229123٣", "The first 17 characters must be digits, the last a digit or X."),
    ],
)
def test_a_number_of_the_wrong_form_gets_one_sentence(number: str, said: str) -> None:
    assert faults(number) == [said]


@pytest.mark.parametrize("born", ["20000230", "19001301", "00000101", "20010229"])
def test_a_birth_day_that_never_was_is_found(born: str) -> None:
    number = number_of(born=born)
    assert faults(number) == ["The birth date in the number does not exist."]
    assert born_on(RESIDENT, number) is None


def test_somebody_born_after_the_exam_is_found() -> None:
    assert faults(number_of(born="20260605")) == ["The birth date in the number lies after the exam."]


@pytest.mark.parametrize(("born", "young"), [("20100604", False), ("20100605", True), ("20260604", True)])
def test_the_least_age_counts_to_the_day(born: str, young: bool) -> None:
    found = faults(number_of(born=born))
    assert bool(found) is young
    assert all("at least 16" in each for each in found)


def test_a_wrong_sex_is_found_and_an_unknown_one_is_not_asked_for() -> None:
    male = number_of(order="123")
    assert faults(male, sex="female") == ["The number and the sex do not agree."]
    assert faults(male, sex="male") == []
    assert faults(male) == []


def test_all_faults_of_a_number_are_told_at_once() -> None:
    number = number_of(born="20150101", order="124")
    wrong = number[:17] + ("0" if number[17] != "0" else "1")
    assert len(faults(wrong, sex="male")) == 3


@given(st.dates(date(1930, 1, 1), ON), st.integers(0, 200))
def test_age_rises_by_one_a_year_and_never_falls(born: date, more: int) -> None:
    on = ON + timedelta(more)
    age = age_on(born, on)
    assert age_on(born, on + timedelta(1)) in (age, age + 1)
    assert age == sum(1 for year in range(born.year + 1, on.year + 1) if _birthday(born, year) <= on)


def _birthday(born: date, year: int) -> date:
    leapless = born.month == 2 and born.day == 29 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return date(year, 3, 1) if leapless else born.replace(year=year)


def test_somebody_born_on_the_29th_of_february_turns_on_the_first_of_march() -> None:
    assert age_on(date(2008, 2, 29), date(2025, 2, 28)) == 16
    assert age_on(date(2008, 2, 29), date(2025, 3, 1)) == 17


# ── other kinds of document


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [(DocumentKind.HK_PERMIT, "81"), (DocumentKind.MACAU_PERMIT, "82"), (DocumentKind.TAIWAN_PERMIT, "83")],
)
def test_a_residence_permit_of_18_digits_is_checked_like_a_resident_id(kind: DocumentKind, prefix: str) -> None:
    number = number_of(region=f"{prefix}0000")
    assert is_citizen_number(kind, number)
    assert faults(number, kind) == []
    assert born_on(kind, number) == date(2000, 2, 29)
    assert sex_of(kind, number) == "male"
    assert faults(number[:17] + ("1" if number[17] != "1" else "2"), kind) == [
        "The check digit is wrong: compare the number digit by digit."
    ]
    foreign = faults(number_of(region="330782"), kind)
    assert foreign == [f"An 18-digit {DOCUMENT_NAMES[kind].en} begins with {prefix}."]


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        (DocumentKind.HK_PERMIT, "H01234567"),
        (DocumentKind.HK_PERMIT, "h0123456701"),
        (DocumentKind.MACAU_PERMIT, "M01234567"),
        (DocumentKind.TAIWAN_PERMIT, "01234567"),
        (DocumentKind.OFFICER_CARD, "军字第1234567"[:2] + "1234567"),
        (DocumentKind.OFFICER_CARD, "1234567"),
        (DocumentKind.FOREIGN_RESIDENCE, "IRN330782001234"),
        (DocumentKind.FOREIGN_RESIDENCE, "911303200001010012"),
        (DocumentKind.PASSPORT, "E12345678"),
        (DocumentKind.PASSPORT, "A 1234-5678"),
        (DocumentKind.PASSPORT, "123456789"),
    ],
)
def test_a_number_of_the_right_form_passes_without_a_check_digit(kind: DocumentKind, good: str) -> None:
    assert faults(good, kind) == []
    assert born_on(kind, good) is None
    assert sex_of(kind, good) == ""


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize(
    "bad", ["12", "!!!!!!!", "ABCDEFGHJ", "E12345678" * 3, "Ｅ１２\u0000３４", "=1+1", "<b>123456"]
)
def test_a_number_of_the_wrong_form_is_named_by_its_kind(kind: DocumentKind, bad: str) -> None:
    (fault,) = faults(bad, kind)
    assert DOCUMENT_NAMES[kind].en in fault


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_kind_has_a_name_and_a_sentence_for_a_missing_number_in_both_languages(kind: DocumentKind) -> None:
    (fault,) = document_faults(kind, " ", on=ON, least_age=16)
    assert DOCUMENT_NAMES[kind].zh in fault.zh
    assert DOCUMENT_NAMES[kind].en in fault.en


# ── writing and masking


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (RESIDENT, "11010519491231002x", "11010519491231002X"),
        (RESIDENT, " 110105 19491231 002x\t", "11010519491231002X"),
        (RESIDENT, "１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        (RESIDENT, "110105-19491231-002X", "11010519491231002X"),
        (RESIDENT, "\ufeff110105\u300019491231002X\u200b", "11010519491231002X"),
        (DocumentKind.PASSPORT, "e1234 5678", "E12345678"),
        (DocumentKind.OFFICER_CARD, "军 1234-567", "军1234-567"),
    ],
)
def test_a_number_is_kept_in_one_spelling(kind: DocumentKind, typed: str, kept: str) -> None:
    assert normalised(kind, typed) == kept


@given(st.sampled_from(list(DocumentKind)), st.text(max_size=30))
def test_normalising_twice_changes_nothing_more(kind: DocumentKind, typed: str) -> None:
    once = normalised(kind, typed)
    assert normalised(kind, once) == once


@given(st.sampled_from(list(DocumentKind)), st.text(max_size=30))
def test_no_text_at_all_breaks_the_checks(kind: DocumentKind, typed: str) -> None:
    document_faults(kind, typed, on=ON, least_age=16)
    assert born_on(kind, typed) is None or is_citizen_number(kind, normalised(kind, typed))
    assert sex_of(kind, typed) in ("", "male", "female")


def test_a_masked_resident_id_shows_the_first_six_and_the_last_two() -> None:
    assert masked(RESIDENT, "11010519491231002x") == "110105**********2X"


@given(st.sampled_from(list(DocumentKind)), st.text("0123456789ABCX", min_size=0, max_size=20))
def test_a_mask_hides_at_least_half_and_keeps_the_length(kind: DocumentKind, number: str) -> None:
    shown = masked(kind, number)
    assert len(shown) == len(number)
    assert 2 * shown.count("*") >= len(number)
    assert all(mark in ("*", own) for mark, own in zip(shown, number, strict=True))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王明", "王*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧**明"),
        ("王", "王"),
        ("", ""),
        ("龑", "龑"),
        ("Ali Reza Karimi", "A** R*** K***"),
        ("  Ali   Reza ", "A** R***"),
        ("买买提·吐尔逊", "买*****逊"),
        ("王 小明", "王 小*"),
    ],
)
def test_a_masked_name_cannot_be_read_back(name: str, shown: str) -> None:
    assert masked_name(name) == shown
