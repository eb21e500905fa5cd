"""Write the checking page: one HTML file that checks certificates in a browser, without any network.

Why this room exists: whoever holds a certificate must not depend on this centre's server, or on any.  The
page's own policy forbids every request; its scripts are named by their hashes.
"""

import base64
import hashlib
from pathlib import Path
from string import Template

from app.exam.errors import Unavailable
from app.paperwork.certificate.trust import Trust, written_trust
from app.resources import asset
from app.whole_files import put_whole

PAGE, TRUST_FILE = "check.html", "trust.json"


def page_of(trust: Trust) -> str:
    """Return the page.

    Raises:
        Unavailable: a part of it is missing from this installation.
    """
    jsqr, noble = _part("vendor", "jsQR.js"), _part("vendor", "noble-ed25519.js")
    own = f"{_part('looks.js')}\n{_part('page.js')}"
    curve = _enclosed(noble, "verifyAsync")
    module = f"{curve}\n{own}"
    style = _part("page.css")
    known = written_trust(trust).replace("<", "\\u003c")
    return Template(_part("page.html")).substitute(
        script_hashes=" ".join(f"'{_hash(script)}'" for script in (jsqr, module)),
        style_hash=_hash(style), style=style, trust=known, jsqr=jsqr, noble=curve, page=own,
    )  # fmt: skip


def write_page(folder: Path, trust: Trust) -> tuple[Path, Path]:
    """Write the page and the trust file into a folder, each whole or not at all; return both paths.

    Raises:
        Unavailable: the folder cannot be written.
    """
    page, known = folder / PAGE, folder / TRUST_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        put_whole(page, page_of(trust).encode(), mode=0o666)
        put_whole(known, written_trust(trust).encode(), mode=0o666)
    except OSError as error:
        raise Unavailable(
            f"The page cannot be written to {folder}.", advice="Check the disk and its rights."
        ) from error
    return page, known


def _part(*names: str) -> str:
    return asset("certificates", "page", *names).read_text(encoding="utf-8")


def _enclosed(module: str, wanted: str) -> str:
    """Return a module's text in a scope of its own that hands out one name, so that no names clash."""
    lines = "\n".join(line for line in module.splitlines() if not line.startswith("export "))
    return f"const {{ {wanted} }} = (() => {{\n{lines}\nreturn {{ {wanted} }};\n}})();"


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
