"""A bank folder of one of each kind, to be written to disk and spoilt by tests."""

from pathlib import Path

from app.exam.bank import Bank
from app.storage.bank_files import load_bank

FILES = {
    "bank.toml": """
id = "small"
version = 1
name = { zh = "小题库", en = "Small bank" }
""",
    "points.toml": """
[[area]]
code = "A"
name = { zh = "短视频", en = "Short videos" }

[[point]]
code = "A-01"
name = { zh = "选题" }
conduct = true
""",
    "statutes.toml": """
[[statute]]
id = "trade"
title = { zh = "行业做法" }
""",
    "items/a.toml": """
[[item]]
id = "A-01-002"
point = "A-01"
kind = "true_false"
difficulty = 1
stem = { zh = "开头三秒要抓人。" }
answer = true
explanation = { zh = "是。" }
source = { ref = "trade" }
effective_from = 2020-05-08
checked_on = 2026-01-05

[[item]]
id = "A-01-001"
point = "A-01"
kind = "single"
difficulty = 2
stem = { zh = "多长？", en = "How long?" }
options = [{ zh = "十五秒", en = "15 s", right = true }, { zh = "一小时", en = "1 h" }]
explanation = { zh = "短。", en = "Short." }
source = { ref = "trade" }
effective_from = 2020-05-08
checked_on = 2026-01-05
""",
    "oral/a.toml": """
[[question]]
id = "A-01-O01"
point = "A-01"
difficulty = 3
stem = { zh = "说说选题。" }
model_answer = { zh = "看人。" }
key_points = [{ id = "a", text = { zh = "看人" }, half_points = 20 }]
source = { ref = "trade" }
effective_from = 2020-05-08
checked_on = 2026-01-05
""",
    "samples/cup.toml": """
[[sample]]
id = "cup"
name = { zh = "杯子" }
industry = { zh = "日用品" }
picture = "cup.svg"
audience = { zh = "上班族" }
facts = [{ label = { zh = "容量" }, value = { zh = "500 ml" } }]
fitting_address = [{ zh = "家人们" }]
unfit_address = [{ zh = "老铁" }]
must_say = [{ text = { zh = "材质" }, source = { ref = "trade" } }]
must_not_claim = []
""",
    "clip_tasks.toml": """
[[clip_task]]
id = "cup-clip"
sample = "cup"
name = { zh = "杯子引流" }
brief = { zh = "拍一条短视频。" }
must_haves = [{ id = "product", text = { zh = "出现产品" } }]
""",
    "rubrics/clip.toml": """
[[rubric]]
subject = "clip"
name = { zh = "短视频评分表" }
tags = []
red_lines = []

[[rubric.lines]]
id = "hook"
name = { zh = "开头" }
half_points = 200
anchors = { good = { zh = "好" }, fair = { zh = "中" }, poor = { zh = "差" } }
""",
    "audience/cup.toml": """
[[remark]]
id = "cup-01"
sample = "cup"
speaker = { zh = "路人甲" }
text = { zh = "多少钱" }
earliest_s = 1
latest_s = 9
question = true
""",
    "terms.toml": """
[[term]]
id = "best"
words = ["最好"]
reason = { zh = "绝对化用语" }
source = { ref = "trade" }
lawful_uses = []
""",
}


def write_bank(folder: Path, **changed: str) -> Path:
    """Write the folder; ``changed`` replaces or adds files, ``__`` standing for ``/`` and ``_toml`` for ``.toml``."""
    named = {name.replace("__", "/").replace("_toml", ".toml"): content for name, content in changed.items()}
    for name, content in (FILES | named).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def small_bank() -> Bank:
    """Return the bank of an unspoilt folder."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        bank = load_bank(write_bank(Path(folder))).bank
    assert bank is not None
    return bank
