// A stranger's check of a record: written from the docstrings of app/exam/canonical.py and app/exam/entry.py alone.
// Usage: node stranger_record.mjs RECORD.jsonl   prints {"streams": N, "entries": N, "fault": null or {stream, seq}}.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

// Keys are ASCII, so JavaScript's order by UTF-16 unit is the order by code point; JSON.stringify escapes exactly
// what the form demands.  Figures of the record are below 2^53.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

const heads = new Map();
let fault = null;
let count = 0;
for (const line of readFileSync(process.argv[2], "utf8").split("\n").filter((each) => each !== "")) {
  const entry = JSON.parse(line);
  const { at, body, by, elapsed_ms, kind, seq, stream } = entry;
  const head = heads.get(stream);
  const previous = head ? head.digest : "0".repeat(64);
  const own = canonical({ at, body, by, elapsed_ms, kind, seq, stream });
  const digest = createHash("sha256").update(entry.previous, "ascii").update(own, "utf8").digest("hex");
  const whole = entry.previous === previous && entry.digest === digest && seq === (head ? head.seq + 1 : 0);
  if (!whole && fault === null) fault = { stream, seq };
  heads.set(stream, entry);
  count += 1;
}
process.stdout.write(JSON.stringify({ streams: heads.size, entries: count, fault }));
