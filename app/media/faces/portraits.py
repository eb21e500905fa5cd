"""Read the photos that came with the registration from a folder: pictures named by admission number.

Why this room exists: they come from phones and strangers.  Each is read under limits, turned upright, made as small
as an eye needs, and written anew, so that nothing hidden in a file (where it was taken, by which phone) is kept.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from app.exam.errors import DeskError, Refused
from app.foreign_files import read_small

_ENDINGS = (".jpg", ".jpeg", ".png")
_MOST_BYTES, _MOST_PIXELS = 20_000_000, 60_000_000
_LONGEST, _QUALITY = 800, 88


@dataclass(frozen=True, slots=True)
class Portraits:
    """What a folder holds: JPEGs by admission number, and every file that cannot be taken with the reason."""

    photos: Mapping[str, bytes]
    faults: tuple[tuple[str, str], ...]


def read_portraits(folder: Path) -> Portraits:
    """Read a folder of photos.

    Raises:
        Refused: there is no such folder, or no picture in it.
    """
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder.", advice="Give the folder that holds the photos.")
    photos: dict[str, bytes] = {}
    faults: list[tuple[str, str]] = []
    for path in sorted(each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS):
        number = path.stem.strip()
        try:
            if number in photos:
                raise Refused(f"{number} has two pictures.", advice="Keep one.")
            photos[number] = portrait(read_small(path, _MOST_BYTES), path.name)
        except DeskError as error:
            faults.append((path.name, error.detail))
    if not photos and not faults:
        raise Refused(
            f"There is no picture in {folder}.", advice="Name each photo by admission number: 20260604-0001.jpg"
        )
    return Portraits(photos, tuple(faults))


def portrait(content: bytes, name: str) -> bytes:
    """Return a picture as a small upright JPEG that holds nothing but the picture.

    Raises:
        Refused: it cannot be read as a picture.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except Exception as error:  # the funnel for parsers of a stranger's file: what they raise is a refusal
        raise Refused(
            f"{name} cannot be read as a picture.",
            advice="Use a JPEG or PNG file.",
            zh=(f"无法读取照片 {name}。", "请使用 JPEG 或 PNG 文件。"),
        ) from error
    target = io.BytesIO()
    small = upright if max(upright.size) <= _LONGEST else ImageOps.contain(upright, (_LONGEST, _LONGEST))
    small.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()
