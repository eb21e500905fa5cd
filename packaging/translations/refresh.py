"""Bring the translation files up to date with the windows' texts, and compile them.

Run from the top of a checkout: ``python packaging/translations/refresh.py``.  Exits 1 and names each text that
still lacks its Chinese.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

TOP = Path(__file__).resolve().parents[2]
ZH = TOP / "assets" / "translations" / "kaobo_zh.ts"


def tool(name: str) -> str:
    """Return the path of one of Qt's Linguist tools, beside this Python first."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name) or name


def gather(target: Path) -> None:
    """Write every text of the windows into a translation file; what is gone is dropped."""
    sources = sorted(str(each.relative_to(TOP)) for each in (TOP / "app" / "screens").rglob("*.py"))
    subprocess.run(
        [tool("pyside6-lupdate"), *sources, "-ts", str(target), "-source-language", "en", "-target-language",
         "zh_CN", "-no-obsolete", "-locations", "none"],
        check=True, cwd=TOP, capture_output=True,
    )  # fmt: skip


def compile_file(source: Path, target: Path) -> None:
    """Compile a translation file for Qt."""
    subprocess.run([tool("pyside6-lrelease"), "-silent", str(source), "-qm", str(target)], check=True, cwd=TOP)


def untranslated(source: Path) -> list[str]:
    """Return the texts that have no finished translation, with their page."""
    missing = []
    for context in ET.parse(source).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") or not (translation.text or "").strip():
                missing.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return missing


def main() -> int:
    """Refresh, compile, and report what is missing."""
    gather(ZH)
    compile_file(ZH, ZH.with_suffix(".qm"))
    missing = untranslated(ZH)
    sys.stderr.write("".join(f"{each}\n" for each in missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
