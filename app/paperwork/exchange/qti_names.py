"""How QTI 3.0 and 2.1 spell the same things.

Source: 1EdTech QTI 3.0 ASI (elements ``qti-…``, attributes with hyphens) and IMS QTI 2.1 (camel case), with their
content packages (IMS CP 1.1 in both).
"""

from dataclasses import dataclass

XML = "http://www.w3.org/XML/1998/namespace"
LOM = "http://ltsc.ieee.org/xsd/LOM"
KAOBO = "urn:kaobo:item:1"
"""The namespace of what neither QTI nor LOM has a place for: source and days of a fact."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version's spelling."""

    version: str
    namespace: str
    package: str
    package_schema: str
    package_version: str
    resource: str
    match_correct: str
    hyphens: bool

    def element(self, name: str) -> str:
        """Return the qualified name of a QTI element, given as QTI 3 spells it without ``qti-``."""
        return f"{{{self.namespace}}}{f'qti-{name}' if self.hyphens else camel(name)}"

    def attribute(self, name: str) -> str:
        """Return the name of an attribute, given as QTI 3 spells it."""
        return name if self.hyphens else camel(name)

    def html(self, name: str) -> str:
        """Return the qualified name of an element that comes from HTML."""
        return f"{{{self.namespace}}}{name}"


def camel(name: str) -> str:
    """Return ``simple-choice`` as ``simpleChoice``."""
    first, *others = name.split("-")
    return first + "".join(word.capitalize() for word in others)


def plain_name(tag: object) -> str:
    """Return an element's name as QTI 3 spells it without ``qti-``, whatever its version and namespace."""
    local = str(tag).rpartition("}")[2].removeprefix("qti-")
    return "".join(f"-{letter.lower()}" if letter.isupper() and index else letter for index, letter in enumerate(local))


DIALECTS = {
    "3.0": Dialect(
        "3.0", "http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        "QTI Package", "3.0.0", "imsqti_item_xmlv3p0",
        "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml", hyphens=True,
    ),
    "2.1": Dialect(
        "2.1", "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1",
        "QTIv2.1 Package", "1.0.0", "imsqti_item_xmlv2p1",
        "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct", hyphens=False,
    ),
}  # fmt: skip
