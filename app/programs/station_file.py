"""A small file of this station in its home beside the database: a few named words, as JSON.

Why this room exists: what a station keeps for itself is written whole or not at all, and never opens with the record.
"""

from pathlib import Path

from app.exam.errors import Unavailable
from app.whole_files import put_whole


def read_words(path: Path) -> dict[str, str]:
    """Return what a station keeps in a file; nothing where there is no file.

    Raises:
        ValueError: the file was changed by hand and holds no named words any more.
        Unavailable: it cannot be read.
    """
    if not path.is_file():
        return {}
    import json  # the first page of a home without such a file is not kept waiting

    try:
        known = json.loads(path.read_text(encoding="utf-8-sig"))  # an editor of Windows may have put a mark before it
    except OSError as error:
        raise Unavailable(f"{path} cannot be read.", advice="Check the disk and its rights.") from error
    if not isinstance(known, dict):
        raise ValueError(f"{path} holds no named words.")
    return {str(name): str(value) for name, value in known.items()}


def keep_words(path: Path, words: dict[str, str]) -> None:
    """Keep named words.  Raises Unavailable when the disk takes them not."""
    import json

    content = json.dumps(words, ensure_ascii=False, indent=2) + "\n"
    try:
        put_whole(path, content.encode())
    except OSError as error:
        raise Unavailable(f"{path} cannot be written.", advice="Check the disk and its rights.") from error
