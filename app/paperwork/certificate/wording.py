"""The words of a certificate in both languages, from its facts.

Why this room exists: days, sexes, document kinds and marks are written one way on every layout; an unused
field is ``--``, never blank.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from app.centre.certificate_ports import CertificateFacts
from app.exam.identity import DOCUMENT_NAMES

UNUSED = "--"
"""Stands in a field that is not used.  Source: the 2022 notice on skill certificates (an empty field is "--")."""

_SEXES = {"male": ("男", "Male"), "female": ("女", "Female")}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def points(half_points: int) -> str:
    """Write half-points as points: 171 as ``85.5``, 170 as ``85``, -1 as ``--``."""
    if half_points < 0:
        return UNUSED
    whole, half = divmod(half_points, 2)
    return f"{whole}.5" if half else str(whole)


def day_zh(day: date) -> str:
    """Write a day as 2026年6月4日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_en(day: date) -> str:
    """Write a day as 4 June 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def words(facts: CertificateFacts, language: str) -> Mapping[str, str]:
    """Return what the words in braces stand for, in ``zh`` or ``en``."""
    found = dict(_chinese(facts) if language == "zh" else _english(facts))
    return {name: text.strip() or UNUSED for name, text in found.items()}


def _chinese(facts: CertificateFacts) -> Iterator[tuple[str, str]]:
    yield from _plain(facts)
    yield "title", facts.title.zh
    yield "ability", facts.ability.zh
    yield "issuer", facts.issuer.zh
    yield "sex", _SEXES.get(facts.sex, ("", ""))[0]
    yield "document_kind", DOCUMENT_NAMES[facts.document_kind].zh
    yield "date", day_zh(facts.issued_on)
    yield "reissued", day_zh(facts.reissued_on) if facts.reissued_on else ""


def _english(facts: CertificateFacts) -> Iterator[tuple[str, str]]:
    yield from _plain(facts)
    yield "title", facts.title.en
    yield "ability", facts.ability.en
    yield "issuer", facts.issuer.en
    yield "sex", _SEXES.get(facts.sex, ("", ""))[1]
    yield "document_kind", _capital(DOCUMENT_NAMES[facts.document_kind].en)
    yield "date", day_en(facts.issued_on)
    yield "reissued", day_en(facts.reissued_on) if facts.reissued_on else ""


def _plain(facts: CertificateFacts) -> Iterator[tuple[str, str]]:
    yield "holder", facts.holder
    yield "document", facts.document_shown
    yield "number", facts.number


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
