"""A QR code as squares, so that paper draws it with sharp edges."""

from collections.abc import Sequence

import numpy as np
import zxingcpp


def qr_squares(content: str) -> Sequence[Sequence[bool]]:
    """Return the rows of a QR code without its quiet zone; true is dark."""
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = np.array(code.to_image(scale=1, add_quiet_zones=False))
    return [[bool(cell < 128) for cell in row] for row in picture]
