"""Write the JSON Schemas of the files of content anew: ``python packaging/schema/refresh.py``.

Run it after a change of ``app/exam/bank.py`` or ``app/exam/scheme.py``.
"""

from pathlib import Path

from app.storage.content_schemas import content_schemas, written

FOLDER = Path(__file__).resolve().parents[2] / "question_bank" / "schema"


def main() -> None:
    """Write every schema; a file that no schema has any more is removed."""
    FOLDER.mkdir(exist_ok=True)
    schemas = content_schemas()
    for old in FOLDER.glob("*.schema.json"):
        if old.name not in schemas:
            old.unlink()
    for name, schema in schemas.items():
        (FOLDER / name).write_text(written(schema), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
