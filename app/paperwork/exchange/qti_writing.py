"""The theory bank as a QTI package.

Why this room exists: QTI is what test platforms agree on.  A package holds everything that an item has: both languages
as marked spans, the explanation as modal feedback, difficulty and point as LOM, source and days in a namespace of our
own that others pass over.  An oral question is an extended text with a rubric block for the scorer: the model answer,
then a list of the key points.  Only runs of blanks become one and those at the ends
none, as in every XML of texts.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from app.exam.bank import Bank, Item, ItemKind, OralQuestion, Text
from app.exam.errors import Refused, Unavailable
from app.paperwork.exchange.items import LETTERS, Asked, Loss, asked_in, edge_losses, texts_of, written_points
from app.paperwork.exchange.qti_names import DIALECTS, KAOBO, LOM, XML, Dialect
from app.whole_files import whole_file

DIFFICULTIES = ("very easy", "easy", "medium", "difficult", "very difficult")
"""LOM 5.8, the vocabulary of LOMv1.0, for 1 to 5."""

_STAMP = (1980, 1, 1, 0, 0, 0)


def write_qti(path: Path, bank: Bank, version: str = "3.0") -> list[Loss]:
    """Write a package of a bank's items and oral questions; return what it cannot hold.

    Equal banks give equal bytes.

    Raises:
        Refused: another version than 3.0 and 2.1, or a text that XML cannot hold, naming the item.
        Unavailable: the file cannot be written.
    """
    dialect = DIALECTS.get(version)
    if dialect is None:
        raise Refused(f"QTI {version} is not written here.", advice="Choose 3.0 or 2.1.")
    parts = [
        ("imsmanifest.xml", _manifest(bank, dialect)),
        *((_file(item), _item(item, dialect)) for item in asked_in(bank)),
    ]
    try:
        with whole_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, root in parts:
                _put(package, name, root)
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be written.", advice="Check the disk and its rights.") from error
    return [loss for item in asked_in(bank) for loss in _blanks(item)]


def _blanks(item: Asked) -> Iterator[Loss]:
    if any(re.search(r"[ \t]{2}|[ \t]\n|\n[ \t]|[\t\r]", text.zh + "\0" + text.en) for text in texts_of(item)):
        yield Loss(item.id, "runs of blanks", "readers of XML make one blank of them")
    yield from edge_losses(item)


def _put(package: zipfile.ZipFile, name: str, root: Element) -> None:
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)
    package.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)


def _file(item: Asked) -> str:
    return f"items/{item.id}.xml"


def _manifest(bank: Bank, dialect: Dialect) -> Element:
    root = etree.Element(_of(dialect, "manifest"), nsmap=_prefixes(dialect.package))
    root.set("identifier", f"{bank.id}-{bank.version}")
    about = etree.SubElement(root, _of(dialect, "metadata"))
    etree.SubElement(about, _of(dialect, "schema")).text = dialect.package_schema
    etree.SubElement(about, _of(dialect, "schemaversion")).text = dialect.package_version
    etree.SubElement(root, _of(dialect, "organizations"))
    resources = etree.SubElement(root, _of(dialect, "resources"))
    names = {point.code: point.name for point in bank.points}
    for item in asked_in(bank):
        resource = etree.SubElement(
            resources, _of(dialect, "resource"), identifier=f"R-{item.id}", type=dialect.resource, href=_file(item)
        )
        metadata = etree.SubElement(resource, _of(dialect, "metadata"))
        try:
            metadata.append(_lom(item, names.get(item.point)))
            metadata.append(_own(item))
        except ValueError as error:
            raise _unspeakable(item) from error
        etree.SubElement(resource, _of(dialect, "file"), href=_file(item))
    return root


def _prefixes(own: str) -> dict[str, str]:
    return {None: own, "lom": LOM, "kaobo": KAOBO}  # type: ignore[dict-item]  # lxml's word for no prefix


def _of(dialect: Dialect, name: str) -> str:
    return f"{{{dialect.package}}}{name}"


def _lom(item: Asked, point: Text | None) -> Element:
    def inside(parent: Element, *names: str) -> Element:
        for name in names:
            parent = etree.SubElement(parent, f"{{{LOM}}}{name}")
        return parent

    root = etree.Element(f"{{{LOM}}}lom")
    level = inside(root, "educational", "difficulty")
    inside(level, "source").text = "LOMv1.0"
    inside(level, "value").text = DIFFICULTIES[item.difficulty - 1]
    sorted_under = inside(root, "classification")
    inside(sorted_under, "purpose", "value").text = "competency"
    taxon = inside(sorted_under, "taxonPath", "taxon")
    inside(taxon, "id").text = item.point
    if point is not None:
        entry = inside(taxon, "entry")
        for language in ("zh", "en") if point.en else ("zh",):
            string = inside(entry, "string")
            string.set("language", language)
            string.text = point.in_language(language)
    return root


def _own(item: Asked) -> Element:
    kind = item.kind.value if isinstance(item, Item) else "oral"
    root = etree.Element(f"{{{KAOBO}}}item", kind=kind, difficulty=str(item.difficulty))
    etree.SubElement(root, f"{{{KAOBO}}}source", ref=item.source.ref, article=item.source.article)
    root.set("effective-from", item.effective_from.isoformat())
    root.set("checked-on", item.checked_on.isoformat())
    for key in item.key_points if isinstance(item, OralQuestion) else ():
        etree.SubElement(root, f"{{{KAOBO}}}key-point", {"id": key.id, "half-points": str(key.half_points)})
    return root


def _item(item: Asked, dialect: Dialect) -> Element:
    root = etree.Element(dialect.element("assessment-item"), nsmap={None: dialect.namespace})  # type: ignore[dict-item]
    attributes = {"identifier": item.id, "title": item.id, "adaptive": "false", "time-dependent": "false"}
    for name, value in attributes.items():
        root.set(dialect.attribute(name), value)
    root.set(f"{{{XML}}}lang", "zh")
    try:
        if isinstance(item, Item):
            _declare(root, item, dialect)
            _body(root, item, dialect)
            etree.SubElement(root, dialect.element("response-processing"), template=dialect.match_correct)
            _feedback(root, item, dialect)
        else:
            _oral(root, item, dialect)
    except ValueError as error:
        raise _unspeakable(item) from error
    return root


def _declare(root: Element, item: Item, dialect: Dialect) -> None:
    several = item.kind is ItemKind.MULTIPLE
    declaration = _made(root, dialect, "response-declaration", {
        "identifier": "RESPONSE", "cardinality": "multiple" if several else "single", "base-type": "identifier",
    })  # fmt: skip
    correct = _made(declaration, dialect, "correct-response")
    for index in sorted(item.key):
        _made(correct, dialect, "value").text = LETTERS[index]
    for name, kind, value in (("SCORE", "float", "0"), ("FEEDBACK", "identifier", "EXPLANATION")):
        attributes = {"identifier": name, "cardinality": "single", "base-type": kind}
        outcome = _made(root, dialect, "outcome-declaration", attributes)
        _made(_made(outcome, dialect, "default-value"), dialect, "value").text = value


def _body(root: Element, item: Item, dialect: Dialect) -> None:
    body = _made(root, dialect, "item-body")
    asked = _made(body, dialect, "choice-interaction", {
        "response-identifier": "RESPONSE",
        "shuffle": "false" if item.kind is ItemKind.TRUE_FALSE else "true",
        "max-choices": "0" if item.kind is ItemKind.MULTIPLE else "1",
    })  # fmt: skip
    _spans(_made(asked, dialect, "prompt"), item.stem, dialect)
    for letter, option in zip(LETTERS, item.options, strict=False):
        _spans(_made(asked, dialect, "simple-choice", {"identifier": letter}), option.text, dialect)


def _oral(root: Element, question: OralQuestion, dialect: Dialect) -> None:
    answer = {"identifier": "RESPONSE", "cardinality": "single", "base-type": "string"}
    _made(root, dialect, "response-declaration", answer)
    most = written_points(sum(key.half_points for key in question.key_points))
    outcome = {"identifier": "SCORE", "cardinality": "single", "base-type": "float", "normal-maximum": most}
    _made(root, dialect, "outcome-declaration", outcome | ({"external-scored": "human"} if dialect.hyphens else {}))
    body = _made(root, dialect, "item-body")
    asked = _made(body, dialect, "extended-text-interaction", {"response-identifier": "RESPONSE"})
    _spans(_made(asked, dialect, "prompt"), question.stem, dialect)
    rubric = _made(body, dialect, "rubric-block", {"view": "scorer"} | ({"use": "scoring"} if dialect.hyphens else {}))
    inner = _made(rubric, dialect, "content-body") if dialect.hyphens else rubric
    _spans(etree.SubElement(inner, dialect.html("div")), question.model_answer, dialect)
    keys = etree.SubElement(inner, dialect.html("ol"))
    for key in question.key_points:
        _spans(etree.SubElement(keys, dialect.html("li"), id=key.id), key.text, dialect)


def _feedback(root: Element, item: Item, dialect: Dialect) -> None:
    shown = _made(root, dialect, "modal-feedback", {
        "outcome-identifier": "FEEDBACK", "identifier": "EXPLANATION", "show-hide": "show",
    })  # fmt: skip
    inner = _made(shown, dialect, "content-body") if dialect.hyphens else shown
    _spans(etree.SubElement(inner, dialect.html("div")), item.explanation, dialect)


def _made(parent: Element, dialect: Dialect, name: str, attributes: dict[str, str] | None = None) -> Element:
    made = etree.SubElement(parent, dialect.element(name))
    for key, value in (attributes or {}).items():
        made.set(dialect.attribute(key), value)
    return made


def _spans(parent: Element, text: Text, dialect: Dialect) -> None:
    for language, words in (("zh", text.zh), ("en", text.en)):
        if words:
            span = etree.SubElement(parent, dialect.html("span"))
            span.set(f"{{{XML}}}lang", language)
            first, *others = words.split("\n")
            span.text = first
            for line in others:
                etree.SubElement(span, dialect.html("br")).tail = line


def _unspeakable(item: Asked) -> Refused:
    return Refused(
        f"Item {item.id} holds a control character, which XML cannot carry.", advice="Delete it from the item's text."
    )
