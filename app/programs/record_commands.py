"""``kaobo record``: show, verify and rebuild."""

from typing import Annotated

import typer

from app.centre.draws import replay_draws
from app.exam.counting import count_of
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.programs.console import HomeOption, JsonOption, centre, out, progress, say, say_json
from app.programs.live_film import media_check
from app.storage.verify import verify_record

record_app = typer.Typer(help="The record: what happened, entry by entry.", no_args_is_help=True)

VERIFICATION_FAILED = 1


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.add_typer(record_app, name="record")


@record_app.command("show")
def show(
    attempt: Annotated[str, typer.Argument(help="An attempt's id or its admission number.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show every entry of an attempt, stream by stream.

    Example: `kaobo record show 20260604-0001`
    """
    with centre(home) as opened, opened.store.reading() as books:
        booking = books.sittings.booking_by_number(attempt)
        name = booking.id if booking else attempt
        streams = {stream: books.ledger.entries(stream) for stream in books.ledger.streams(name)}
    if not streams:
        raise Refused(f"There is no record of {attempt}.", advice="Give an attempt's id or admission number.")
    if as_json:
        say_json([entry_json(entry) for entries in streams.values() for entry in entries])
        return
    for stream, entries in streams.items():
        out.print(f"[bold]{stream}[/bold]")
        for entry in entries:
            fields = ", ".join(f"{key}={value}" for key, value in entry.body.items() if key != "v")
            say(f"  {entry.seq:4d}  {entry.at}  {entry.elapsed_ms / 1000:9.3f} s  {entry.kind}  {fields}")


@record_app.command("verify")
def verify(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Check every chain, signature, release, draw and summary; name the first wrong entry of each stream.

    Exits 1 if anything was changed.  Example: `kaobo record verify`
    """
    with centre(home) as opened:
        with opened.store.reading() as books:
            attempts = list(books.attempts.ids())
        with progress("Verifying", len(attempts)) as bar:
            faults = list(
                verify_record(
                    opened.store,
                    opened.home.keys,
                    media=media_check(opened.home.media),
                    replay=replay_draws,
                    step=bar.step,
                )
            )
        counted = opened.store.count_entries()
    if as_json:
        say_json(
            {
                "entries": counted,
                "attempts": len(attempts),
                "faults": [f"{fault.place}: {fault.reason}" for fault in faults],
            }
        )
    else:
        for fault in faults:
            say(f"{fault.place}: {fault.reason}")
        say(
            f"{counted} entries of {count_of(len(attempts), 'attempt')} checked: "
            + (f"{count_of(len(faults), 'fault')}." if faults else "every one is whole.")
        )
    if faults:
        raise typer.Exit(VERIFICATION_FAILED)


@record_app.command("rebuild")
def rebuild(home: HomeOption = None) -> None:
    """Recreate every summary from the entries alone.

    Example: `kaobo record rebuild`
    """
    with centre(home) as opened:
        with opened.store.reading() as books:
            attempts = list(books.attempts.ids())
        changed = 0
        with progress("Rebuilding", len(attempts)) as bar:
            for attempt in attempts:
                with opened.store.writing() as books:
                    before = books.attempts.get(attempt)
                    changed += books.attempts.rebuild(attempt) != before
                bar.step()
    say(f"Rebuilt {len(attempts)} summaries; {changed} had differed.")


def entry_json(entry: Entry) -> dict[str, object]:
    """Return an entry as its JSON line in ``record.jsonl``."""
    return {
        "stream": entry.stream, "seq": entry.seq, "kind": entry.kind, "at": entry.at, "elapsed_ms": entry.elapsed_ms,
        "by": entry.by, "body": entry.body, "previous": entry.previous, "digest": entry.digest,
    }  # fmt: skip
