"""``kaobo init`` and ``kaobo staff``."""

from typing import Annotated

import typer

from app.centre.access import add_staff, check_member, first_staff
from app.centre.values import StaffMember
from app.exam.roles import MAY, Act, Role
from app.programs.console import AsOption, HomeOption, JsonOption, PinOption, centre, say, say_json, say_table
from app.programs.new_home import new_home
from app.settings import settings_from
from app.storage.clock import SystemChance

staff_app = typer.Typer(help="People who work at the centre.", no_args_is_help=True)


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.command("init")(init)
    top.add_typer(staff_app, name="staff")


def init(
    admin: Annotated[str, typer.Option(help="Login of the first administrator.")] = "admin",
    name: Annotated[str, typer.Option(help="The administrator's name, as forms print it.")] = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Make this machine a centre: home folder, keys, database, first administrator.

    Example: `kaobo init --admin wang --name 王敏`
    """
    settings = settings_from(home)
    member = StaffMember(SystemChance().opaque_id(), admin, name or admin, frozenset({Role.ADMINISTRATOR}))
    check_member(member)  # before a PIN is asked for
    chosen = pin or typer.prompt(
        "PIN for the administrator (6 digits or more)", hide_input=True, confirmation_prompt=True
    )
    opened = new_home(settings, member, chosen)
    try:
        first_staff(opened.store, ((member, chosen),))
    finally:
        opened.close()
    say(f"Kaobo is set up in {settings.home}.")
    say("Keep a copy of its keys folder in a safe: without it nobody can read the candidates' names.")
    say(f"Next: kaobo bank release --as {admin}, then kaobo sitting new.")


@staff_app.command("add")
def staff_add(
    login: Annotated[str, typer.Argument(help="Login, for example chen.")],
    name: Annotated[str, typer.Option(help="Name, as forms and sheets print it.")],
    role: Annotated[list[Role], typer.Option(help="May be given several times.")],
    new_pin: Annotated[
        str, typer.Option(help="The new member's PIN; asked for when not given.", envvar="KAOBO_NEW_PIN")
    ] = "",
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Add a member of staff.

    Example: `kaobo staff add chen --name 陈静 --role examiner --as wang`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        member = StaffMember(opened.chance.opaque_id(), login, name, frozenset(role))
        check_member(member)  # before a PIN is asked for
        chosen = new_pin or typer.prompt(f"PIN for {login}", hide_input=True, confirmation_prompt=True)
        add_staff(opened.store, signed, member, chosen)
    say(f"{name} can sign in as {login} ({', '.join(sorted(each.value for each in role))}).")


@staff_app.command("list")
def staff_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the staff and their roles.

    Example: `kaobo staff list`
    """
    with centre(home) as opened, opened.store.reading() as books:
        rows = [
            (member.login, member.name, ", ".join(sorted(role.value for role in member.roles)))
            for member in books.staff.all()
        ]
    if as_json:
        say_json([{"login": login, "name": name, "roles": roles.split(", ")} for login, name, roles in rows])
    else:
        say_table(("login", "name", "roles"), rows)


@staff_app.command("roles")
def staff_roles(as_json: JsonOption = False) -> None:
    """Show who may do what: the one table that every job asks.

    Example: `kaobo staff roles`
    """
    if as_json:
        say_json({act.value: sorted(role.value for role in MAY[act]) for act in Act})
        return
    say_table(
        ("act", *(role.value for role in Role)),
        ((act.value, *("yes" if role in MAY[act] else "" for role in Role)) for act in Act),
    )
