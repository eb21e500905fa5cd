"""The ``kaobo`` command: every job of the centre that needs no window.

Exit codes: 0 done · 1 a verification failed · 2 refused (your input) · 3 unavailable (this machine).
"""

import sys

import typer

from app.exam.errors import DeskError, Refused
from app.programs import (
    bank_commands,
    capture_commands,
    centre_commands,
    record_commands,
    run_commands,
    sitting_commands,
)
from app.programs.console import complain, err

VERIFICATION_FAILED, REFUSED, UNAVAILABLE = 1, 2, 3


def application() -> typer.Typer:
    """Build the command with all of its sub-commands."""
    top = typer.Typer(
        name="kaobo",
        help="Kaobo 考播: runs a certification exam for livestream hosts, from check-in to certificate.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode="markdown",
    )
    for commands in (centre_commands, bank_commands, sitting_commands, record_commands, run_commands):
        commands.register(top)
    capture_commands.register(record_commands.record_app, top)
    return top


def main() -> None:
    """Run the command line; a refusal or a failing machine becomes one sentence and one exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line with arguments and return its exit code."""
    try:
        outcome = application()(arguments, standalone_mode=False)
    except DeskError as error:
        complain(error)
        return REFUSED if isinstance(error, Refused) else UNAVAILABLE
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return REFUSED
    except typer.TyperException as mistake:  # in the command's words
        err.print(mistake.format_message(), markup=False)
        return REFUSED
    return outcome if isinstance(outcome, int) else 0
