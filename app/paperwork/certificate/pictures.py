"""Find the QR codes in a picture, a scan or a PDF.

Why this room exists: what people hand in is a stranger's file; it is read under limits of size and memory,
and whatever a parser trips over becomes one refusal.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pikepdf
import zxingcpp
from pikepdf.settings import set_qpdf_limits
from PIL import Image, ImageOps

from app.exam.errors import Refused

MOST_BYTES = 50_000_000
_MOST_PIXELS = 60_000_000
_MOST_PAGES, _MOST_IMAGES = 20, 40
_STREAM_BYTES = 200_000_000
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_KINDS = ("PNG", "JPEG", "MPO", "BMP", "TIFF", "WEBP", "GIF", "PPM")
_LONGEST_SIDES = (1600, 800, 2800)
"""Sizes at which a large picture is looked at again: blur and noise go with size."""


def is_pdf(content: bytes) -> bool:
    """Tell whether a file claims to be a PDF."""
    return b"%PDF-" in content[:1024]


def texts_in(content: bytes, name: str) -> Sequence[str]:
    """Return the texts of all QR codes in a file, each once.

    Raises:
        Refused: it is neither a picture nor a PDF that can be read, or it is too large.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{name} has more than 50 MB.", advice="Hand in a smaller picture or scan.")
    try:
        pictures = _of_pdf(content) if is_pdf(content) else iter((_of_picture(content),))
        return list(dict.fromkeys(text for picture in pictures for text in _texts(picture)))
    except Exception as error:  # the funnel for parsers of a stranger's file: what they raise is a refusal
        raise Refused(
            f"{name} cannot be read as a picture or a PDF.",
            advice="Hand in a PDF, JPEG, PNG or TIFF file, or take a new photo.",
            zh=(f"无法读取 {name}。", "请使用 PDF、JPEG 或 PNG 文件，或重新拍照。"),
        ) from error


def _texts(picture: Image.Image) -> Iterator[str]:
    grey = ImageOps.exif_transpose(picture).convert("L")
    for size in (0, *_LONGEST_SIDES):
        if size and max(grey.size) <= size:
            continue
        look = ImageOps.contain(grey, (size, size)) if size else grey
        found = [code.text for code in zxingcpp.read_barcodes(look, formats=_QR)]
        if found:
            yield from found
            return


def _of_picture(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=_KINDS)
    if picture.width * picture.height > _MOST_PIXELS:
        raise ValueError("too many pixels")
    picture.load()
    return picture


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    with limited(), pikepdf.open(io.BytesIO(content)) as pdf:
        for page in list(pdf.pages)[:_MOST_PAGES]:
            for image in list(page.get_images().values())[:_MOST_IMAGES]:
                assert isinstance(image, pikepdf.Stream)
                if int(image.Width) * int(image.Height) <= _MOST_PIXELS:
                    yield pikepdf.PdfImage(image).as_pil_image()


@contextmanager
def limited() -> Iterator[None]:
    """Hold the PDF library to limits while it reads a stranger's file."""
    before = set_qpdf_limits(
        flate_max_memory=_STREAM_BYTES, dct_max_memory=_STREAM_BYTES, png_max_memory=_STREAM_BYTES,
        run_length_max_memory=_STREAM_BYTES, tiff_max_memory=_STREAM_BYTES, max_stream_filters=4,
        doc_max_warnings=100,
    )  # fmt: skip
    try:
        yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]
