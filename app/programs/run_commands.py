"""``kaobo doctor``, ``kaobo demo`` and ``kaobo season``."""

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from app.centre.access import sign_in
from app.centre.draws import replay_draws
from app.centre.seat import Station
from app.exam.errors import Refused
from app.programs import demo as demo_program
from app.programs.console import Bar, HomeOption, JsonOption, progress, say, say_json, say_table
from app.programs.doctor import examine
from app.programs.papers import certificate_desk, issue_due
from app.programs.season import PIN as SEASON_PIN
from app.programs.season import AcknowledgementFile, Season, SeasonPlan
from app.settings import SOFTWARE, settings_from
from app.storage.clock import SystemClock
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
) -> None:
    """Run one candidate through the whole exam, through the same jobs that the windows use.

    The pitch is recorded from a camera that the demo starts itself.  Leaves summary.json, record.jsonl and pitch.mp4.
     Example: `kaobo demo --out demo-out`
    """
    if out.exists() and any(out.iterdir()):
        raise Refused(f"The folder {out} is not empty.", advice="Give a new folder with --out.")
    summary = demo_program.run(out, seed, pitch_s=pitch_s)
    say(f"{summary['candidate']} {'passed' if summary['passed'] else 'did not pass'}; see {out / 'summary.json'}.")


def season(
    out: OutOption,
    candidates: Annotated[int, typer.Option(min=1)] = 2249,
    passes: Annotated[int, typer.Option("--pass", min=0)] = 2082,
    days: Annotated[int, typer.Option(min=1)] = 54,
    seed: Annotated[int, typer.Option()] = 1,
    certificates: Annotated[bool, typer.Option(help="Issue every certificate that is due at the end.")] = True,
) -> None:
    """Replay the exam's first season through the same jobs; a killed run goes on when started again.

    Example: `kaobo season --candidates 2249 --pass 2082 --days 54 --seed 1 --out season-out`
    """
    plan = SeasonPlan(candidates, passes, days, seed)
    started = time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    place = out / "home"
    home = open_home(place) if (place / "kaobo.db").exists() else create_home(place)
    acknowledged = AcknowledgementFile(out / "acknowledged.jsonl")
    try:
        with progress("Season", candidates) as bar:
            for _ in Season(home, plan, acknowledged.note).play():
                bar.step()
        played_s = time.monotonic() - started
        issued = _issue(home, passes) if certificates else 0
        issued_s = time.monotonic() - started - played_s
        with progress("Verifying", candidates) as bar:
            faults = list(verify_record(home.store, home.keys, replay=replay_draws, step=bar.step))
        with home.store.reading() as books:
            lines = [books.attempts.get(attempt) for attempt in books.attempts.ids()]
    finally:
        acknowledged.close()
        home.close()
    wall_s = time.monotonic() - started
    passed = sum(line.passed for line in lines if line)
    entries = sum(1 for _ in (out / "acknowledged.jsonl").open(encoding="utf-8"))
    verified = "yes" if not faults else f"no, {len(faults)} faults"
    say(f"{len(lines)} attempts, {passed} passes; every stream verified: {verified}.")
    say(
        f"{wall_s:.1f} s ({played_s:.1f} s of it exams, {len(lines) / played_s:.1f} candidates a second), "
        f"{entries} acknowledgements, database {(place / 'kaobo.db').stat().st_size / 1e6:.1f} MB, "
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB."
    )
    if certificates:
        held = sum(bool(line.certificate_number) for line in lines if line)
        say(f"{held} certificates, {issued} of them issued now in {issued_s:.1f} s.")
    if faults or len(lines) != candidates or passed != passes or (certificates and held != passes):
        for fault in faults[:10]:
            say(f"{fault.place}: {fault.reason}")
        raise typer.Exit(1)


def _issue(home: Home, passes: int) -> int:
    """Issue every certificate that is due; return how many there were."""
    clock, station = SystemClock(), Station("office", home.keys.station, SOFTWARE)
    clerk = sign_in(home.store, clock, "clerk", SEASON_PIN)
    desk = certificate_desk(home, clock, station, clerk, demo_program.ISSUER)
    with progress("Certificates", passes) as bar:
        return sum(1 for _ in _stepped(issue_due(desk), bar))


def _stepped(numbers: Iterator[str], bar: Bar) -> Iterator[str]:
    for number in numbers:
        bar.step()
        yield number
