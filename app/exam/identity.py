"""Identity documents of a candidate: what is wrong with a number, what it says, how it is masked.

Why this room exists: a wrong digit on the roster becomes a wrong name on a certificate; it must be found where
somebody can still ask.  A region code is never judged: people move and codes are withdrawn.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.exam.bank import Text


class DocumentKind(StrEnum):
    """The kinds of identity document that registration accepts.

    Source: the Zhejiang registration rules of 20 August 2015.
    """

    RESIDENT_ID = "resident_id"
    OFFICER_CARD = "officer_card"
    HK_PERMIT = "hk_permit"
    MACAU_PERMIT = "macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_RESIDENCE = "foreign_residence"
    PASSPORT = "passport"


DOCUMENT_NAMES: dict[DocumentKind, Text] = {
    DocumentKind.RESIDENT_ID: Text("居民身份证", "resident ID card"),
    DocumentKind.OFFICER_CARD: Text("军官证", "officer card"),
    DocumentKind.HK_PERMIT: Text("香港居民证件", "Hong Kong permit"),
    DocumentKind.MACAU_PERMIT: Text("澳门居民证件", "Macau permit"),
    DocumentKind.TAIWAN_PERMIT: Text("台湾居民证件", "Taiwan permit"),
    DocumentKind.FOREIGN_RESIDENCE: Text("外国人永久居留身份证", "foreign permanent residence card"),
    DocumentKind.PASSPORT: Text("护照", "passport"),
}

_RESIDENCE_PREFIX = {
    DocumentKind.HK_PERMIT: "81",
    DocumentKind.MACAU_PERMIT: "82",
    DocumentKind.TAIWAN_PERMIT: "83",
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_SHAPES = {
    DocumentKind.OFFICER_CARD: re.compile(r"(?=.*[0-9])[\u4e00-\u9fff]{0,4}[0-9A-Z-]{4,18}"),
    DocumentKind.HK_PERMIT: re.compile(r"[A-Z]{1,2}[0-9]{6,10}"),
    DocumentKind.MACAU_PERMIT: re.compile(r"[A-Z]?[0-9]{7,10}"),
    DocumentKind.TAIWAN_PERMIT: re.compile(r"[A-Z]?[0-9]{7,10}"),
    DocumentKind.FOREIGN_RESIDENCE: re.compile(r"[A-Z]{3}[0-9]{12}|9[0-9]{17}"),
    DocumentKind.PASSPORT: re.compile(r"(?=[A-Z]*[0-9])[A-Z0-9]{6,12}"),
}
_SPACES = re.compile(r"[\s\u3000\u200b\ufeff\-‐-―－]+")
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def normalised(kind: DocumentKind, number: str) -> str:
    """Return a number as it is stored: full-width forms narrowed, blanks out, letters upper-case.

    Hyphens go too, except in an officer card's number, where they separate.
    """
    narrow = number.translate(_WIDE).upper()
    return re.sub(r"\s+", "", narrow) if kind is DocumentKind.OFFICER_CARD else _SPACES.sub("", narrow)


def check_digit(first_seventeen: str) -> str:
    """Return the 18th character of a citizen number, ``0`` to ``9`` or ``X``.

    Raises:
        ValueError: not 17 digits.
    Source: GB 11643-1999 (ISO 7064 MOD 11-2).
    """
    if len(first_seventeen) != 17 or not (first_seventeen.isascii() and first_seventeen.isdigit()):
        raise ValueError("17 digits are needed")
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECKS[total % 11]


def is_citizen_number(kind: DocumentKind, number: str) -> bool:
    """Tell whether a normalised number has the 18-digit form that carries birth day, sex and check digit.

    Resident IDs always; the residence permits of Hong Kong (81), Macau (82) and Taiwan (83) residents where
    they are given in that form rather than as a travel permit's number.
    """
    if kind is DocumentKind.RESIDENT_ID:
        return True
    return kind in _RESIDENCE_PREFIX and len(number) == 18


def born_on(kind: DocumentKind, number: str) -> date | None:
    """Return the birth day that a number names; None where it names none or no real day."""
    own = normalised(kind, number)
    if not (is_citizen_number(kind, own) and _EIGHTEEN.fullmatch(own)):
        return None
    try:
        return date(int(own[6:10]), int(own[10:12]), int(own[12:14]))
    except ValueError:
        return None


def sex_of(kind: DocumentKind, number: str) -> str:
    """Return ``male`` or ``female`` by the 17th digit, or an empty text where the number does not say."""
    own = normalised(kind, number)
    if not (is_citizen_number(kind, own) and _EIGHTEEN.fullmatch(own)):
        return ""
    return "male" if int(own[16]) % 2 else "female"


def age_on(born: date, on: date) -> int:
    """Return full years of age on a day; somebody born on 29 February turns on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class _Question:
    """What ``document_faults`` was asked, with the number already normalised."""

    kind: DocumentKind
    number: str
    sex: str
    on: date
    least_age: int


def document_faults(kind: DocumentKind, number: str, *, sex: str = "", on: date, least_age: int) -> tuple[Text, ...]:
    """Return everything that is wrong with a document, one sentence each; empty when nothing is.

    Args:
        sex: ``male``, ``female``, or empty where it is not known.
        on: the day of the exam.
        least_age: full years that the candidate must have on that day.
    Source: GB 11643-1999; other kinds have no public check digit, so only their characters are looked at.
    """
    own = normalised(kind, number)
    name = DOCUMENT_NAMES[kind]
    if not own:
        return (Text(f"没有填写{name.zh}号码。", f"The {name.en}'s number is missing."),)
    asked = _Question(kind, own, sex, on, least_age)
    if is_citizen_number(kind, own):
        return _citizen_faults(asked)
    if not _SHAPES[kind].fullmatch(own):
        return (Text(f"{name.zh}号码的位数或字符不对。", f"This is not the form of a {name.en}'s number."),)
    return ()


def _citizen_faults(asked: _Question) -> tuple[Text, ...]:
    number = asked.number
    if len(number) != 18:
        return (Text(f"证件号码应为 18 位，现为 {len(number)} 位。", f"18 characters are needed, not {len(number)}."),)
    if not _EIGHTEEN.fullmatch(number):
        return (
            Text(
                "证件号码前 17 位应为数字，末位为数字或 X。",
                "The first 17 characters must be digits, the last a digit or X.",
            ),
        )
    found = [fault for fault in (_prefix_fault(asked), _check_fault(number), _sex_fault(asked)) if fault]
    return (*found, *_age_faults(asked))


def _prefix_fault(asked: _Question) -> Text | None:
    prefix = _RESIDENCE_PREFIX.get(asked.kind, "")
    if asked.number.startswith(prefix):
        return None
    name = DOCUMENT_NAMES[asked.kind]
    return Text(f"18 位的{name.zh}号码应以 {prefix} 开头。", f"An 18-digit {name.en} begins with {prefix}.")


def _check_fault(number: str) -> Text | None:
    if number[17] == check_digit(number[:17]):
        return None
    return Text("证件号码的校验码不对，请逐位核对。", "The check digit is wrong: compare the number digit by digit.")


def _sex_fault(asked: _Question) -> Text | None:
    if asked.sex and asked.sex != sex_of(asked.kind, asked.number):
        return Text("证件号码与性别不符。", "The number and the sex do not agree.")
    return None


def _age_faults(asked: _Question) -> tuple[Text, ...]:
    born = born_on(asked.kind, asked.number)
    if born is None:
        return (Text("证件号码中的出生日期不存在。", "The birth date in the number does not exist."),)
    if born > asked.on:
        return (Text("证件号码中的出生日期晚于考核日期。", "The birth date in the number lies after the exam."),)
    if (age := age_on(born, asked.on)) < asked.least_age:
        return (
            Text(
                f"考核当日 {age} 周岁，未满 {asked.least_age} 周岁。",
                f"Aged {age} on the day of the exam; at least {asked.least_age} is required.",
            ),
        )
    return ()


def masked(kind: DocumentKind, number: str) -> str:
    """Return a number for screens and public lists: first 6 and last 2 of 18, less of shorter ones.

    At least half of a number is always hidden, and its length can be told.
    """
    own = normalised(kind, number)
    front, back = (6, 2) if len(own) >= 16 else (len(own) // 4, len(own) // 4)
    return own[:front] + "*" * (len(own) - front - back) + own[len(own) - back :]


def masked_name(name: str) -> str:
    """Return a name for public lists: 王小明 as 王*明, 王明 as 王*; of other scripts each word's first letter.

    A word of another script is shown with at most three stars: its length would tell who it is.
    """
    own = " ".join(name.split())
    if not own or own.isascii() or " " in own:
        return " ".join(word[:1] + "*" * min(3, len(word) - 1) for word in own.split())
    if len(own) < 3:
        return own[:1] + "*" * (len(own) - 1)
    return own[0] + "*" * (len(own) - 2) + own[-1]
