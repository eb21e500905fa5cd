"""Read an admission ticket's code from a camera's picture."""

import re

import zxingcpp

from app.media.capture.pictures import Picture

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{3,31}")


def ticket_number(picture: Picture) -> str:
    """Return the admission number on a ticket that is held up, or nothing; other codes are left alone."""
    for code in zxingcpp.read_barcodes(picture.luma, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        text = str(code.text).strip()
        if _NUMBER.fullmatch(text):
            return text.upper()
    return ""
