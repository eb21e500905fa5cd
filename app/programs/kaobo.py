"""The ``kaobo`` command: every job of the centre, and its windows.

Exit codes: 0 done · 1 a verification failed · 2 refused (your input) · 3 unavailable (this machine).

Why only some modules are imported: windows, codecs and PDF libraries take a second to load; a command loads
what it needs and no more.  Without a known first word (``--help``) everything is loaded.
"""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from app.exam.errors import DeskError, Refused
from app.programs import first_page

if TYPE_CHECKING:
    import typer

VERIFICATION_FAILED, REFUSED, UNAVAILABLE = 1, 2, 3

COMMANDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("centre_commands", frozenset({"init", "staff"})),
    ("bank_commands", frozenset({"bank"})),
    ("sitting_commands", frozenset({"sitting", "roster"})),
    ("room_commands", frozenset({"room"})),
    ("result_commands", frozenset({"result"})),
    ("record_commands", frozenset({"record"})),
    ("capture_commands", frozenset({"record", "film", "cameras", "microphones"})),
    ("clip_commands", frozenset({"clip"})),
    ("evidence_commands", frozenset({"evidence"})),
    ("certificate_commands", frozenset({"keys", "certificate"})),
    ("certificate_copies", frozenset({"certificate"})),
    ("paper_commands", frozenset({"bank", "forms", "export", "bundle"})),
    ("solo_program", frozenset({"solo"})),
    ("kiosk_command", frozenset({"kiosk"})),
    ("examiner_program", frozenset({"examiner"})),
    ("screens_command", frozenset({"screens"})),
    ("run_commands", frozenset({"doctor", "demo", "season"})),
)
"""Modules in the order of the help page, and the first words that each of them serves."""


def application(word: str = "") -> "typer.Typer":
    """Build the command with the sub-commands that a first word needs; all of them for any other word."""
    import typer

    top = typer.Typer(
        name="kaobo",
        help="Kaobo 考播: runs a certification exam for livestream hosts, from check-in to certificate.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode="markdown",
    )
    top.callback()(_nothing)  # else a lone sub-command would become the whole program
    known = any(word in words for _, words in COMMANDS)
    for module, words in COMMANDS:
        if word in words or not known:
            _register(module, top)
    return top


def _nothing() -> None:
    """Kaobo 考播: runs a certification exam for livestream hosts, from check-in to certificate."""


def _register(module: str, top: "typer.Typer") -> None:
    commands = import_module(f"app.programs.{module}")
    match module:
        case "capture_commands":
            commands.register(import_module("app.programs.record_commands").record_app, top)
        case "certificate_copies":
            commands.register(import_module("app.programs.certificate_commands").certificate_app)
        case "paper_commands":
            commands.register(top, import_module("app.programs.bank_commands").bank_app)
        case _:
            commands.register(top)


def _alone() -> list[str]:
    """Return what ``kaobo`` alone means here: both windows, or the help page where there is no display."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    display = not sys.platform.startswith("linux") or any(os.environ.get(name) for name in wanted)
    return ["solo"] if display else ["--help"]


def main() -> None:
    """Run the command line; a refusal or a failing machine becomes one sentence and one exit code."""
    arguments = sys.argv[1:]
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")  # each command says itself what is missing
    sys.exit(first_page.show_first(arguments, run) if first_page.wanted(arguments) else run(arguments))


def run(arguments: list[str]) -> int:
    """Run the command line with arguments and return its exit code; without any, open this PC's windows."""
    import typer

    if not arguments:
        arguments = _alone()
    try:
        outcome = application(arguments[0] if arguments else "")(arguments, standalone_mode=False)
    except DeskError as error:
        from app.programs.console import complain

        complain(error)
        return REFUSED if isinstance(error, Refused) else UNAVAILABLE
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return REFUSED
    except typer.TyperException as mistake:  # in the command's words
        from app.programs.console import err

        err.print(mistake.format_message(), markup=False)
        return REFUSED
    return outcome if isinstance(outcome, int) else 0
