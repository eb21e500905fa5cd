"""Pictures with real faces (see ``tests/data/faces/SOURCES.md``) and what a booth's camera might make of them."""

import io
from pathlib import Path

from PIL import Image, ImageEnhance, ImageOps

FACES = Path(__file__).parents[2] / "data" / "faces"


def opened(name: str) -> Image.Image:
    return Image.open(FACES / f"{name}.jpg").convert("RGB")


def jpeg(picture: Image.Image, quality: int = 88, **more: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, **more)
    return target.getvalue()


def original(name: str) -> bytes:
    return (FACES / f"{name}.jpg").read_bytes()


def at_the_booth(name: str) -> bytes:
    """Return somebody before the booth's camera: another light, mirrored, head held askew, a wide picture."""
    person = ImageOps.mirror(opened(name)).rotate(7, Image.Resampling.BICUBIC, fillcolor=(120, 110, 100))
    person = ImageEnhance.Color(ImageEnhance.Brightness(person).enhance(0.72)).enhance(0.7)
    room = Image.new("RGB", (1280, 720), (150, 140, 128))
    person = ImageOps.contain(person, (1280, 560))
    room.paste(person, (440, 160))
    return jpeg(room, 70)


def two_people() -> bytes:
    both = Image.new("RGB", (900, 420), (150, 140, 128))
    for place, name in enumerate(("collins", "hopper")):
        both.paste(ImageOps.contain(opened(name), (440, 410)), (10 + 450 * place, 5))
    return jpeg(both)


def nobody() -> bytes:
    return jpeg(Image.new("RGB", (640, 480), (150, 140, 128)))
