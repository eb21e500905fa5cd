"""Find the QR codes in a picture, a scan or a PDF.

Why this room exists: what people hand in is a stranger's file; it is read under limits of size and memory,
and whatever a parser trips over becomes one refusal.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import numpy as np
import pikepdf
import zxingcpp
from pikepdf.settings import set_qpdf_limits
from PIL import (  # a kind that no module was loaded for is not known to Pillow
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from app.exam.errors import Refused
from app.paperwork.certificate.qr import PREFIX

MOST_BYTES = 50_000_000
_MOST_PIXELS = 60_000_000
_MOST_PAGES, _MOST_IMAGES = 20, 40
_STREAM_BYTES = 200_000_000
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_FILES: tuple[type[ImageFile.ImageFile], ...] = (
    PngImagePlugin.PngImageFile, JpegImagePlugin.JpegImageFile,
    BmpImagePlugin.BmpImageFile, TiffImagePlugin.TiffImageFile, WebPImagePlugin.WebPImageFile,
    GifImagePlugin.GifImageFile, PpmImagePlugin.PpmImageFile, AvifImagePlugin.AvifImageFile,
)  # fmt: skip
_KINDS = tuple(each.format for each in _FILES if each.format)
_LONGEST_SIDES = (1600, 800, 2800)
"""Sizes at which a large picture is looked at again: blur and noise go with size."""

_MOST_HARD_LOOKS = 250
"""Looks at places where a code may be, in a whole file: some seconds."""


def is_pdf(content: bytes) -> bool:
    """Tell whether a file claims to be a PDF."""
    return b"%PDF-" in content[:1024]


def _is_heic(content: bytes) -> bool:
    """Tell whether a file is what iPhones make of a photo.  Source: ISO/IEC 23008-12, its brands in the first box."""
    return content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")


def texts_in(content: bytes, name: str) -> Sequence[str]:
    """Return the texts of all QR codes in a file, each once.

    Raises:
        Refused: it is neither a picture nor a PDF that can be read, or it is too large.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"{name} has more than 50 MB.", advice="Hand in a smaller picture or scan.")
    if _is_heic(content):
        raise Refused(
            f"{name} is a HEIC photo, which is not read here.",
            advice="Share it as JPEG; for new photos choose Most Compatible under the iPhone's Camera, Formats.",
            zh=(f"{name} 是 HEIC 照片，无法读取。", "请转存为 JPEG；iPhone 可在“设置＞相机＞格式”中选“兼容性最佳”。"),
        )
    try:
        pictures = _of_pdf(content) if is_pdf(content) else iter((_of_picture(content),))
        return _texts_of(pictures)
    except Exception as error:  # the funnel for parsers of a stranger's file: what they raise is a refusal
        raise Refused(
            f"{name} cannot be read as a picture or a PDF.",
            advice="Hand in a PDF, JPEG, PNG, WebP or TIFF file, or take a new photo.",
            zh=(f"无法读取 {name}。", "请使用 PDF、JPEG、PNG 或 WebP 文件，或重新拍照。"),
        ) from error


def _texts_of(pictures: Iterable[Image.Image]) -> Sequence[str]:
    """Return the texts in pictures; where a picture shows no certificate's code, it is looked for harder."""
    found: dict[str, None] = {}
    left = _MOST_HARD_LOOKS
    for picture in pictures:
        grey = _grey(ImageOps.exif_transpose(picture))
        texts = _texts(grey)
        if not _of_certificate([*found, *texts]):
            from app.paperwork.certificate.hard_looks import hard_looks  # a good picture needs none of it

            for look in islice(hard_looks(np.asarray(grey)), left):
                left -= 1
                texts += _read(look)
                if _of_certificate(texts):
                    break
        found |= dict.fromkeys(texts)
    return list(found)


def _texts(grey: Image.Image) -> list[str]:
    """Return what a whole picture shows, at the first size that shows a certificate's code."""
    found: list[str] = []
    for size in (0, *_LONGEST_SIDES):
        if size and max(grey.size) <= size:
            continue
        found += _read(ImageOps.contain(grey, (size, size)) if size else grey)
        if _of_certificate(found):
            break
    return found


def _grey(picture: Image.Image) -> Image.Image:
    """Return a picture in 256 greys; what is transparent shows the white under it, and 16 bits are not cut to white."""
    if picture.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    return picture.convert("L")


def _read(look: Image.Image | np.ndarray) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(look, formats=_QR)]


def _of_certificate(texts: Iterable[str]) -> bool:
    return any(text.startswith(PREFIX) for text in texts)


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
