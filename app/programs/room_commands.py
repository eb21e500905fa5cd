"""``kaobo room``: close the room once everything of everybody is accounted for."""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.centre.closing import CandidateAccount, RoomAccount, account_of_room
from app.exam.counting import count_of
from app.exam.errors import Refused
from app.media.film.shelf import FolderShelf
from app.programs.console import AsOption, HomeOption, JsonOption, PinOption, centre, progress, say, say_json

room_app = typer.Typer(help="The exam room.", no_args_is_help=True)

SOMETHING_IS_MISSING = 1


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.add_typer(room_app, name="room")


@room_app.callback()
def _room() -> None:
    """The exam room."""  # a lone command would become the group itself


@room_app.command("close")
def close(
    code: Annotated[str, typer.Argument(help="Code of the sitting.")],
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Account for every candidate's answers, sheets, films and clip before anyone leaves.

    Exits 1 when something is missing and names it with its place.  Example: `kaobo room close 20260604 --as wang`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        with opened.store.reading() as books:
            sitting = books.sittings.by_code(code)
            booked = len(books.sittings.bookings(sitting.id)) if sitting else 0
        if sitting is None:
            raise Refused(f"There is no sitting {code}.", advice="See `kaobo sitting list`.")
        with progress("Accounting", booked) as bar:
            account = account_of_room(opened.store, signed, FolderShelf(opened.home.media), sitting.id, bar.step)
    if as_json:
        say_json(account_json(account))
    else:
        for line in account_lines(account):
            say(line)
    if not account.may_close:
        raise typer.Exit(SOMETHING_IS_MISSING)


def account_lines(account: RoomAccount) -> Iterator[str]:
    """Write an account as lines for a terminal."""
    for each in account.candidates:
        yield f"{each.number}: {_there(each)}"
        for lack in each.lacks:
            yield f"  missing: {lack.what.in_language('en')} [{lack.where}]"
        for wait in each.waits:
            yield f"  may wait: {wait.in_language('en')}"
    count = len(account.candidates)
    if account.may_close:
        yield f"Room {account.sitting.code}: everything of {count_of(count, 'candidate')} is here. The room may close."
    else:
        of_all = f"{len(account.lacking)} of {count_of(count, 'candidate')}"
        yield f"Room {account.sitting.code}: something is missing of {of_all}."


def _there(each: CandidateAccount) -> str:
    if each.stand not in ("finished", "running", "void"):
        return each.stand
    films = f"{count_of(each.clips, 'clip')}, {count_of(each.films, 'film')}"
    return (
        f"{each.stand}, {each.answers} of {count_of(each.items, 'answer')}, {films} "
        f"({each.film_ms / 1000:.1f} s), {each.sheets_signed} of {count_of(each.sheets_wanted, 'sheet')} signed"
    )


def account_json(account: RoomAccount) -> dict[str, object]:
    """Write an account for a script."""
    return {
        "sitting": account.sitting.code,
        "may_close": account.may_close,
        "candidates": [
            {
                "number": each.number, "stand": each.stand, "station": each.station, "answers": each.answers,
                "items": each.items, "clips": each.clips, "films": each.films, "film_ms": each.film_ms,
                "sheets_signed": each.sheets_signed, "sheets_wanted": each.sheets_wanted,
                "missing": [{"what": lack.what.in_language("en"), "where": lack.where} for lack in each.lacks],
                "may_wait": [wait.in_language("en") for wait in each.waits],
            }
            for each in account.candidates
        ],
    }  # fmt: skip
