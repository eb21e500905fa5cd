"""Make a drawn PDF an archive document: PDF/A-2b, checked before it is signed.

Why this room exists: a certificate must still open in thirty years; the library that prepares it also checks
what it wrote, and a document that does not pass is never signed.
"""

import io
from datetime import datetime

import pikepdf
from pikepdf import pdfa

from app.exam.errors import Unavailable

FLAVOUR = "2b"


def archived(drawn: bytes, at: datetime) -> bytes:
    """Return a PDF as PDF/A-2b.

    Args:
        at: when the document was made, aware.

    Raises:
        Unavailable: it does not pass, which would be a fault of this program or of a layout's picture.
    Source: ISO 19005-2:2011, level B.
    """
    paper = io.BytesIO()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            pdf.docinfo[key] = pikepdf.String(_written(at))
        for page in pdf.pages:
            if "/Trans" in page:  # reportlab's slide transition, which an archive does not know
                del page["/Trans"]
        try:
            pdfa.save(pdf, paper, FLAVOUR)
        except pdfa.PdfaError as error:
            raise Unavailable(
                f"The certificate does not pass as PDF/A-2b: {first_finding(error.report)}.",
                advice="Check the layout's pictures; use plain RGB ones.",
            ) from error
    return paper.getvalue()


def first_finding(report: pdfa.Report) -> str:
    """Return a report's first finding in one line, empty when there is none."""
    return str(report.findings[0]) if report.findings else ""


def _written(at: datetime) -> str:
    """Write a moment as PDF does.  Source: ISO 32000-1, 7.9.4."""
    offset = at.strftime("%z")
    return f"D:{at:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
