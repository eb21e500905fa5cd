"""Plan a sitting and book its candidates.

Why this room exists: a sitting freezes its scheme, its bank release and its draw secret before anybody
arrives; the commitment is printed on the sign-in sheet, so no draw can be chosen afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.centre.access import require, require_second
from app.centre.marking_ports import Reading
from app.centre.ports import Books, Chance, Clock, Store
from app.centre.values import Booking, CandidateDetails, SignedIn, Sitting
from app.centre.verdicts import retakeable, scheme_of
from app.exam.bank import Text
from app.exam.bank_faults import scheme_faults
from app.exam.counting import count_of
from app.exam.draw import commitment
from app.exam.entry import instant
from app.exam.errors import Refused
from app.exam.identity import masked_name
from app.exam.roles import Act
from app.exam.scheme import Subject

LONGEST_CODE, MOST_BOOTHS, LONGEST_NAME = 32, 999, 200


@dataclass(frozen=True, slots=True)
class SittingPlan:
    """What a clerk decides about a sitting; ``scheme`` and ``bank`` are digests of frozen releases."""

    code: str
    held_on: date
    place: str
    scheme: str
    bank: str
    booths: int


def plan_sitting(store: Store, chance: Chance, by: SignedIn, plan: SittingPlan) -> Sitting:
    """Plan a sitting, make its draw secret and commit to it.

    Raises:
        Refused: not allowed, code taken, a release unknown, no booth, or the bank cannot fill the scheme's
            quotas.
    """
    require(by, Act.PLAN_SITTING)
    if not plan.code.isascii() or not plan.code.replace("-", "").isalnum():
        raise Refused(
            f"The sitting's code {plan.code!r} has other characters than letters, digits and hyphens.",
            advice="Use a code such as 20260604-A.",
        )
    code = plan.code.upper()  # as admission numbers are typed, printed and looked up
    if len(code) > LONGEST_CODE:
        raise Refused(f"The sitting's code is longer than {LONGEST_CODE} characters.", advice="Use a shorter one.")
    if not plan.place.strip():
        raise Refused("The sitting has no place.", advice="Say where it is held.")
    if not 1 <= plan.booths <= MOST_BOOTHS:
        raise Refused(f"A sitting has 1 to {MOST_BOOTHS} booths.", advice="Give the number of booths.")
    secret = chance.secret()
    sitting = Sitting(
        chance.opaque_id(),
        code,
        plan.held_on,
        plan.place.strip(),
        plan.scheme,
        plan.bank,
        plan.booths,
        commitment(secret),
    )
    with store.writing() as books:
        faults = scheme_faults(books.releases.scheme(plan.scheme), books.releases.bank(plan.bank))
        if faults:
            raise Refused(
                f"This scheme and bank release do not fit: {faults[0].item}: {faults[0].reason}",
                advice="Run `kaobo bank check` and release a bank that fills every quota.",
            )
        books.sittings.add(sitting, secret)
    return sitting


type RosterRow = tuple[CandidateDetails, tuple[Subject, ...]]
"""A candidate and the subjects to be taken; no subjects means all of the scheme's."""


@dataclass(frozen=True, slots=True)
class BookingFault:
    """Why a row of a roster cannot be booked; ``place`` counts the roster's rows from 0."""

    place: int
    problem: Text


def booking_faults(store: Store, by: SignedIn, sitting: str, roster: Sequence[RosterRow]) -> tuple[BookingFault, ...]:
    """Return everything that keeps a roster from being booked, so that its clerk mends it in one go.

    Raises:
        Refused: not allowed, or the sitting takes nobody any more.
    """
    require(by, Act.IMPORT_ROSTER)
    with store.reading() as books:
        held = _open_sitting(books, sitting)
        found = (_problem(books, held, details, subjects) for details, subjects in roster)
        return tuple(BookingFault(place, problem) for place, problem in enumerate(found) if problem)


def book_roster(
    store: Store, chance: Chance, by: SignedIn, sitting: str, roster: Sequence[RosterRow]
) -> list[Booking]:  # fmt: skip
    """Book a whole roster into a sitting, in the roster's order, or nobody.

    A person already known by the document's number is booked again, never added twice.  Whoever is to take some
    subjects only retakes them: the others are carried from the newest earlier attempt that allows it.

    Raises:
        Refused: not allowed, the sitting takes nobody any more, or the first of ``booking_faults``.
    """
    require(by, Act.IMPORT_ROSTER)
    with store.writing() as books:
        held = _open_sitting(books, sitting)
        serial = len(books.sittings.bookings(sitting))
        bookings = []
        for details, subjects in roster:
            serial += 1
            problem = _problem(books, held, details, subjects)
            if problem is not None:
                raise Refused(
                    f"{details.name}: {problem.en}.",
                    advice="Mend the roster; nobody was booked.",
                    zh=(f"{details.name}：{problem.zh}。", "请修改名册；没有登记任何人。"),
                )
            bookings.append(_book(books, chance, held, serial, (details, subjects)))
    return bookings


def _open_sitting(books: Books, sitting: str) -> Sitting:
    held = books.sittings.get(sitting)
    if held.revealed_secret:
        raise Refused(
            f"The draw secret of {held.code} is public: whoever came now would know the paper.",
            advice="Plan another sitting.",
            zh=(f"{held.code} 的抽签密钥已公开，再来的考生会事先知道试卷。", "请另建场次。"),
        )
    return held


def _problem(books: Books, held: Sitting, details: CandidateDetails, subjects: tuple[Subject, ...]) -> Text | None:
    scheme = books.releases.scheme(held.scheme)
    foreign = "、".join(subject.value for subject in subjects if subject not in scheme.subjects)
    if foreign:
        return Text(f"本场次的方案没有科目 {foreign}", f"the sitting's scheme has no {foreign}")
    known = books.people.by_document(details.document_number)
    earlier = books.sittings.bookings_of(known.id) if known else ()
    number = next((booking.admission_number for booking in earlier if booking.sitting == held.id), "")
    if number:
        return Text(f"本场次已登记，准考证号 {number}", f"booked in this sitting already, as {number}")
    if known and known.details and known.details.name != details.name:
        other = masked_name(known.details.name)
        return Text(
            f"该证件登记的姓名是 {other}，与名册不同；登记有误的，用 kaobo roster correct 更正",
            f"the document is registered under another name, {other}; if that one is wrong: kaobo roster correct",
        )
    if _is_part(subjects, scheme.subjects) and not (known and _retaken(books, held, known.id, subjects)):
        return Text(
            "没有可以补考这些科目的考核：只有补考才能只考部分科目",
            "no earlier attempt lets these subjects be taken again; only a retake takes some of them",
        )
    return None


def _is_part(subjects: tuple[Subject, ...], of: tuple[Subject, ...]) -> bool:
    return bool(subjects) and set(subjects) != set(of)


def _retaken(books: Books, held: Sitting, candidate: str, subjects: tuple[Subject, ...]) -> str:
    """Return the newest attempt under the same scheme whose subjects may be taken again, or an empty text."""
    scheme = books.releases.scheme(held.scheme).id
    for earlier in reversed(books.sittings.bookings_of(candidate)):
        same = scheme_of(books, earlier.id).id == scheme
        if same and set(subjects) <= set(retakeable(books, earlier.id, held.held_on)):
            return earlier.id
    return ""


def _book(books: Books, chance: Chance, held: Sitting, serial: int, row: RosterRow) -> Booking:
    details, subjects = row
    every = books.releases.scheme(held.scheme).subjects
    candidate = books.people.by_document(details.document_number) or books.people.add(details)
    retakes = _retaken(books, held, candidate.id, subjects) if _is_part(subjects, every) else ""
    number = f"{held.code}-{serial:04d}"
    booking = Booking(chance.opaque_id(), held.id, candidate.id, number, subjects or every, retakes)
    books.sittings.book(booking)
    return booking


def correct_name(store: Store, clock: Clock, by: SignedIn, second: SignedIn, number: str, name: str) -> Booking:
    """Correct the name of a candidate who was registered under a wrong one; two people decide.

    Names stand outside the record, so no entry changes; who did it stays with the readings.

    Raises:
        Refused: not allowed, no second person, nobody has the number, no name, or the candidate was purged.
    """
    require(by, Act.IMPORT_ROSTER)
    member = require_second(by, second, Act.COUNTERSIGN)
    own = name.strip()
    if not own or not own.isprintable() or len(own) > LONGEST_NAME:
        raise Refused("This is no name.", advice="Write it as the document has it.")
    with store.writing() as books:
        booking = books.sittings.booking_by_number(number)
        if booking is None:
            raise Refused(f"Nobody has the admission number {number}.", advice="See `kaobo result list SITTING`.")
        books.people.rename(booking.candidate, own)
        now = instant(clock.now())
        for staff in (by.staff.id, member.id):
            books.readings.note(Reading(now, staff, booking.id, "name", "corrected"))
    return booking


def reveal_secret(store: Store, by: SignedIn, sitting: str) -> Sitting:
    """Reveal a sitting's draw secret, so that anybody can recompute every draw.

    Raises:
        Refused: not allowed, or somebody still sits the exam or may still come: they would know the draws.
    """
    require(by, Act.REVEAL_SECRET)
    with store.writing() as books:
        bookings = books.sittings.bookings(sitting)
        if not bookings:
            raise Refused(
                "Nobody is booked in this sitting yet.", advice="Reveal the secret once everybody has finished."
            )
        lines = {booking.admission_number: books.attempts.get(booking.id) for booking in bookings}
        to_come = [number for number, line in lines.items() if not (line and line.over)]
        if to_come:
            raise Refused(
                f"{count_of(len(to_come), 'candidate')} still in the exam or still to come, {to_come[0]} among them.",
                advice="Reveal the secret once everybody has finished; note who never came: kaobo result absent NUMBER",
            )
        return books.sittings.reveal(sitting)
