"""``kaobo forms``, ``kaobo export``, ``kaobo bundle``, and what ``kaobo bank`` sends out and takes in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.centre.reports import result_lines
from app.exam.bank import Bank
from app.exam.counting import count_of
from app.exam.errors import Refused, Unavailable
from app.foreign_files import read_small
from app.paperwork.bundle.bag import public_keys
from app.paperwork.bundle.checking import check_bundle
from app.paperwork.exchange.gift import read_gift, write_gift
from app.paperwork.exchange.items import Loss
from app.paperwork.exchange.national import read_national, write_national
from app.paperwork.exchange.qti_reading import read_qti
from app.paperwork.exchange.qti_writing import write_qti
from app.paperwork.exchange.results import write_results
from app.paperwork.exchange.toml_items import items_as_toml, oral_as_toml
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
)
from app.programs.paperwork_desk import attempt_of, count_forms, export_bundle, write_blank_forms, write_forms
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.calendar_file import read_calendar
from app.whole_files import put_whole

VERIFICATION_FAILED = 1

export_app = typer.Typer(help="Results for other programs.", no_args_is_help=True)
bundle_app = typer.Typer(help="Evidence bundles: one attempt in one signed file.", no_args_is_help=True)


class Language(StrEnum):
    """In which language paper is written."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that are meant."""
        return ("zh", "en") if self is Language.BOTH else (self.value,)


class BankForm(StrEnum):
    """The forms in which items go out and come in."""

    QTI3 = "qti3"
    QTI21 = "qti21"
    NATIONAL = "national"
    GIFT = "gift"


_FORMS = {
    ".zip": (BankForm.QTI3, BankForm.QTI21), ".xlsx": (BankForm.NATIONAL,), ".gift": (BankForm.GIFT,),
}  # fmt: skip
"""What a file's ending promises; other endings promise nothing."""

LanguageOption = Annotated[Language, typer.Option("--language", help="zh, en or both.")]
FolderOption = Annotated[Path | None, typer.Option("--bank", help="A bank's folder; the shipped one when not given.")]
FormOption = Annotated[BankForm, typer.Option("--form", help="qti3, qti21, national (Excel) or gift.")]


def register(top: typer.Typer, bank_app: typer.Typer) -> None:
    """Add these commands to the top command and to ``kaobo bank``."""
    top.command("forms")(forms)
    top.add_typer(export_app, name="export")
    top.add_typer(bundle_app, name="bundle")
    bank_app.command("export")(bank_export)
    bank_app.command("import")(bank_import)


def forms(
    out: Annotated[Path, typer.Option("--out", help="Folder for the PDFs.")],
    sitting: Annotated[str, typer.Argument(help="Code of the sitting; not needed with --blank.")] = "",
    language: LanguageOption = Language.ZH,
    blank: Annotated[bool, typer.Option("--blank", help="Empty forms, for a day without power.")] = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Write every form of a sitting as PDF, and a score record for each published attempt.

    Example: `kaobo forms 20260604 --out forms --language both --as zhou`
    """
    if blank:
        written = write_blank_forms(out, _bank(None), languages=language.languages)
        say(f"Wrote {len(written)} blank forms to {out}.")
        return
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        held = _sitting(opened, sitting)
        count = count_forms(opened.store, held, len(language.languages))
        with progress("Drawing", count) as bar:
            written = write_forms(
                opened.store, signed, held, out, languages=language.languages, step=bar.step,
                calendar=read_calendar(opened.home.path),
            )  # fmt: skip
    say(f"Wrote {len(written)} forms to {out}.")


@export_app.command("results")
def export_results(
    path: Annotated[Path, typer.Argument(help="Where to: .xlsx, .csv or .json.")],
    sitting: Annotated[list[str] | None, typer.Option("--sitting", help="Only these sittings; repeat it.")] = None,
    language: Annotated[Language, typer.Option("--language", help="Language of the headings: zh or en.")] = Language.ZH,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Export results, one line a candidate; numbers of documents and certificates stay text.

    Example: `kaobo export results results.xlsx --sitting 20260604 --as zhou`
    """
    if language is Language.BOTH:
        raise Refused("Headings have one language.", advice="Choose zh or en.")
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        chosen = [_sitting(opened, code) for code in sitting or ()]
        count = write_results(path, result_lines(opened.store, signed, chosen), language.value)
    say(f"Wrote {count} results to {path}.")


def bank_export(
    path: Annotated[Path, typer.Argument(help="Where to: .zip (QTI), .xlsx (national) or .gift.")],
    form: FormOption = BankForm.QTI3,
    folder: FolderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a bank's theory items and oral questions for another program, and say what it cannot hold.

    Example: `kaobo bank export yiwu.zip --form qti3`
    """
    ending, meant = path.suffix.lower(), _FORMS.get(path.suffix.lower(), (form,))
    if form not in meant:
        raise Refused(
            f"{path.name} would be no {ending} file: --form is {form.value}.", advice=f"Give --form {meant[0].value}."
        )
    bank = _bank(folder)
    match form:
        case BankForm.QTI3:
            losses = write_qti(path, bank, "3.0")
        case BankForm.QTI21:
            losses = write_qti(path, bank, "2.1")
        case BankForm.NATIONAL:
            losses = write_national(path, bank)
        case BankForm.GIFT:
            losses = write_gift(path, bank)
    counts = f"{count_of(len(bank.items), 'item')} and {count_of(len(bank.oral_questions), 'oral question')}"
    _say_losses(f"Wrote {counts} of {bank.id} to {path}.", losses, as_json=as_json)


def bank_import(
    path: Annotated[Path, typer.Argument(help="A QTI package, a national workbook or a GIFT file.")],
    out: Annotated[Path, typer.Option("--out", help="The TOML file to write, for a bank's items folder.")],
    form: FormOption = BankForm.QTI3,
    oral: Annotated[
        Path | None, typer.Option("--oral-out", help="The TOML file for oral questions, for a bank's oral folder.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read theory items from another program into files of a bank; `kaobo bank check` judges them then.

    Example: `kaobo bank import items.xlsx --form national --out mybank/items/new.toml`
    """
    for each in (out, oral):
        if each is not None and each.exists():
            raise Refused(f"{each} exists already.", advice="Give another name.")
    if oral is not None and oral.absolute() == out.absolute():
        raise Refused("Items and oral questions need a file each.", advice="Give --oral-out another name.")
    readers = {BankForm.NATIONAL: read_national, BankForm.GIFT: read_gift}
    reading = readers.get(form, read_qti)(path)
    losses = list(reading.losses)
    if reading.oral and oral is None:
        losses += [
            Loss(each.id, "the oral question", "no file was named for it with --oral-out") for each in reading.oral
        ]
    _write_toml(out, items_as_toml(reading.items, losses, path.name))
    said = f"Read {count_of(len(reading.items), 'item')} into {out}"
    if reading.oral and oral is not None:
        _write_toml(oral, oral_as_toml(reading.oral, path.name))
        said += f" and {len(reading.oral)} oral questions into {oral}"
    _say_losses(f"{said}.", losses, as_json=as_json)


@bundle_app.command("export")
def bundle_export(
    attempt: Annotated[str, typer.Argument(help="An attempt's id or its admission number.")],
    out: Annotated[Path, typer.Option("--out", help="The file to write (.zip).")],
    films: Annotated[bool, typer.Option("--films/--no-films", help="With film and clip.")] = True,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Pack all evidence of a published attempt into one signed file for an appeal or a court.

    Example: `kaobo bundle export 20260604-0001 --out 20260604-0001.zip --as zhou`
    """
    with centre(home) as opened:
        signed = opened.signed_in(by, pin)
        missing = export_bundle(opened.home, signed, attempt_of(opened.store, attempt), out, with_media=films)
        public = opened.home.keys.station.public.hex()
    say(f"Wrote {out} ({out.stat().st_size} bytes). It is signed with the key {public}.")
    for name in missing:
        say(f"Not enclosed: {name}.")


@bundle_app.command("check")
def bundle_check(
    path: Annotated[Path, typer.Argument(help="The bundle.")],
    key: Annotated[str, typer.Option("--key", help="The centre's public key: 64 hex digits, or a file with them.")],
    as_json: JsonOption = False,
) -> None:
    """Check a bundle with nothing but the file and the centre's public key.

    Exits 1 if anything was changed, left out or added.  Example: `kaobo bundle check 20260604-0001.zip --key key.txt`
    """
    written = key if len(key) == 64 else read_small(Path(key), 1_000_000).decode("utf-8", "replace")
    findings = check_bundle(existing(path, "bundle"), public_keys(written))
    if as_json:
        say_json(
            {
                "whole": findings.whole,
                "faults": list(findings.faults),
                "remarks": list(findings.remarks),
                "about": findings.about,
            }
        )
    else:
        for sentence in (*findings.faults, *findings.remarks):
            say(sentence)
        said = f"{count_of(len(findings.faults), 'fault')}." if findings.faults else "every one is whole."
        say(f"{findings.files} files of {findings.about or path.name} checked: {said}")
    if not findings.whole:
        raise typer.Exit(VERIFICATION_FAILED)


def _write_toml(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, text.encode(), mode=0o666)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written.", advice="Check the disk and its rights.") from error


def _bank(folder: Path | None) -> Bank:
    files = load_bank(folder or question_bank("yiwu"))
    if files.bank is None:
        raise Refused(
            f"This bank has {count_of(len(files.faults), 'fault')}.",
            advice="Run `kaobo bank check` to see all of them.",
        )
    return files.bank


def _sitting(opened: Centre, code: str) -> str:
    with opened.store.reading() as books:
        sitting = books.sittings.by_code(code)
    if sitting is None:
        raise Refused(f"There is no sitting {code or 'without a code'}.", advice="See `kaobo sitting list`.")
    return sitting.id


def _say_losses(sentence: str, losses: list[Loss] | tuple[Loss, ...], *, as_json: bool) -> None:
    if as_json:
        say_json([{"item": loss.item, "what": loss.what, "reason": loss.reason} for loss in losses])
        return
    say(sentence)
    counted: dict[tuple[str, str], list[str]] = {}
    for loss in losses:
        counted.setdefault((loss.what, loss.reason), []).append(loss.item)
    for (what, reason), items in counted.items():
        whose = f" (in {count_of(len(items), 'item')}, {items[0]} among them)" if items[0] else ""
        say(f"Not held: {what}: {reason}{whose}.")
