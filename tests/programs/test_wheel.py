"""What is installed holds everything that is read: content, pictures, fonts and translations travel in the wheel."""

import subprocess
from pathlib import Path
from zipfile import ZipFile

TOP = Path(__file__).parents[2]


def test_the_wheel_holds_every_file_of_the_program_its_assets_and_its_content(tmp_path: Path) -> None:
    subprocess.run(["uv", "build", "--wheel", "--quiet", "--out-dir", str(tmp_path)], cwd=TOP, check=True, timeout=300)
    (wheel,) = tmp_path.glob("*.whl")
    tracked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "app", "assets", "question_bank"],
        cwd=TOP,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    with ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    lost = [each for each in tracked if not any(each == name or name.endswith(f"/{each}") for name in packed)]
    assert len(tracked) > 500
    assert lost == []
