"""``kaobo sitting`` and ``kaobo roster``."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.centre.certificate_ports import LineState
from app.centre.planning import SittingPlan, book_roster, booking_faults, correct_name, plan_sitting, reveal_secret
from app.centre.ports import Books, Store
from app.centre.registration_photo import keep_registration_photos
from app.centre.values import Sitting
from app.exam.counting import count_of
from app.exam.errors import Refused
from app.media.faces.portraits import read_portraits
from app.programs.console import (
    AsOption,
    HomeOption,
    JsonOption,
    PinOption,
    centre,
    existing,
    say,
    say_json,
    say_table,
)  # fmt: skip
from app.storage.roster import RosterFault, read_roster, write_template

sitting_app = typer.Typer(help="Sittings: a day at a place under one scheme.", no_args_is_help=True)
roster_app = typer.Typer(help="Candidates for a sitting, from a spreadsheet.", no_args_is_help=True)


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.add_typer(sitting_app, name="sitting")
    top.add_typer(roster_app, name="roster")


@sitting_app.command("new")
def sitting_new(
    code: Annotated[str, typer.Argument(help="Code of the sitting, for example 20260604.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day.")],
    place: Annotated[str, typer.Option(help="Where it is held.")],
    scheme: Annotated[str, typer.Option(help="Id or digest of a released scheme.")] = "yiwu",
    booths: Annotated[int, typer.Option(help="How many booths.")] = 1,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan a sitting: freeze its scheme and bank, make its draw secret, print the commitment.

    Example: `kaobo sitting new 20260604 --on 2026-06-04 --place 义乌实训基地 --booths 4 --as wang`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        with opened.store.reading() as books:
            scheme_digest, bank_digest = _releases(books, scheme)
        plan = SittingPlan(code, on.date(), place, scheme_digest, bank_digest, booths)
        sitting = plan_sitting(opened.store, opened.chance, signed, plan)
    if as_json:
        say_json(_as_json(sitting))
    else:
        say(f"Sitting {sitting.code} on {sitting.held_on} at {sitting.place}, {sitting.booths} booths.")
        say(f"Draw commitment (print it on the sign-in sheet): {sitting.commitment}")


@sitting_app.command("list")
def sitting_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List all sittings, newest first.

    Example: `kaobo sitting list --json`
    """
    with centre(home) as opened, opened.store.reading() as books:
        sittings = books.sittings.all()
        sizes = {sitting.id: len(books.sittings.bookings(sitting.id)) for sitting in sittings}
    if as_json:
        say_json([_as_json(sitting) | {"bookings": sizes[sitting.id]} for sitting in sittings])
    else:
        say_table(
            ("code", "on", "place", "booths", "booked", "commitment"),
            ((s.code, s.held_on, s.place, s.booths, sizes[s.id], s.commitment[:16]) for s in sittings),
        )


@sitting_app.command("reveal")
def sitting_reveal(
    code: Annotated[str, typer.Argument(help="Code of the sitting.")],
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Reveal a sitting's draw secret once all have finished, so that anybody can recompute every draw.

    Example: `kaobo sitting reveal 20260604 --as wang`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        revealed = reveal_secret(opened.store, signed, _sitting(opened.store, code).id)
    say(f"Secret of {revealed.code}: {revealed.revealed_secret}")
    say(f"Its commitment: {revealed.commitment}")


@roster_app.command("template")
def roster_template(
    path: Annotated[Path, typer.Argument(help="Where to write the spreadsheet (.xlsx).")],
) -> None:
    """Write an empty roster to fill in: every column is text, so that 18-digit numbers stay whole.

    Example: `kaobo roster template roster.xlsx`
    """
    if path.exists():
        raise Refused(f"{path} exists already.", advice="Give another name.")
    write_template(path)
    say(f"Wrote {path}.")


@roster_app.command("import")
def roster_import(
    code: Annotated[str, typer.Argument(help="Code of the sitting.")],
    path: Annotated[Path, typer.Argument(help="The filled-in roster, .xlsx or .csv.")],
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Book a whole roster into a sitting, or nobody: every fault is named by row and column.

    Example: `kaobo roster import 20260604 roster.xlsx --as wang`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        sitting = _sitting(opened.store, code)
        with opened.store.reading() as books:
            scheme = books.releases.scheme(sitting.scheme)
        read = read_roster(existing(path, "roster"), on=sitting.held_on, least_age=scheme.least_age_years)
        unbooked = booking_faults(opened.store, signed, sitting.id, read.rows)
        faults = [*read.faults, *(RosterFault(read.numbers[each.place], "", each.problem) for each in unbooked)]
        for fault in faults:
            say(f"{path.name}: {fault.place}: {fault.reason}")
        if faults:
            raise Refused(
                f"{path.name} has {count_of(len(faults), 'fault')}; nobody was imported.",
                advice="Mend the places named above and import the file again.",
            )
        bookings = book_roster(opened.store, opened.chance, signed, sitting.id, read.rows)
    if as_json:
        say_json([{"admission_number": booking.admission_number, "attempt": booking.id} for booking in bookings])
    else:
        first, last = bookings[0].admission_number, bookings[-1].admission_number
        say(f"Booked {count_of(len(bookings), 'candidate')}: {first} to {last}.")


@roster_app.command("correct")
def roster_correct(
    number: Annotated[str, typer.Argument(help="The admission number, for example 20260604-0003.")],
    name: Annotated[str, typer.Option(help="The name as the document has it.")],
    second: Annotated[str, typer.Option(help="Login of the person who countersigns.")],
    second_pin: Annotated[str, typer.Option(help="Their PIN; asked for when it is not given.")] = "",
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Correct the name of a candidate who was registered under a wrong one; two people decide.

    Example: `kaobo roster correct 20260604-0003 --name 王小明 --second wang --as zhou`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        booking = correct_name(
            opened.store, opened.clock, signed, opened.signed_in(second, second_pin), number, name
        )  # fmt: skip
        with opened.store.reading() as books:
            line = books.register.of_attempt(booking.id)
    say(f"{booking.admission_number}: the name is {name.strip()} now.")
    if line is not None and line.state is LineState.ISSUED:
        say(f"Print the certificate anew: kaobo certificate reissue {line.number} --reason … --out DIR --as …")


@roster_app.command("photos")
def roster_photos(
    code: Annotated[str, typer.Argument(help="Code of the sitting.")],
    folder: Annotated[Path, typer.Argument(help="Folder of photos named by admission number (.jpg, .png).")],
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Keep the photos of the registration, sealed: the examiner sees each beside the photo of check-in.

    Example: `kaobo roster photos 20260604 photos --as wang`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        sitting = _sitting(opened.store, code)
        read = read_portraits(existing(folder, "folder"))
        for _, reason in read.faults:
            say(reason)
        if read.faults:
            raise Refused(
                f"{count_of(len(read.faults), 'picture')} of {folder.name} cannot be taken; none was kept.",
                advice="Mend or remove the files named above and run the command again.",
            )
        without = keep_registration_photos(opened.store, signed, sitting.id, read.photos)
    say(f"Kept {count_of(len(read.photos), 'photo')}; {count_of(without, 'candidate')} without one.")


def _sitting(store: Store, code: str) -> Sitting:
    with store.reading() as books:
        sitting = books.sittings.by_code(code)
    if sitting is None:
        raise Refused(f"There is no sitting {code}.", advice="See `kaobo sitting list`.")
    return sitting


def _releases(books: Books, scheme: str) -> tuple[str, str]:
    """Return the digests of a scheme (by id: its newest release) and of the newest release of its bank."""
    listed = books.releases.listed()
    digest = next((line.digest for line in listed if line.kind == "scheme" and scheme in (line.id, line.digest)), "")
    if not digest:
        raise Refused(f"No scheme {scheme} is released.", advice="Run `kaobo bank release` first.")
    bank_id = books.releases.scheme(digest).bank
    bank = next((line.digest for line in listed if line.kind == "bank" and line.id == bank_id), "")
    if not bank:
        raise Refused(f"No release of bank {bank_id} exists.", advice="Run `kaobo bank release` first.")
    return digest, bank


def _as_json(sitting: Sitting) -> dict[str, object]:
    day: date = sitting.held_on
    return {
        "id": sitting.id, "code": sitting.code, "held_on": day.isoformat(), "place": sitting.place,
        "booths": sitting.booths, "scheme": sitting.scheme, "bank": sitting.bank, "commitment": sitting.commitment,
        "revealed_secret": sitting.revealed_secret,
    }  # fmt: skip
