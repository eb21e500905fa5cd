"""The files of a certificate, in the folder that a clerk named.

Why this room exists: whoever issues a certificate wants it in hand; a folder that takes no file is found out before a
number is given, for printing it again marks it as reissued.
"""

import os
from pathlib import Path

from app.centre.certificates import Issued
from app.exam.errors import Unavailable


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
    edition = f"-{issued.line.edition}" if issued.line.edition else ""
    path = folder / f"{_file_name(issued.line.number)}{edition}.pdf"
    try:
        path.write_bytes(issued.printed.pdf)
        if credential:
            path.with_suffix(".json").write_bytes(issued.printed.credential)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written.", advice="Check the disk; reissue to print it again.") from error
    return path


def _file_name(number: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in number)
