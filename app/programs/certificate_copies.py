"""``kaobo certificate copy``: the kept documents once more.

Why this room exists: a disk that was full, a killed run or a mislaid file must cost nobody a reissue, for that is
marked 补发 and replaces a paper that nobody ever held.
"""

from collections.abc import Iterator
from typing import Annotated

import typer

from app.centre.certificate_ports import LineState, RegisterLine
from app.exam.counting import count_of
from app.exam.errors import Refused
from app.paperwork.certificate.press import Style
from app.programs.certificate_commands import CredentialOption, OutOption, attempt_called, desk_of, sitting_called
from app.programs.certificate_files import ready_folder, write_copy
from app.programs.console import AsOption, Centre, HomeOption, PinOption, centre, say


def register(certificate_app: typer.Typer) -> None:
    """Add this command to ``kaobo certificate``."""
    certificate_app.command("copy")(certificate_copy)


def certificate_copy(
    out: OutOption,
    which: Annotated[str, typer.Argument(help="Certificate number, admission number or attempt id.")] = "",
    sitting: Annotated[str, typer.Option(help="Code of a sitting: all its certificates.")] = "",
    credential: CredentialOption = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Write issued certificates into a folder again, byte for byte: for a file that was lost, or a disk that was full.

    With --credential the Open Badges credential too, whether it was asked for at the issue or not.
    Example: `kaobo certificate copy YW2026000012 --credential --out certificates --as zhou`
    """
    if bool(which) == bool(sitting):
        raise Refused("Name one certificate, or a sitting.", advice="For all of a sitting: --sitting CODE")
    with centre(home) as opened:
        desk = desk_of(opened, by, pin, Style())
        ready_folder(out)
        if which:
            kept = desk.kept(attempt_called(opened, which))
            say(f"Certificate {kept.line.number}: {write_copy(kept, out, credential=credential)}")
            return
        lines = _issued(opened, sitting)
        written = [write_copy(desk.kept(line.attempt), out, credential=credential) for line in lines]
        say(f"{count_of(len(written), 'certificate')} written to {out}.")


def _issued(opened: Centre, sitting: str) -> Iterator[RegisterLine]:
    """Yield a sitting's valid certificates whose holders' data are still kept."""
    chosen, after = sitting_called(opened, sitting), ""
    while True:
        with opened.store.reading() as books:
            page = books.register.page(sitting=chosen, after=after, limit=100)
            kept = {each.number for each in page if books.people.get(each.candidate).details is not None}
        yield from (each for each in page if each.state is LineState.ISSUED and each.number in kept)
        if not page:
            return
        after = page[-1].number
