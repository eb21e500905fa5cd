"""The files of a certificate, in the folder that a clerk named.

Why this room exists: whoever issues a certificate wants it in hand; a folder that takes no file is found out before a
number is given, for printing it again marks it as reissued.
"""

import os
from pathlib import Path

from app.centre.certificate_keeping import KeptCertificate
from app.centre.certificate_ports import RegisterLine
from app.centre.certificates import Issued
from app.exam.errors import Unavailable
from app.whole_files import put_whole


def ready_folder(folder: Path) -> None:
    """Make a folder if need be.

    Raises:
        Unavailable: it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise Unavailable(
            f"{folder} cannot be written; nothing was issued.", advice="Give another folder, or check its rights."
        )


def write_issued(issued: Issued, folder: Path, *, credential: bool = False) -> Path:
    """Write a certificate's files into a folder, named by number; return the PDF's path.

    Raises:
        Unavailable: the folder cannot be written; the certificate is issued and kept all the same.
    """
    printed = issued.printed
    return _write(issued.line, printed.pdf, printed.credential if credential else b"", folder)


def write_copy(kept: KeptCertificate, folder: Path, *, credential: bool = False) -> Path:
    """Write a kept certificate's files as ``write_issued`` wrote them; return the PDF's path.

    Raises:
        Refused: its credential is asked for and not kept.
        Unavailable: as ``write_issued``.
    """
    return _write(kept.line, kept.pdf, kept.require_credential() if credential else b"", folder)


def _write(line: RegisterLine, pdf: bytes, credential: bytes, folder: Path) -> Path:
    edition = f"-{line.edition}" if line.edition else ""
    path = folder / f"{_file_name(line.number)}{edition}.pdf"
    asked = " --credential" if credential else ""
    put_file(path, pdf, line, asked)
    if credential:
        put_file(path.with_suffix(".json"), credential, line, asked)
    return path


def put_file(path: Path, content: bytes, line: RegisterLine, asked: str = "") -> None:
    """Write one file of a certificate, whole or not at all; ``asked`` is what a copy must be asked for too.

    Raises:
        Unavailable: as ``write_issued``.
    """
    try:
        put_whole(path, content, mode=0o666)  # for whoever may read the folder, as the system's own mask has it
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be written; certificate {line.number} is issued and kept at this home.",
            advice=f"Check the disk, then: kaobo certificate copy {line.number}{asked} --out DIR",
        ) from error


def _file_name(number: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in number)
