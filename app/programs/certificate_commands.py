"""``kaobo certificate`` (and ``kaobo keys`` from the module beside it)."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from app.centre.certificate_ports import RegisterLine
from app.centre.certificates import Certificates, NotIssued, Workshop
from app.centre.office import was_purged
from app.exam.counting import count_of
from app.exam.errors import Refused
from app.exam.identity import normalised
from app.foreign_files import read_small
from app.paperwork.certificate.check import Finding, Outcome, check_file, check_text
from app.paperwork.certificate.drawing import Language
from app.paperwork.certificate.keys import certificates_in
from app.paperwork.certificate.layout import load_layout
from app.paperwork.certificate.page import write_page
from app.paperwork.certificate.pictures import MOST_BYTES
from app.paperwork.certificate.press import Press, Style, shipped_layout
from app.paperwork.certificate.qr import PREFIX
from app.paperwork.certificate.trust import Trust, read_trust, trust_of
from app.programs.certificate_files import ready_folder, write_issued
from app.programs.certificate_key_commands import keys_app, keys_of
from app.programs.console import (
    AsOption,
    Centre,
    HomeOption,
    JsonOption,
    PinOption,
    centre,
    existing,
    progress,
    say,
    say_json,
    say_table,
)  # fmt: skip
from app.programs.paperwork_desk import attempt_of
from app.storage.calendar_file import read_calendar
from app.storage.certificate_shelf import FileShelf

certificate_app = typer.Typer(help="Certificates: issue, check, revoke.", no_args_is_help=True)

VERIFICATION_FAILED = 1

OutOption = Annotated[Path, typer.Option("--out", help="Folder for the files.")]
LayoutOption = Annotated[
    str, typer.Option("--layout", help="dignified, plain, or a layout file.", envvar="KAOBO_LAYOUT")
]
LanguageOption = Annotated[
    Language, typer.Option("--language", help="Chinese with English below (both), or one alone.")
]
SealOption = Annotated[
    Path | None, typer.Option("--seal", help="Picture of the issuer's seal (PNG).", envvar="KAOBO_SEAL")
]
TimestampOption = Annotated[
    str, typer.Option("--timestamp", help="Address of an RFC 3161 timestamp server.", envvar="KAOBO_TIMESTAMP")
]
TimestampRootOption = Annotated[
    Path | None,
    typer.Option(help="The timestamp server's root certificate (PEM).", envvar="KAOBO_TIMESTAMP_ROOT"),
]
CredentialOption = Annotated[bool, typer.Option("--credential", help="Write an Open Badges 3.0 credential too.")]
WhichArgument = Annotated[str, typer.Argument(help="Certificate number, admission number or attempt id.")]


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.add_typer(keys_app, name="keys")
    top.add_typer(certificate_app, name="certificate")


def shelf_of(opened: Centre) -> FileShelf:
    """Return where a home keeps its sealed certificates."""
    return FileShelf(opened.home.path / "certificates")


def style_of(layout: str, language: Language, seal: Path | None, timestamps: tuple[str, Path | None]) -> Style:
    """Return the style that the options ask for.

    Args:
        timestamps: address of a server and the file of its root certificate.

    Raises:
        Refused: the layout, the seal or the root certificate cannot be used.
    """
    address, root = timestamps
    shipped = layout in ("dignified", "plain")
    chosen = shipped_layout(layout) if shipped else load_layout(existing(Path(layout), "layout"))
    picture = existing(seal, "seal").read_bytes() if seal else None
    roots = certificates_in(existing(root, "root certificate").read_bytes(), root.name) if root else ()
    return Style(chosen, language, picture, address, roots)


@certificate_app.command("issue")
def certificate_issue(
    which: WhichArgument,
    out: OutOption,
    photo: Annotated[Path | None, typer.Option(help="The candidate's photo; else that of the registration.")] = None,
    layout: LayoutOption = "dignified",
    language: LanguageOption = Language.BOTH,
    seal: SealOption = None,
    timestamp: TimestampOption = "",
    timestamp_root: TimestampRootOption = None,
    credential: CredentialOption = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Issue the certificate of one attempt with a published pass.

    Example: `kaobo certificate issue 20260604-0001 --out certificates --as zhou`
    """
    with centre(home) as opened:
        desk = desk_of(opened, by, pin, style_of(layout, language, seal, (timestamp, timestamp_root)))
        attempt = attempt_called(opened, which)
        ready_folder(out)
        issued = desk.issue(attempt, _photo(photo) if photo else desk.registered_photo(attempt))
        say(f"Certificate {issued.line.number}: {write_issued(issued, out, credential=credential)}")


@certificate_app.command("batch")
def certificate_batch(
    out: OutOption,
    sitting: Annotated[str, typer.Option(help="Code of a sitting; all sittings when not given.")] = "",
    photos: Annotated[
        Path | None, typer.Option(help="Folder of photos named by admission number; else those of the registration.")
    ] = None,
    layout: LayoutOption = "dignified",
    language: LanguageOption = Language.BOTH,
    seal: SealOption = None,
    timestamp: TimestampOption = "",
    timestamp_root: TimestampRootOption = None,
    credential: CredentialOption = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Issue all certificates that are due; name each failure and go on.  Run it again to go on where it stopped.

    Example: `kaobo certificate batch --sitting 20260604 --out certificates --as zhou`
    """
    issued, failed = 0, []
    with centre(home) as opened:
        desk = desk_of(opened, by, pin, style_of(layout, language, seal, (timestamp, timestamp_root)))
        waiting = desk.waiting(sitting_called(opened, sitting))
        ready_folder(out)
        with progress("certificates", len(waiting)) as bar:
            for each in desk.issue_all(waiting, _photos(opened, photos) or desk.registered_photo):
                bar.step()
                if isinstance(each, NotIssued):
                    failed.append(each)
                else:
                    issued += 1
                    write_issued(each, out, credential=credential)
    if as_json:
        lines = [{"admission_number": each.admission_number, "reason": each.reason.detail} for each in failed]
        say_json({"issued": issued, "failed": lines})
    else:
        say(f"{count_of(issued, 'certificate')} issued, {len(failed)} not.")
    if failed and not as_json:
        say_table(("admission number", "reason"), ((each.admission_number, each.reason.detail) for each in failed))
    if failed:
        raise typer.Exit(VERIFICATION_FAILED)


@certificate_app.command("reissue")
def certificate_reissue(
    which: WhichArgument,
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    out: OutOption,
    photo: Annotated[Path | None, typer.Option(help="The candidate's photo; else that of the registration.")] = None,
    layout: LayoutOption = "dignified",
    language: LanguageOption = Language.BOTH,
    seal: SealOption = None,
    timestamp: TimestampOption = "",
    timestamp_root: TimestampRootOption = None,
    credential: CredentialOption = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Issue a certificate again under its number, marked 补发; it replaces every earlier edition.

    Example: `kaobo certificate reissue YW2026000012 --reason 遗失 --out certificates --as zhou`
    """
    with centre(home) as opened:
        desk = desk_of(opened, by, pin, style_of(layout, language, seal, (timestamp, timestamp_root)))
        attempt = attempt_called(opened, which)
        ready_folder(out)
        issued = desk.reissue(attempt, reason, _photo(photo) if photo else desk.registered_photo(attempt))
        path = write_issued(issued, out, credential=credential)
        say(f"Certificate {issued.line.number}, edition {issued.line.edition}: {path}")
        say("Publish the new list, which tells the earlier edition from it: kaobo certificate page --out DIR")


@certificate_app.command("revoke")
def certificate_revoke(
    which: WhichArgument,
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Revoke a certificate; write the checking page again afterwards.

    Example: `kaobo certificate revoke YW2026000012 --reason 替考 --as wang`
    """
    with centre(home) as opened:
        desk = desk_of(opened, by, pin, Style())
        line = desk.revoke(attempt_called(opened, which), reason)
        say(f"Certificate {line.number} is revoked as of {line.revoked_on}.")
        with opened.store.reading() as books:
            if was_purged(books, line.attempt):
                say("The reason is not kept: the holder's data were purged. Keep it on paper.")
        say("Publish the new revocation list: kaobo certificate page --out DIR")


@certificate_app.command("check")
def certificate_check(
    what: Annotated[str, typer.Argument(help="PDF, photo or scan, or a QR code's text.")],
    trust: Annotated[Path | None, typer.Option(help="The centre's trust.json; else this station's keys.")] = None,
    id_number: Annotated[str, typer.Option(help="Compare with this ID number (at the centre only).")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a certificate without a network.  Exit code 1 when it is not genuine.

    Example: `kaobo certificate check scan.jpg --trust trust.json`
    """
    if trust is not None and id_number:
        raise Refused("An ID number can be compared at the centre only.", advice="Leave --trust out there.")
    if trust is not None:
        finding = _checked(what, read_trust(existing(trust, "trust file").read_bytes(), trust.name))
        same = None
    else:
        with centre(home) as opened:
            finding = _checked(what, trust_here(opened))
            same = _same_person(opened, finding, id_number) if id_number else None
    _report(finding, same, as_json)
    if finding.outcome is not Outcome.GOOD or same is False:
        raise typer.Exit(VERIFICATION_FAILED)


@certificate_app.command("page")
def certificate_page(out: OutOption, home: HomeOption = None) -> None:
    """Write the checking page (one HTML file, works from a USB stick) and the trust file.

    Example: `kaobo certificate page --out stick`
    """
    with centre(home) as opened:
        trust = trust_here(opened)
        page, known = write_page(out, trust)
    listed = trust.revocations()
    counts = f"{len(listed.days)} revoked, {len(listed.newest)} reissued"
    say(f"{page} checks certificates in any browser, without a network ({counts}).")
    say(f"{known} is for: kaobo certificate check --trust {known.name}")


@certificate_app.command("list")
def certificate_list(
    sitting: Annotated[str, typer.Option(help="Code of a sitting.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the register by number.

    Example: `kaobo certificate list --sitting 20260604`
    """
    lines: list[RegisterLine] = []
    with centre(home) as opened, opened.store.reading() as books:
        chosen = sitting_called(opened, sitting)
        while page := books.register.page(sitting=chosen, after=lines[-1].number if lines else "", limit=1000):
            lines += page
    rows = [
        (each.number, each.attempt, each.state.value, each.edition, each.issued_on, each.revoked_on) for each in lines
    ]
    headings = ("number", "attempt", "state", "edition", "issued on", "revoked on")
    if as_json:
        say_json([dict(zip((name.replace(" ", "_") for name in headings), row, strict=True)) for row in rows])
    else:
        say_table(headings, rows)


def desk_of(opened: Centre, login: str, pin: str, style: Style) -> Certificates:
    """Sign in and return the certificate desk of an opened home."""
    signed = opened.signed_in(login, pin)
    press = Press(keys_of(opened), style)
    workshop = Workshop(press, shelf_of(opened), opened.home.keys, opened.chance, read_calendar(opened.home.path))
    return Certificates(opened.store, opened.clock, opened.station, signed, workshop)


def trust_here(opened: Centre) -> Trust:
    """Return what is public at this centre, with the list of revoked and replaced ones as of now."""
    with opened.store.reading() as books:
        lines = [*books.register.revoked(), *books.register.reissued()]
    return trust_of(keys_of(opened), lines, opened.clock.now())


def attempt_called(opened: Centre, which: str) -> str:
    """Return the attempt of a certificate number, an admission number or an attempt's own id."""
    with opened.store.reading() as books:
        line = books.register.by_number(which)
    return line.attempt if line else attempt_of(opened.store, which)


def sitting_called(opened: Centre, code: str) -> str:
    """Return the id of a sitting, or nothing where no code was given.  Raises Refused when there is none."""
    if not code:
        return ""
    with opened.store.reading() as books:
        sitting = books.sittings.by_code(code)
    if sitting is None:
        raise Refused(f"There is no sitting {code}.", advice="List them with: kaobo sitting list")
    return sitting.id


def _photo(path: Path) -> bytes:
    return read_small(path, MOST_BYTES)


def _photos(opened: Centre, folder: Path | None) -> Callable[[str], bytes | None] | None:
    if folder is None:
        return None
    if not existing(folder, "folder").is_dir():
        raise Refused(f"{folder} is no folder.", advice="Give the folder that holds the photos.")
    known = {path.stem: path for path in folder.iterdir() if path.suffix.lower() in _PICTURES}

    def photo_of(attempt: str) -> bytes | None:
        with opened.store.reading() as books:
            path = known.get(books.sittings.booking(attempt).admission_number)
        return _photo(path) if path else None

    return photo_of


_PICTURES = (".jpg", ".jpeg", ".png")


def _checked(what: str, trust: Trust) -> Finding:
    return check_text(what, trust) if what.startswith(PREFIX) else check_file(existing(Path(what), "file"), trust)


def _same_person(opened: Centre, finding: Finding, id_number: str) -> bool:
    """Tell whether an ID number, of the kind that is registered, is the one that the QR code's hash was made of."""
    if finding.claims is None:
        return False
    with opened.store.reading() as books:
        line = books.register.by_number(finding.claims.number)
        details = books.people.get(line.candidate).details if line else None
    if details is None:
        raise Refused("This certificate's holder is not known here.", advice="Check at the centre that issued it.")
    kind = details.document_kind
    made = opened.home.keys.hashed("certificate", f"{kind.value}\n{normalised(kind, id_number)}").hex()
    return made.startswith(finding.claims.document_hash)


def _report(finding: Finding, same: bool | None, as_json: bool) -> None:
    claims, document = finding.claims, finding.document
    found: dict[str, object] = {"outcome": finding.outcome.value, "sentence": finding.sentence}
    if claims is not None:
        found |= {
            "number": claims.number, "holder": claims.holder, "ability": claims.ability, "issuer": claims.issuer,
            "issued_on": claims.issued_on.isoformat(), "edition": claims.edition, "proven": finding.proven,
        }  # fmt: skip
    if document is not None:
        words = f"valid, signed by {document.signer}" if document.valid else document.reason
        found["document"] = words
    days = (("revoked_on", finding.revoked_on), ("replaced_on", finding.replaced_on))
    found |= {name: day.isoformat() for name, day in days if day}
    if finding.list_as_of:
        found["revocation_list_as_of"] = f"{finding.list_as_of:%Y-%m-%d %H:%M} UTC"
    if same is not None:
        found["id_number_matches"] = same
    if finding.others:
        found["further_certificates"] = f"{finding.others}, of which this says nothing; show each certificate alone"
    if as_json:
        say_json(found)
    else:
        say(str(found.pop("sentence")))
        for name, value in found.items():
            if name != "outcome" and (name, value) != ("edition", 0):
                told = ("no", "yes")[value] if isinstance(value, bool) else value
                say(f"{name.replace('_', ' ')}: {told}")
