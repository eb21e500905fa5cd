"""``kaobo keys``: the keys that certificates are signed with."""

from pathlib import Path
from typing import Annotated

import typer

from app.centre.access import require
from app.exam.errors import Refused
from app.exam.roles import Act
from app.paperwork.certificate.keys import CertificateKeys, create_keys, import_keys, open_keys
from app.programs.console import AsOption, Centre, HomeOption, PinOption, centre, existing, say

keys_app = typer.Typer(help="Keys that certificates are signed with.", no_args_is_help=True)


def keys_folder(opened: Centre) -> Path:
    """Return where a home keeps its certificate keys."""
    return opened.home.path / "keys" / "certificates"


def keys_of(opened: Centre) -> CertificateKeys:
    """Return the keys of an opened home.

    Raises:
        Refused: there are none yet, or not here any more: new ones would call every certificate so far a stranger's.
    """
    _require_not_lost(opened)
    return open_keys(keys_folder(opened))


def _require_not_lost(opened: Centre) -> None:
    folder = keys_folder(opened)
    if folder.is_dir():
        return
    with opened.store.reading() as books:
        issued = books.register.page(limit=1)
    if issued:
        raise Refused(
            f"Certificates were issued, and their keys are not in {folder}.",
            advice="Restore that folder from its copy, or bring it from the computer that has it.",
            zh=(f"已有签发的证书，但 {folder} 中没有密钥。", "请从备份恢复该文件夹，或从保存它的电脑复制过来。"),
        )


@keys_app.command("new")
def keys_new(
    issuer: Annotated[str, typer.Option("--centre", help="The issuer's name, 64 characters at most.")],
    renew: Annotated[bool, typer.Option("--renew", help="Make new keys; old certificates still check.")] = False,
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Make a self-signed authority, a signing key (RSA-3072) and a key for QR codes (Ed25519).

    Example: `kaobo keys new --centre 义乌市人力资源和社会保障局 --as wang`
    """
    with centre(home) as opened:
        require(opened.signed_in(by, pin), Act.MANAGE_SETTINGS)
        if not renew:
            _require_not_lost(opened)
        keys = create_keys(keys_folder(opened), issuer, opened.clock.now(), renew=renew)
        say(f"Certificates of {issuer} are signed from now on; QR key {keys.qr_keys[0].key_id.hex()}.")
        say(f"Keep a copy of {keys_folder(opened)} in a safe, and publish the page: kaobo certificate page --out DIR")


@keys_app.command("import")
def keys_import(
    file: Annotated[Path, typer.Argument(help="PKCS#12 file (.p12, .pfx) with a certificate and its RSA key.")],
    password: Annotated[str, typer.Option(help="Its password; asked for when not given.", envvar="KAOBO_P12")] = "",
    issuer: Annotated[str, typer.Option("--centre", help="The issuer's name, if other than the file's.")] = "",
    by: AsOption = "",
    pin: PinOption = "",
    home: HomeOption = None,
) -> None:
    """Sign with a bought certificate from now on.

    Example: `kaobo keys import bureau.p12 --as wang`
    """
    with centre(home) as opened:
        require(opened.signed_in(by, pin), Act.MANAGE_SETTINGS)
        chosen = password or typer.prompt("Password of the file", hide_input=True)
        keys = import_keys(keys_folder(opened), existing(file, "file"), chosen, issuer, opened.clock.now())
        say(f"Certificates are signed from now on as {keys.chain[0].subject.rfc4514_string()}.")
