"""Items from a QTI package, 3.0 or 2.1, ours or a stranger's.

Why this room exists: a package is XML in a zip from outside.  It is parsed without entities, without document types and
without a network, inside limits; what it does not say is filled by defaults and named.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from app.exam.bank import Item, ItemKind, KeyPoint, Option, OralQuestion, Source, Text
from app.exam.errors import Refused
from app.foreign_files import Archive, Limits, declares_type, safe_name
from app.paperwork.exchange.items import (
    Defaults,
    Draft,
    Known,
    Loss,
    OralDraft,
    Reading,
    day_or_none,
    key_id,
    require_items,
    text_or_none,
)  # fmt: skip
from app.paperwork.exchange.qti_names import KAOBO, LOM, XML, plain_name
from app.paperwork.exchange.qti_writing import DIFFICULTIES

_LIMITS = Limits(file_bytes=64_000_000, members=20_000, unpacked_bytes=200_000_000)
_ITEM_BYTES, _MANIFEST_BYTES = 2_000_000, 64_000_000
_ITEM_TYPE = re.compile(r"imsqti_item_xmlv(?:3p0|2p[0-2])")
_BLANKS = re.compile(r"[ \t\r\n]+")


def read_qti(path: Path, defaults: Defaults | None = None) -> Reading:
    """Read the choice items and extended texts (oral questions) of a package; others are left out and named.

    Raises:
        Refused: no package, hostile, or an item that cannot be read, with its file.
        Unavailable: it cannot be read from disk.
    """
    items: list[Item] = []
    oral: list[OralQuestion] = []
    losses: list[Loss] = []
    chosen = defaults or Defaults()
    with Archive(path, _LIMITS) as archive:
        manifest = _parsed(archive, "imsmanifest.xml", _MANIFEST_BYTES)
        for href, resource in _resources(archive, manifest):
            root = _parsed(archive, href, _ITEM_BYTES)
            place = f"{path.name}, {href}"
            if plain_name(root.tag) != "assessment-item":
                raise Refused(f"{place} is not an assessment item.", advice="Export the package again.")
            draft = _draft(place, root, losses)
            if draft is not None:
                _metadata(draft, resource)
            if isinstance(draft, OralDraft):
                oral.append(draft.finish(chosen, len(oral) + 1, losses))
            elif draft is not None:
                items.append(draft.finish(chosen, len(items) + 1, losses))
    require_items(path.name, [*items, *oral])
    return Reading(tuple(items), tuple(losses), tuple(oral))


def _parsed(archive: Archive, member: str, most_bytes: int) -> Element:
    content = archive.read(member, most_bytes)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    place = f"{archive.name}, {member}"
    if declares_type(content):
        raise Refused(f"{place} declares a document type.", advice="Export the package without one.")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"{place} is not XML that can be read.", advice="Export the package again.") from error
    return root


def _resources(archive: Archive, manifest: Element) -> Iterator[tuple[str, Element]]:
    seen: set[str] = set()
    for resource in manifest.iter("{*}resource"):
        if not _ITEM_TYPE.fullmatch(resource.get("type", "")):
            continue
        written = resource.get("href", "")
        href = posixpath.normpath(written) if written else ""
        if not safe_name(href):
            raise Refused(f"{archive.name} refers to {written!r}, outside the package.", advice="Export it again.")
        if href not in seen:
            seen.add(href)
            yield href, resource


def _draft(place: str, root: Element, losses: list[Loss]) -> Draft | OralDraft | None:
    own_id = root.get("identifier", "")[:200]
    found = [each for each in root.iter() if plain_name(each.tag).endswith("-interaction")]
    kinds = sorted(plain_name(each.tag) for each in found)
    if kinds == ["extended-text-interaction"]:
        return _oral(place, own_id, root, found[0])
    if kinds != ["choice-interaction"]:
        named = ", ".join(dict.fromkeys(kinds)) or "no interaction"
        reason = f"only one choice interaction or one extended text is taken, not {named}"
        losses.append(Loss(own_id or place, "the whole item", reason))
        return None
    draft = Draft(place, id=own_id)
    correct = _correct(root)
    draft.stem = _stem(root, found[0])
    draft.options = tuple(_options(place, found[0], correct))
    feedback = [each for each in _named(root, "modal-feedback") if _both(each) is not None]
    draft.explanation = _both(feedback[0]) if feedback else None
    if len(feedback) > 1:
        losses.append(Loss(own_id or place, "further feedback", "Kaobo's items have one explanation"))
    if next(_named(root, "map-entry"), None) is not None:
        losses.append(Loss(own_id or place, "points of single options", "the scheme decides what an item earns"))
    if any(plain_name(each.tag) in ("img", "object", "audio", "video") for each in root.iter()):
        losses.append(Loss(own_id or place, "pictures and media", "Kaobo's items are text"))
    cardinality = next(_named(root, "response-declaration"), root).get("cardinality", "")
    if cardinality not in ("single", "multiple"):
        raise Refused(f"{place}: {cardinality!r} is no cardinality of a choice.", advice="Write single or multiple.")
    draft.kind = None if cardinality == "single" else ItemKind.MULTIPLE
    return draft


def _oral(place: str, own_id: str, root: Element, interaction: Element) -> OralDraft:
    """Return an extended text: its rubric block holds the model answer and, as a list, the key points."""
    draft = OralDraft(place, id=own_id, stem=_stem(root, interaction))
    rubric = next((each for each in _named(root, "rubric-block") if "scorer" in each.get("view", "scorer")), None)
    if rubric is None:
        rubric = next(_named(root, "modal-feedback"), None)
    if rubric is None:
        return draft
    listed = [item for each in ("ol", "ul") for group in _named(rubric, each) for item in _named(group, "li")]
    texts = [(each.get("id", "") or key_id(index), _both(each)) for index, each in enumerate(listed)]
    draft.key_points = tuple(KeyPoint(name, text, 0) for name, text in texts if text is not None)
    for each in listed:
        each.clear()
    draft.model_answer = _both(rubric)
    return draft


def _named(root: Element, name: str) -> Iterator[Element]:
    return (each for each in root.iter() if plain_name(each.tag) == name)


def _correct(root: Element) -> set[str]:
    return {(value.text or "").strip() for each in _named(root, "correct-response") for value in _named(each, "value")}


def _options(place: str, interaction: Element, correct: set[str]) -> Iterator[Option]:
    choices = list(_named(interaction, "simple-choice"))
    names = [choice.get("identifier", "") for choice in choices]
    unknown = sorted(correct.difference(names))
    if unknown:
        raise Refused(f"{place}: the key names {unknown[0]!r}, which is no option.", advice="Mend the key in the file.")
    if len(set(names)) < len(names):
        raise Refused(f"{place}: two options have one identifier.", advice="Give each one of its own.")
    for choice in choices:
        text = _both(choice)
        if text is None:
            raise Refused(f"{place}: an option has no text.", advice="Write it into the item.")
        yield Option(text.zh, text.en, choice.get("identifier", "") in correct)


def _stem(root: Element, interaction: Element) -> Text | None:
    """Return what stands before the interaction in the body, and its prompt."""
    body = next(_named(root, "item-body"), None)
    outside = (child for child in (body if body is not None else ()) if interaction not in child.iter())
    before = [child for child in outside if plain_name(child.tag) != "rubric-block"]
    parts = [_languages(each) for each in (*before, *_named(interaction, "prompt"))]
    joined = {language: "\n".join(part[language] for part in parts if part[language]) for language in ("zh", "en")}
    return text_or_none(joined["zh"], joined["en"])


def _both(element: Element) -> Text | None:
    words = _languages(element)
    return text_or_none(words["zh"], words["en"])


def _languages(element: Element) -> dict[str, str]:
    """Return the words of each language: spans marked English apart, everything else as Chinese."""
    words = {"zh": "", "en": ""}
    _gather(element, "zh", words, 0)
    return {language: "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\0")).strip()
            for language, text in words.items()}  # fmt: skip


def _gather(element: Element, language: str, words: dict[str, str], depth: int) -> None:
    if depth > 100:
        raise Refused("An item's text is nested more than 100 deep.", advice="Export the package again.")
    marked = element.get(f"{{{XML}}}lang", "")[:2].lower()
    own = language if not marked else ("en" if marked == "en" else "zh")
    name = plain_name(element.tag)
    words[own] += ("\0" if name == "br" else "") + (element.text or "")
    for child in element:
        _gather(child, own, words, depth + 1)
        words[own] += child.tail or ""
    if name in ("p", "div", "li"):
        words[own] += "\0"


def _metadata(draft: Known, resource: Element) -> None:
    taxon = resource.find(f".//{{{LOM}}}taxon/{{{LOM}}}id")
    draft.point = (taxon.text or "").strip() if taxon is not None else ""
    level = resource.find(f".//{{{LOM}}}difficulty/{{{LOM}}}value")
    word = (level.text or "").strip() if level is not None else ""
    if word and word not in DIFFICULTIES:
        raise Refused(f"{draft.place}: {word!r} is no difficulty of LOM.", advice=f"Write {', '.join(DIFFICULTIES)}.")
    draft.difficulty = DIFFICULTIES.index(word) + 1 if word else 0
    own = resource.find(f".//{{{KAOBO}}}item")
    if own is None:
        return
    if own.get("kind"):
        draft.set_kind(own.get("kind", ""))
    if isinstance(draft, OralDraft):
        _weigh(draft, own)
    draft.effective_from = day_or_none(draft.place, own.get("effective-from", ""))
    draft.checked_on = day_or_none(draft.place, own.get("checked-on", ""))
    source = own.find(f"{{{KAOBO}}}source")
    if source is not None and source.get("ref"):
        draft.source = Source(source.get("ref", ""), source.get("article", ""))


def _weigh(draft: OralDraft, own: Element) -> None:
    """Give the key points what they earn, where the manifest says it."""
    found = {each.get("id", ""): each.get("half-points", "") for each in own.iter(f"{{{KAOBO}}}key-point")}
    known = {key.id for key in draft.key_points}
    for name, text in found.items():
        if name not in known or not (text.isascii() and text.isdigit() and len(text) < 4):
            raise Refused(
                f"{draft.place}: {text!r} half-points for the key point {name!r} cannot be read.",
                advice="Export the package again.",
            )
    earned = {name: int(text) for name, text in found.items()}
    draft.key_points = tuple(replace(key, half_points=earned.get(key.id, 0)) for key in draft.key_points)
