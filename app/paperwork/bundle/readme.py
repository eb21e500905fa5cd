"""The README of a bundle: for a court, an appeal board, an expert who has never seen Kaobo."""

from collections.abc import Sequence

from app.centre.report_values import Evidence

_ABOUT = {
    "record.jsonl": ("考核记录全文，每行一条", "the whole record, one entry a line"),
    "seals.json": ("各记录流封存签名", "the seals of the streams"),
    "stations.json": ("考点各工作站公钥", "the public keys of the centre's stations"),
    "scheme.json": ("考核方案（冻结版本）", "the scheme as it was frozen"),
    "bank.json": ("题库版本（冻结版本）", "the bank release as it was frozen"),
    "sitting.json": ("场次与抽签承诺", "the sitting and its draw commitment"),
    "result.json": ("评定结果摘要", "the outcome in short"),
    "opened_texts.json": ("记录中封存文字的明文", "the sealed words of the record, opened"),
}


def readme(evidence: Evidence, names: Sequence[str], missing: Sequence[str], public: bytes) -> str:
    """Return the text; what stands in the bundle, how to check it, and what it proves and does not."""
    record = evidence.record
    lines = [
        "考核证据包 / EVIDENCE OF ONE EXAMINATION",
        "",
        f"准考证号 Admission number: {record.candidate.admission_number}",
        f"姓名 Name: {record.candidate.name}",
        f"场次 Sitting: {record.head.code}, {record.head.held_on.isoformat()}, {record.head.place}",
        f"发证机构 Issuer: {record.head.issuer.zh} / {record.head.issuer.in_language('en')}",
        "",
        "本包含有个人信息，仅可交给有权阅读的人。",
        "This bundle holds personal data. Hand it only to those who may read it.",
        "",
        "一、内容 / 1. CONTENTS",
        *(f"  data/{name}{_said(name)}" for name in names),
    ]
    if missing:
        lines += ["", "记录中提到、但未包含的媒体 / Media that the record names and that are not included:"]
        lines += [f"  {name}: SHA-256 {evidence.files[name]}" for name in missing]
    return "\n".join([*lines, "", *_HOW, f"  {public.hex()}", "", *_WHAT, ""])


def _said(name: str) -> str:
    zh, en = _ABOUT.get(name, ("", ""))
    return f"  {zh} / {en}" if zh else ""


_HOW = (
    "二、如何核验 / 2. HOW TO CHECK",
    "  kaobo bundle check FILE --key KEY",
    "  无需 Kaobo 亦可核验：/ Without Kaobo:",
    "  1) 本包是 BagIt（RFC 8493）：用 sha256sum -c manifest-sha256.txt 和 tagmanifest-sha256.txt 逐一比对。",
    "     This is a BagIt bag (RFC 8493): compare with sha256sum -c manifest-sha256.txt and tagmanifest-sha256.txt.",
    "  2) 对一行 'kaobo/bundle/1'（含换行）加 tagmanifest-sha256.txt 求 SHA-256，用公钥验证 Ed25519 签名（RFC 8032）。",
    "     Take SHA-256 of the line 'kaobo/bundle/1' with its line feed, followed by tagmanifest-sha256.txt, and verify",
    "     the Ed25519 signature (RFC 8032) over those 32 bytes.",
    "  3) record.jsonl 每条 digest = SHA-256(previous ‖ 规范 JSON（RFC 8785））,",
    "     其中 JSON 含 at, body, by, elapsed_ms, kind, seq, stream；首条的 previous 为 64 个 0。",
    "     Each entry's digest is SHA-256 of the previous digest (64 hex digits as text;",
    "     64 zeros for the first) followed by the canonical JSON (RFC 8785) of those seven fields.",
    "  4) scheme.json 与 bank.json 的 SHA-256 即记录首条所载的摘要。",
    "     The SHA-256 of scheme.json and bank.json are the digests in the record's first entries.",
    "",
    "  签名公钥（请另从考点公布处取得并比对）/ The key that signed (obtain it from the centre and compare):",
)
_WHAT = (
    "三、能证明与不能证明 / 3. WHAT IT PROVES AND WHAT NOT",
    "  能证明：包内全部文件自签名后未被增、删、改；记录各条自写入后未被更改；",
    "  成绩由所附方案、题库和记录重算可得。",
    "  It proves: no file was changed, added or left out since the signature; no entry was changed since it was",
    "  written; the marks follow from the scheme, bank and record that are enclosed.",
    "  不能证明：考评员的判断是否恰当；opened_texts.json 与封存文字的对应由考点签名担保。",
    "  It does not prove that an examiner judged well. That opened_texts.json agrees with the sealed words is",
    "  vouched for by the centre's signature.",
)
