"""Tell whether bytes are DER, in which every value has one spelling only.

Why this room exists: a PDF's signature does not cover its own bytes.  What in them is not signed by itself must at
least not be spelled in another way: parsers forgive long lengths and odd booleans, and a changed file would pass.

Source: ITU-T X.690, clauses 8, 10 and 11.
"""

_CONSTRUCTED, _UNIVERSAL_MASK, _HIGH_TAG = 0x20, 0xC0, 0x1F
_DEEPEST = 40


def der_bytes(content: bytes) -> int:
    """Return how many bytes the one DER value takes with which ``content`` begins; 0 where it is not DER."""
    return _value(content, 0, len(content), 0)


def _value(content: bytes, at: int, end: int, depth: int) -> int:
    """Return where the value that begins at ``at`` ends; 0 where it is not DER."""
    if depth > _DEEPEST or end - at < 2 or content[at] & _HIGH_TAG == _HIGH_TAG:
        return 0
    tag = content[at]
    start, size = _length(content, at + 1, end)
    if not start or start + size > end:
        return 0
    if tag & _CONSTRUCTED:
        inner = start
        while inner < start + size:
            inner = _value(content, inner, start + size, depth + 1)
            if not inner:
                return 0
    elif not tag & _UNIVERSAL_MASK and not _is_primitive(tag, content[start : start + size]):
        return 0
    return start + size


def _length(content: bytes, at: int, end: int) -> tuple[int, int]:
    """Return where the content begins and its length, written as shortly as possible; (0, 0) otherwise."""
    first = content[at]
    if first < 0x80:
        return at + 1, first
    count = first & 0x7F
    digits = content[at + 1 : at + 1 + count]
    size = int.from_bytes(digits)
    if not 1 <= count <= 4 or at + 1 + count > end or digits[0] == 0 or size < 0x80:
        return 0, 0
    return at + 1 + count, size


def _is_primitive(tag: int, value: bytes) -> bool:
    """Tell whether the content of a universal type is the one that its value has."""
    match tag:
        case 1:
            return value in (b"\x00", b"\xff")
        case 2:
            return bool(value) and not (len(value) > 1 and (value[0], value[1] >> 7) in ((0, 0), (0xFF, 1)))
        case 3:
            spare = value[0] if value else 8
            return spare < 8 and (not spare or (len(value) > 1 and not value[-1] & ((1 << spare) - 1)))
        case 5:
            return not value
        case 6:
            starts = b"\x00" + value[:-1]  # a digit begins where the one before it ends
            return (
                bool(value)
                and value[-1] < 0x80
                and not any(a < 0x80 and b == 0x80 for a, b in zip(starts, value, strict=True))
            )
        case _:
            return True
