"""Write a certificate's number by the scheme's pattern.

Why this room exists: bodies number differently and the rules change; the pattern is data, but a number that
could be read in two ways, or that grows beyond its width, is refused.
"""

from datetime import date
from string import Formatter

from app.exam.errors import Refused

_WORDS = ("yyyy", "yy", "mm", "serial")


def series_of(pattern: str, on: date) -> str:
    """Return what names the series of numbers that a pattern counts in on a day.

    Raises:
        Refused: the pattern has no serial, or a word that is not known.
    """
    return _filled(pattern, on, None)


def number_of(pattern: str, on: date, serial: int) -> str:
    """Return the number of a serial.

    Raises:
        Refused: the pattern is wrong, or the serial is wider than its place.
    """
    return _filled(pattern, on, serial)


def _filled(pattern: str, on: date, serial: int | None) -> str:
    written, serials = "", 0
    try:
        pieces = list(Formatter().parse(pattern))
    except ValueError:
        raise _wrong(pattern) from None
    for text, name, form, _ in pieces:
        written += text
        if name == "serial":
            serials += 1
            written += "#" if serial is None else _serial(pattern, form or "", serial)
        elif name is not None:
            if name not in _WORDS or form:
                raise _wrong(pattern)
            written += {"yyyy": f"{on.year:04d}", "yy": f"{on.year % 100:02d}", "mm": f"{on.month:02d}"}[name]
    if serials != 1:
        raise _wrong(pattern)
    return written


def _serial(pattern: str, form: str, serial: int) -> str:
    """Write a serial in its width (``06d``), or as it is where no width is given."""
    if not form:
        return str(serial)
    if not (form.isascii() and form[0] == "0" and form[-1] == "d" and form[1:-1].isdigit() and int(form[1:-1]) < 20):
        raise _wrong(pattern)
    width = int(form[1:-1])
    if len(str(serial)) > width:
        raise Refused(
            f"Serial {serial} does not fit into the {width} digits of the number pattern {pattern!r}.",
            advice="Release a scheme with a wider pattern.",
            zh=(f"证书流水号 {serial} 超出编号规则 {pattern} 的位数。", "请发布位数更多的方案。"),
        )
    return f"{serial:0{width}d}"


def _wrong(pattern: str) -> Refused:
    return Refused(
        f"The certificate number pattern {pattern!r} must have one {{serial:06d}} and else only "
        "{yyyy}, {yy} and {mm} in braces.",
        advice="Correct the scheme and release it again.",
    )
