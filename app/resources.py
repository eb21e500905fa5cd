"""The one place that knows where assets and the question bank are.

Why this room exists: in a checkout they stand at the top level, in a wheel inside the package; nothing else
may have to know.
"""

from functools import cache
from pathlib import Path

from app.exam.errors import Unavailable

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root(name: str) -> Path:
    for root in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if root.is_dir():
            return root
    raise Unavailable(f"This installation of Kaobo has no {name} folder.", advice="Install Kaobo again.")


def asset(*parts: str) -> Path:
    """Return the path of a file or folder in ``assets``.

    Raises:
        Unavailable: it is not there.
    """
    return _existing(_root("assets").joinpath(*parts))


def question_bank(*parts: str) -> Path:
    """Return the path of a file or folder in ``question_bank``.

    Raises:
        Unavailable: it is not there.
    """
    return _existing(_root("question_bank").joinpath(*parts))


def _existing(path: Path) -> Path:
    if not path.exists():
        raise Unavailable(f"This installation of Kaobo lacks {path.name}.", advice="Install Kaobo again.")
    return path
