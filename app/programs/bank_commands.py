"""``kaobo bank``: check, release and list question banks and schemes."""

from pathlib import Path
from typing import Annotated

import typer

from app.centre.releasing import release
from app.exam.bank import Bank
from app.exam.bank_faults import bank_faults, scheme_faults
from app.exam.counting import count_of
from app.exam.errors import Refused
from app.exam.local_time import local_day
from app.exam.scheme import Scheme
from app.programs.console import (
    AsOption,
    HomeOption,
    JsonOption,
    PinOption,
    centre,
    existing,
    out,
    say,
    say_json,
    say_table,
)  # fmt: skip
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.clock import SystemClock
from app.storage.scheme_files import load_scheme

bank_app = typer.Typer(help="Question banks and schemes.", no_args_is_help=True)

FolderArgument = Annotated[Path | None, typer.Argument(help="A bank's folder; the shipped Yiwu bank when not given.")]
SchemesOption = Annotated[
    Path | None, typer.Option("--schemes", help="The folder of schemes; the shipped one when not given.")
]


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.add_typer(bank_app, name="bank")


@bank_app.command("check")
def check(folder: FolderArgument = None, schemes: SchemesOption = None, as_json: JsonOption = False) -> None:
    """Check a bank and the schemes that use it; name file and item for every fault.

    Example: `kaobo bank check question_bank/yiwu`
    """
    bank, found, faults = _read(folder, schemes)
    if as_json:
        say_json({"faults": [{"file": file, "item": item, "reason": reason} for file, item, reason in faults]})
    elif faults:
        for file, item, reason in faults:
            out.print(f"[bold]{file}[/bold] {item}: {reason}", markup=True)
    if faults:
        if not as_json:
            say(f"{count_of(len(faults), 'fault')}.")
        raise typer.Exit(1)
    assert bank is not None
    if not as_json:
        say(
            f"No fault in {bank.id} version {bank.version}: {len(bank.items)} items over {len(bank.points)} points "
            f"({sum(item.has_english for item in bank.items)} in English), {len(bank.oral_questions)} oral questions, "
            f"{len(bank.samples)} samples, {len(bank.clip_tasks)} clip tasks; "
            f"schemes {', '.join(scheme.id for scheme in found)}."
        )


@bank_app.command("release")
def bank_release(
    folder: FolderArgument = None,
    schemes: SchemesOption = None,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Freeze a bank and its schemes under their digests, so that sittings can be planned with them.

    Example: `kaobo bank release --as wang`
    """
    bank, found, faults = _read(folder, schemes)
    if faults or bank is None:
        raise Refused(
            f"This bank has {count_of(len(faults), 'fault')} and was not released: {' '.join(faults[0])}",
            advice="Run `kaobo bank check` to see all of them.",
        )
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        digests = release(opened.store, opened.clock, signed, bank, found)
    for name, digest in digests:
        say(f"{name}  {digest}")


@bank_app.command("list")
def bank_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List all frozen bank releases and schemes, newest first.

    Example: `kaobo bank list --json`
    """
    with centre(home) as opened, opened.store.reading() as books:
        lines = books.releases.listed()
    if as_json:
        say_json(
            [
                {
                    "kind": line.kind,
                    "id": line.id,
                    "version": line.version,
                    "digest": line.digest,
                    "released_at": line.released_at,
                }
                for line in lines
            ]
        )
    else:
        say_table(
            ("kind", "id", "version", "released", "digest"),
            ((line.kind, line.id, line.version, line.released_at, line.digest[:16]) for line in lines),
        )


def _read(folder: Path | None, schemes: Path | None) -> tuple[Bank | None, list[Scheme], list[tuple[str, str, str]]]:
    """Read a bank and the schemes that name it; return every fault as (file, item, reason)."""
    root = existing(folder, "folder") if folder else question_bank("yiwu")
    files = load_bank(root)
    faults = [(fault.file, fault.item, fault.reason) for fault in files.faults]
    found = []
    for path in sorted((existing(schemes, "folder") if schemes else question_bank("schemes")).glob("*.toml")):
        loaded = load_scheme(path)
        faults += [(fault.file, fault.item, fault.reason) for fault in loaded.faults]
        if loaded.scheme is not None and (files.bank is None or loaded.scheme.bank == files.bank.id):
            found.append(loaded.scheme)
    if files.readable is not None:  # also of a folder with faults of form: all in one run
        faults += [
            (files.places.get(fault.item, root.name), fault.item, fault.reason)
            for fault in bank_faults(files.readable, local_day(SystemClock().now()))
        ]
        for scheme in found:
            faults += [
                (f"{scheme.id}.toml", fault.item, fault.reason) for fault in scheme_faults(scheme, files.readable)
            ]
    return files.bank, found, faults
