"""The QR code of an address, as rows of ``1`` and ``0`` for the kiosk to paint."""

import numpy as np
import zxingcpp


def code_rows(text: str) -> tuple[str, ...]:
    """Return the rows of a QR code without its quiet zone, ``1`` is dark; nothing for an empty text."""
    if not text:
        return ()
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = np.array(code.to_image(scale=1, add_quiet_zones=False))
    return tuple("".join("1" if cell < 128 else "0" for cell in row) for row in picture)
