"""``kaobo clip check``: the checks that the kiosk shows, for a file.

Why this room exists: a centre tries its phones before the exam day, and an appeal repeats what was checked.
"""

from pathlib import Path
from typing import Annotated

import typer

from app.exam.errors import Refused
from app.exam.scheme import ClipTerms, Subject
from app.media.editing.handing import CheckedClip, check_clip
from app.programs.console import JsonOption, complain, existing, say, say_json
from app.resources import question_bank
from app.storage.scheme_files import load_scheme

clip_app = typer.Typer(help="The candidates' clips.", no_args_is_help=True)

NOT_USABLE = 1
LANGUAGES = ("zh", "en")


def register(top: typer.Typer) -> None:
    """Add the commands."""
    clip_app.command("check")(check)
    top.add_typer(clip_app, name="clip")


def check(
    clip: Annotated[Path, typer.Argument(help="The video file.", metavar="FILE")],
    scheme: Annotated[str, typer.Option("--scheme", help="A shipped scheme's id, or a scheme's TOML file.")] = "yiwu",
    language: Annotated[str, typer.Option("--language", help="zh or en.")] = "en",
    as_json: JsonOption = False,
) -> None:
    """Check a clip as the kiosk does.

    Exit 0: it can be handed in; 1: it cannot; 2: it is no video that can be read.
    Example: `kaobo clip check clip.mp4 --scheme yiwu`
    """
    if language not in LANGUAGES:
        raise Refused(f"There is no language {language!r} here.", advice="Name zh or en.")
    try:
        checked = check_clip(existing(clip, "file"), _terms(scheme))
    except Refused as refusal:
        if language != "zh":
            raise
        detail, advice = refusal.in_language(language)
        complain(Refused(detail, advice=advice))
        raise typer.Exit(2) from refusal
    if as_json:
        say_json(_as_json(checked))
    else:
        _tell(checked, language)
    if not checked.judgement.usable:
        raise typer.Exit(NOT_USABLE)


def _terms(scheme: str) -> ClipTerms:
    """Return the clip terms of a shipped scheme or of a file.

    Raises:
        Refused: there is none, it is faulty, or it has no clip.
    """
    path = Path(scheme)
    if path.suffix != ".toml":
        known = {each.stem: each for each in sorted(question_bank("schemes").glob("*.toml"))}
        if scheme not in known:
            raise Refused(f"There is no scheme {scheme}.", advice=f"Name one of {', '.join(known)}, or a file.",
                          zh=(f"没有“{scheme}”这个方案。", f"可用 {'、'.join(known)}，或一个文件。"))  # fmt: skip
        path = known[scheme]
    loaded = load_scheme(path)
    if loaded.scheme is None:
        raise Refused(f"{path.name}: {loaded.faults[0].reason}.", advice="Mend the scheme, then check again.")
    if Subject.CLIP not in loaded.scheme.subjects:
        raise Refused(f"The scheme {path.stem} asks for no clip.", advice="Name a scheme with a clip.",
                      zh=(f"方案“{path.stem}”没有短视频这一关。", "请用有短视频的方案。"))  # fmt: skip
    return loaded.scheme.clip


def _tell(checked: CheckedClip, language: str) -> None:
    judgement = checked.judgement
    for line in judgement.lines:
        say(f"{'✓' if line.holds else '✗'} {line.said_zh if language == 'zh' else line.said_en}")
    if language == "zh":
        say("可以交。" if judgement.usable else "不能交。")
    else:
        say("It can be handed in." if judgement.usable else "It cannot be handed in.")


def _as_json(checked: CheckedClip) -> dict[str, object]:
    judgement = checked.judgement
    return {
        "clip": checked.clip,
        "bytes": judgement.clip_bytes,
        "duration_ms": judgement.duration_ms,
        "usable": judgement.usable,
        "checks": [
            {"check": line.check, "holds": line.holds, "value": line.value, "zh": line.said_zh, "en": line.said_en}
            for line in judgement.lines
        ],
    }
