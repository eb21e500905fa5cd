"""``kaobo doctor``, ``kaobo demo`` and ``kaobo season``."""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from app.centre.draws import replay_draws
from app.exam.counting import count_of
from app.exam.errors import Refused
from app.programs.console import Bar, HomeOption, JsonOption, progress, say, say_json, say_table
from app.programs.memory import MemoryWatch
from app.programs.season import BOOTHS, Season, SeasonPlan
from app.programs.season_crew import ACKNOWLEDGED, HOME, run_booths, shared, usual_processes
from app.programs.season_office import make_keys, run_office
from app.settings import settings_from
from app.storage.home import Home, create_home, open_home
from app.storage.verify import verify_record

OutOption = Annotated[Path, typer.Option("--out", help="Folder to leave the results in.")]


def register(top: typer.Typer) -> None:
    """Add these commands to the top command."""
    top.command("doctor")(doctor)
    top.command("demo")(demo)
    top.command("season")(season)


def doctor(
    camera: Annotated[
        str, typer.Option(help="0, rtsp://…, http://…, a file; this computer's own when not given.")
    ] = "",
    microphone: Annotated[str, typer.Option(help="default, stream, an address, a file.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Examine this station: say go, go with a warning, or no go, and what to do.

    Opens camera and microphone for real.
    Example: `kaobo doctor --camera http://192.0.2.7:8080/video --microphone stream`
    """
    from app.programs.doctor import examine  # with all that opens cameras

    findings = examine(settings_from(home), camera, microphone)
    if as_json:
        say_json(
            [
                {"check": each.check, "result": each.result, "value": each.value, "advice": each.advice}
                for each in findings
            ]
        )
    else:
        say_table(
            ("check", "result", "found", "what to do"),
            ((each.check, each.result, each.value, each.advice) for each in findings),
        )
    if any(each.result == "no_go" for each in findings):
        raise typer.Exit(1)


def demo(
    out: OutOption = Path("demo-out"),
    seed: Annotated[int, typer.Option(help="Decides the candidate and the answers.")] = 7,
    pitch_s: Annotated[int, typer.Option("--pitch-seconds", min=3, max=290, help="How long the pitch lasts.")] = 20,
    show: Annotated[bool, typer.Option("--show", help="Let people watch both windows on this display.")] = False,
) -> None:
    """Run one candidate through the whole exam, by the controls of the candidate's and the examiner's window.

    The pitch is recorded from a camera that the demo starts itself.  Leaves summary.json, record.jsonl, pitch.mp4,
    certificate.pdf, forms and bundle.zip.  Example: `kaobo demo --out demo-out`
    """
    if out.exists() and any(out.iterdir()):
        raise Refused(f"The folder {out} is not empty.", advice="Give a new folder with --out.")
    from app.programs.demo import run  # with all that films and draws

    summary = run(out, seed, pitch_s=pitch_s, show=show, tell=_say_stage)
    say(f"{summary['candidate']} {'passed' if summary['passed'] else 'did not pass'}; see {out / 'summary.json'}.")
    papers = ("pitch.mp4", "certificate.pdf", "bundle.zip", "record.jsonl")
    forms = count_of(sum(1 for _ in (out / "forms").glob("*.pdf")), "paper")
    say(f"Beside it: {', '.join(name for name in papers if (out / name).exists())}, {forms} in forms.")


_STAGES = {
    "identity": "The examiner compares person and document",
    "consent": "Notice and consent",
    "devices": "Camera and microphone are checked",
    "theory": "Gate 1, theory: ten questions",
    "clip": "Gate 2, short video: handed in from a stick",
    "draw": "Gate 3, live pitch: one sample of ten is drawn",
    "preparation": "Preparation with facts and notes",
    "pitch": "The pitch is recorded and marked live",
    "sealed": "The examiner signs the sheet of the pitch",
    "marking the clip": "The examiner marks the video over its film",
}


def _say_stage(stage: str) -> None:
    if stage in _STAGES:  # the pages before a gate pass by themselves
        say(f"{_STAGES[stage]} …")


def season(
    out: OutOption,
    candidates: Annotated[int, typer.Option(min=1)] = 2249,
    passes: Annotated[int, typer.Option("--pass", min=0)] = 2082,
    days: Annotated[int, typer.Option(min=1)] = 54,
    seed: Annotated[int, typer.Option()] = 1,
    certificates: Annotated[bool, typer.Option(help="Issue every certificate that is due at the end.")] = True,
    processes: Annotated[int, typer.Option(min=0, max=BOOTHS, help="Booths at work at once; 0: as many as help.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Replay the exam's first season through the same jobs; a killed run goes on when started again.

    Example: `kaobo season --candidates 2249 --pass 2082 --days 54 --seed 1 --out season-out`
    """
    plan = SeasonPlan(candidates, passes, days, seed)
    processes, memory = processes or usual_processes(plan), MemoryWatch()
    started = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    place = out / HOME
    home = open_home(place) if (place / "kaobo.db").exists() else create_home(place)
    (out / ACKNOWLEDGED).touch()
    try:
        with progress("Season", candidates) as bar:
            office = Season(home, plan, lambda _: None)
            office.plan()
            _count(office.reveal(shared(run_booths, out, plan, processes, memory)), bar)
        played_s = time.monotonic() - started
        with progress("Certificates", passes) as bar:
            issued = _issue(home, out, plan, processes, memory, bar) if certificates else 0
        issued_s = time.monotonic() - started - played_s
        with progress("Verifying", candidates) as bar:
            faults = list(verify_record(home.store, home.keys, replay=replay_draws, step=bar.step))
        with home.store.reading() as books:
            lines = [books.attempts.get(attempt) for attempt in books.attempts.ids()]
    finally:
        home.close()
    held = sum(bool(line.certificate_number) for line in lines if line)
    account = {
        "attempts": len(lines), "passes": sum(line.passed for line in lines if line), "certificates": held,
        "issued_now": issued, "faults": [f"{fault.place}: {fault.reason}" for fault in faults],
        "seconds": round(time.monotonic() - started, 1), "exam_seconds": round(played_s, 1),
        "certificate_seconds": round(issued_s, 1), "candidates_a_second": round(len(lines) / played_s, 1),
        "acknowledgements": sum(1 for _ in (out / ACKNOWLEDGED).open(encoding="utf-8")),
        "database_mb": round((place / "kaobo.db").stat().st_size / 1e6, 1),
        "memory_mb": round(memory.most_mb), "processes": processes,
    }  # fmt: skip
    (say_json if as_json else _say_season)(account)
    whole = not faults and account["attempts"] == candidates and account["passes"] == passes
    if not whole or (certificates and held != passes):
        raise typer.Exit(1)


def _say_season(account: Mapping[str, Any]) -> None:
    verified = "yes" if not account["faults"] else f"no, {count_of(len(account['faults']), 'fault')}"
    say("{attempts} attempts, {passes} passes; every stream verified: ".format(**account) + f"{verified}.")
    say(
        "{seconds} s ({exam_seconds} s of it exams, {candidates_a_second} candidates a second), {acknowledgements} "
        "acknowledgements, database {database_mb} MB, memory {memory_mb} MB in {processes} processes at most.".format(
            **account
        )
    )
    say("{certificates} certificates, {issued_now} of them issued now in {certificate_seconds} s.".format(**account))
    for fault in account["faults"][:10]:
        say(fault)


def _count(names: Iterable[str], bar: Bar) -> int:
    """Move the bar on for each; return how many there were."""
    count = 0
    for _ in names:
        bar.step()
        count += 1
    return count


def _issue(home: Home, out: Path, plan: SeasonPlan, processes: int, memory: MemoryWatch, bar: Bar) -> int:
    """Issue every certificate that is due; return how many there were."""
    make_keys(home)
    return _count(shared(run_office, out, plan, processes, memory), bar)
