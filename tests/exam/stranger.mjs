// A stranger's draw: written from docs/draw.md alone, sharing nothing with Kaobo but that page.
// Usage: node stranger.mjs VECTORS.json   prints what it recomputed, in the shape of the file's "expected".
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const SPAN = 1n << 64n;
const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const commitment = (secret) => sha256("kaobo/commit/1\n", secret).toString("hex");
const label = (purpose, who) => `kaobo/draw/1|${purpose}|${who.sitting}|${who.admission}|${who.round}`;

function stream(secret, name) {
  let counter = 0n;
  let ready = [];
  const next = () => {
    if (ready.length === 0) {
      const message = Buffer.concat([Buffer.from(`${name}\n`, "utf8"), Buffer.alloc(8)]);
      message.writeBigUInt64BE(counter, message.length - 8);
      counter += 1n;
      const block = createHmac("sha256", secret).update(message).digest();
      ready = [0, 8, 16, 24].map((at) => block.readBigUInt64BE(at));
    }
    return ready.shift();
  };
  const below = (n) => {
    const limit = SPAN - (SPAN % n);
    for (;;) {
      const x = next();
      if (x < limit) return x % n;
    }
  };
  const shuffle = (list) => {
    const mixed = [...list];
    for (let i = mixed.length - 1; i > 0; i -= 1) {
      const j = Number(below(BigInt(i + 1)));
      [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
    }
    return mixed;
  };
  return { next, below, shuffle };
}

const byId = (a, b) => (a.id < b.id ? -1 : 1);
const area = (point) => point.split("-")[0];

function fits(quota, item) {
  const place = quota.of === item.point || quota.of === area(item.point);
  const level = quota.easiest <= item.difficulty && item.difficulty <= quota.hardest;
  return place && level && (quota.kinds.length === 0 || quota.kinds.includes(item.kind));
}

function paper(secret, who, items, quotas) {
  const drawn = stream(secret, label("theory-items", who)).shuffle([...items].sort(byId));
  const width = (quota) => items.filter((item) => fits(quota, item)).length;
  const order = quotas.map((_, i) => i).sort((a, b) => width(quotas[a]) - width(quotas[b]) || a - b);
  const onPaper = new Set();
  const perPoint = new Map();
  const picked = new Map();
  for (const index of order) {
    picked.set(index, []);
    for (let n = 0; n < quotas[index].count; n += 1) {
      const free = drawn.filter((item) => fits(quotas[index], item) && !onPaper.has(item.id));
      const used = (item) => perPoint.get(item.point) ?? 0;
      const least = Math.min(...free.map(used));
      const chosen = free.find((item) => used(item) === least);
      onPaper.add(chosen.id);
      perPoint.set(chosen.point, used(chosen) + 1);
      picked.get(index).push(chosen);
    }
  }
  return quotas.flatMap((_, index) => picked.get(index)).map((item) => {
    const places = [...Array(item.options).keys()];
    const mixed = item.kind === "true_false" ? places
      : stream(secret, label(`theory-options:${item.id}`, who)).shuffle(places);
    return { item: item.id, order: mixed };
  });
}

function audience(secret, who, remarks, lengthMs) {
  const numbers = stream(secret, label("audience", who));
  const queue = numbers.shuffle([...remarks].sort(byId));
  const window = (remark) => remark.latest_s - remark.earliest_s;
  queue.sort((a, b) => Number(b.question) - Number(a.question) || window(a) - window(b)); // stable since ES2019
  const placed = new Map();
  for (const remark of queue) {
    const free = [];
    for (let s = remark.earliest_s; s <= Math.min(remark.latest_s, Math.floor(lengthMs / 1000) - 1); s += 1) {
      if ([...placed.keys()].every((other) => Math.abs(other - s) >= 6)) free.push(s);
    }
    if (free.length > 0) placed.set(free[Number(numbers.below(BigInt(free.length)))], remark.id);
  }
  const viewers = [18 + Number(numbers.below(25n))];
  for (let start = 0; start < lengthMs; start += 5000) {
    const lively = [...placed.keys()].filter((s) => s * 1000 >= start && s * 1000 < start + 5000).length;
    viewers.push(Math.max(3, viewers.at(-1) + Number(numbers.below(10n)) - 4 + 3 * lively));
  }
  const seconds = [...placed.keys()].sort((a, b) => a - b);
  return { remarks: seconds.map((s) => [s * 1000, placed.get(s)]), viewers };
}

function proof(secret, name, outcome) {
  const digest = sha256(`${commitment(secret)}|${name}|${outcome}`);
  let number = BigInt(`0x${digest.subarray(0, 5).toString("hex")}`);
  let code = "";
  for (let i = 0; i < 8; i += 1) {
    code = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Number(number & 31n)] + code;
    number >>= 5n;
  }
  return code;
}

function recompute(vector) {
  const { input } = vector;
  const secret = Buffer.from(input.secret, "hex");
  const numbers = stream(secret, label("sample", input));
  const bounds = stream(secret, label("sample", input));
  const order = stream(secret, label("sample", input)).shuffle([...input.samples].sort());
  return {
    commitment: commitment(secret),
    label: label("sample", input),
    numbers: Array.from({ length: 9 }, () => numbers.next().toString()),
    below: input.bounds.map((n) => bounds.below(BigInt(n)).toString()),
    paper: paper(secret, input, input.items, input.quotas),
    sample: order[0],
    order,
    clip_task: stream(secret, label("clip-task", input)).shuffle([...input.clip_tasks].sort())[0],
    audience: audience(secret, input, input.remarks, input.length_ms),
    proof: proof(secret, label("sample", input), order[0]),
  };
}

const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(JSON.stringify(vectors.map(recompute)));
