"""``kaobo result``: from marked to published, and what may come after: absence, appeal, correction, void."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from app.centre.access import require
from app.centre.appeals import corrected_by, open_appeal
from app.centre.certificate_ports import LineState
from app.centre.office import Decision, Office, Remains
from app.centre.values import Booking
from app.exam.errors import Refused
from app.exam.identity import masked_name
from app.exam.roles import Act
from app.exam.scheme import Subject
from app.exam.summary import AttemptSummary
from app.programs.console import (
    AsOption,
    Centre,
    HomeOption,
    JsonOption,
    PinOption,
    centre,
    say,
    say_json,
    say_table,
)  # fmt: skip
from app.storage.certificate_shelf import FileShelf
from app.storage.photos import PhotoFolder

result_app = typer.Typer(help="Results: publish them, and what comes after.", no_args_is_help=True)

SOMETHING_IS_OPEN = 1
NumberArgument = Annotated[str, typer.Argument(help="The admission number, for example 20260604-0003.")]
ReasonOption = Annotated[str, typer.Option(help="Why; kept sealed with the record.")]
SubjectOption = Annotated[Subject, typer.Option(help="theory, clip or pitch.")]


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.add_typer(result_app, name="result")


@result_app.command("list")
def result_list(
    code: Annotated[str, typer.Argument(help="Code of the sitting.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List where every candidate of a sitting stands; names are masked.

    Example: `kaobo result list 20260604`
    """
    with centre(home) as opened:
        lines = list(_lines(opened, code))
    if as_json:
        say_json([_as_json(booking, summary) for booking, _, summary in lines])
        return
    say_table(
        ("number", "name", "stands at", "theory", "clip", "pitch", "passed", "published", "certificate"),
        ((booking.admission_number, name, *_cells(summary)) for booking, name, summary in lines),
    )


@result_app.command("publish")
def result_publish(
    code: Annotated[str, typer.Argument(help="Code of the sitting.")],
    number: Annotated[
        str, typer.Option(help="This candidate alone; published before, the result is published anew.")
    ] = "",
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Publish every result of a sitting that is ready; name each that is not, and why.

    Whoever marked an attempt cannot publish it.  Run it again for those that were still open: it goes on where it
    stopped, and exits 1 while something is open.  Example: `kaobo result publish 20260604 --as zhou`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        require(signed, Act.PUBLISH)  # once, before anybody is named
        office = Office(opened.store, opened.clock, opened.station, signed)
        wanted = [
            booking
            for booking, _, summary in _lines(opened, code)
            if (booking.admission_number == number if number else not (summary and summary.published_on))
        ]
        if number and not wanted:
            raise Refused(f"{number} is not booked for {code}.", advice=f"See `kaobo result list {code}`.")
        published = passed = 0
        for booking in wanted:
            try:
                verdict = office.publish(booking.id)
            except Refused as refused:
                say(f"{booking.admission_number}: {refused.detail}")
                continue
            published, passed = published + 1, passed + verdict.passed
            if not verdict.passed:
                _tell_of_certificate(opened, booking)
    say(f"{published} results published, {passed} of them passes; {len(wanted) - published} are open.")
    if published < len(wanted):
        raise typer.Exit(SOMETHING_IS_OPEN)


@result_app.command("absent")
def result_absent(
    number: NumberArgument,
    deferred: Annotated[bool, typer.Option("--deferred", help="Put off to another day (缓考), not absent.")] = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Note that a candidate never came (缺考), or was put off; it is a state, never a zero.

    Example: `kaobo result absent 20260604-0007 --as zhou`
    """
    with _office(home, by, pin, number) as (_, office, booking):
        office.note_absence(booking.id, deferred=deferred)
    say(f"{number}: {'deferred' if deferred else 'absent'}.")


@result_app.command("void")
def result_void(
    number: NumberArgument, reason: ReasonOption, by: AsOption = "", pin: PinOption = "", home: HomeOption = None
) -> None:
    """Declare an attempt void (成绩无效).

    Example: `kaobo result void 20260604-0007 --reason 替考 --as wang`
    """
    with _office(home, by, pin, number) as (opened, office, booking):
        office.void(booking.id, reason)
        say(f"{booking.admission_number}: void.")
        _tell_of_certificate(opened, booking)


@result_app.command("appeal")
def result_appeal(
    number: NumberArgument,
    subject: SubjectOption,
    reason: ReasonOption,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Open a candidate's appeal against one subject of a published result.

    Example: `kaobo result appeal 20260604-0007 --subject pitch --reason 漏评卖点 --as zhou`
    """
    with _office(home, by, pin, number) as (_, office, booking):
        office.open_appeal(booking.id, subject, reason)
    say(f"{number}: appeal against {subject.value} opened.")


@result_app.command("decide")
def result_decide(
    number: NumberArgument,
    upheld: Annotated[bool, typer.Option("--upheld/--refused", help="Whether the candidate is right.")],
    reason: ReasonOption,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Decide the oldest open appeal of an attempt; a changed mark is a correction of its own.

    Example: `kaobo result decide 20260604-0007 --upheld --reason 录像可见 --as zhou`
    """
    with _office(home, by, pin, number) as (opened, office, booking):
        office.decide_appeal(booking.id, open_appeal(opened.store, booking.id), upheld=upheld, reason=reason)
    say(f"{number}: appeal {'upheld; correct the mark next' if upheld else 'refused'}.")


@result_app.command("correct")
def result_correct(
    number: NumberArgument,
    subject: SubjectOption,
    points: Annotated[float, typer.Option(help="The new mark, in half-point steps, for example 60.5.")],
    reason: ReasonOption,
    second: Annotated[str, typer.Option(help="Login of the person who countersigns.")],
    second_pin: Annotated[str, typer.Option(help="Their PIN; asked for when it is not given.")] = "",
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Correct a published mark: a new, reasoned, countersigned entry; nothing is edited.  Publish it anew afterwards.

    Example: `kaobo result correct 20260604-0007 --subject pitch --points 60.5 --reason 漏加一项 --second chen --as li`
    """
    if not 0 <= points <= 100 or points * 2 != int(points * 2):
        raise Refused(f"{points} is no mark.", advice="Give 0 to 100 in steps of 0.5.")
    with _office(home, by, pin, number) as (opened, office, booking):
        countersigned = opened.signed_in(second, second_pin)
        answers = corrected_by(opened.store, booking.id, subject)
        office.correct(Decision(booking.id, subject, int(points * 2), reason), answers, countersigned)
    say(f"{number}: {subject.value} is {points:.1f} now. Publish it: kaobo result publish … --number {number}")


@result_app.command("purge")
def result_purge(
    number: NumberArgument,
    second: Annotated[str, typer.Option(help="Login of the other administrator.")],
    second_pin: Annotated[str, typer.Option(help="Their PIN; asked for when it is not given.")] = "",
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Destroy everything personal of a candidate for good: data, photos, films, notes, certificates; all attempts.

    Only once the scheme's years are over and no appeal is open; two administrators decide.  The record stays and
    verifies.  Run it again on each PC that holds films.

    Example: `kaobo result purge 20260604-0007 --second li --as wang`
    """
    with _office(home, by, pin, number) as (opened, office, booking):
        office.purge(booking.id, opened.signed_in(second, second_pin), _remains(opened))
    say(f"{number}: everything personal is destroyed on this PC; the record stays.")


def _tell_of_certificate(opened: Centre, booking: Booking) -> None:
    """Say that somebody who has no pass any more still holds a certificate that every check calls genuine."""
    with opened.store.reading() as books:
        line = books.register.of_attempt(booking.id)
    if line is not None and line.state is LineState.ISSUED:
        say(f"{booking.admission_number}: certificate {line.number} still stands. An administrator revokes it:")
        say(f"  kaobo certificate revoke {line.number} --reason … --as …")


def _remains(opened: Centre) -> tuple[Remains, ...]:
    from app.media.film.shelf import FolderShelf  # with what reads films
    from app.programs.kiosk_services import SealedNotes  # with the window

    home = opened.home
    return (
        PhotoFolder(home.photos), FolderShelf(home.media), SealedNotes(opened.store, home.path / "notes"),
        FileShelf(home.path / "certificates"),
    )  # fmt: skip


@contextmanager
def _office(place: HomeOption, by: str, pin: str, number: str) -> Iterator[tuple[Centre, Office, Booking]]:
    with centre(place) as opened:
        signed = opened.signed_in(by, pin)
        with opened.store.reading() as books:
            booking = books.sittings.booking_by_number(number)
        if booking is None:
            raise Refused(f"Nobody has the admission number {number}.", advice="See `kaobo result list SITTING`.")
        yield opened, Office(opened.store, opened.clock, opened.station, signed), booking


def _lines(opened: Centre, code: str) -> Iterator[tuple[Booking, str, AttemptSummary | None]]:
    with opened.store.reading() as books:
        sitting = books.sittings.by_code(code)
        if sitting is None:
            raise Refused(f"There is no sitting {code}.", advice="See `kaobo sitting list`.")
        for booking in books.sittings.bookings(sitting.id):
            details = books.people.get(booking.candidate).details
            yield booking, masked_name(details.name) if details else "", books.attempts.get(booking.id)


def _cells(summary: AttemptSummary | None) -> tuple[str, ...]:
    if summary is None:
        return ("not here yet", "--", "--", "--", "", "", "")
    marks = (summary.theory_half_points, summary.clip_half_points, summary.pitch_half_points)
    return (
        summary.stands_at, *(f"{mark / 2:.1f}" if mark >= 0 else "--" for mark in marks),
        ("yes" if summary.passed else "no") if summary.decided else "", summary.published_on,
        summary.certificate_number,
    )  # fmt: skip


def _as_json(booking: Booking, summary: AttemptSummary | None) -> dict[str, object]:
    marks = {
        subject.value: getattr(summary, f"{subject.value}_half_points") / 2
        for subject in Subject
        if summary is not None and getattr(summary, f"{subject.value}_half_points") >= 0
    }
    return {
        "admission_number": booking.admission_number, "attempt": booking.id,
        "state": summary.stands_at if summary else "",
        "points": marks, "passed": summary.passed if summary and summary.decided else None,
        "published_on": summary.published_on if summary else "",
        "certificate": summary.certificate_number if summary else "",
    }  # fmt: skip
