// Checks a certificate's QR code: base45, CBOR in one spelling only, COSE_Sign1 with Ed25519, the revocation list.
// Everything that is needed stands in this file; nothing is ever asked of a network.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const PREFIX = "KB1:";
const DAY_MS = 86400000;

class NotCose extends Error {}
class ForeignKey extends Error {}
class BadSignature extends Error {}

// RFC 9285; each text spells one message only.
function base45(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((letter) => ALPHABET.indexOf(letter));
    if (digits.includes(-1) || digits.length === 1) throw new NotCose("base45");
    const value = digits.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (value > (digits.length === 3 ? 65535 : 255)) throw new NotCose("base45");
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return Uint8Array.from(bytes);
}

// RFC 8949 without floats, indefinite lengths or needlessly long heads; map keys in canonical order.
class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }

  static whole(bytes) {
    const reader = new Reader(bytes);
    const value = reader.item(0);
    if (reader.at !== bytes.length) throw new NotCose("bytes follow");
    return value;
  }

  take(count) {
    if (this.at + count > this.bytes.length) throw new NotCose("too short");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  head() {
    const first = this.take(1)[0];
    const [major, short] = [first >> 5, first & 31];
    if (short < 24) return [major, short];
    if (short > 26) throw new NotCose("length");
    const width = 1 << (short - 24);
    const value = this.take(width).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < [24, 256, 65536][short - 24]) throw new NotCose("not the shortest form");
    return [major, value];
  }

  item(depth) {
    if (depth > 8) throw new NotCose("too deep");
    const [major, value] = this.head();
    switch (major) {
      case 0: return value;
      case 1: return -1 - value;
      case 2: return this.take(value);
      case 3: return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(value));
      case 4: {
        const list = [];
        for (let index = 0; index < value; index++) list.push(this.item(depth + 1));
        return list;
      }
      case 5: return this.map(value, depth);
      case 6: return { tag: value, value: this.item(depth + 1) };
      default: throw new NotCose("kind");
    }
  }

  map(count, depth) {
    const found = new Map();
    let before = "";
    for (let index = 0; index < count; index++) {
      const start = this.at;
      const key = this.item(depth + 1);
      const raw = hex(this.bytes.subarray(start, this.at));
      if (index && !(raw.length > before.length || (raw.length === before.length && raw > before))) {
        throw new NotCose("order");
      }
      before = raw;
      found.set(key, this.item(depth + 1));
    }
    return found;
  }
}

function hex(bytes) { return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""); }
function unhex(text) { return Uint8Array.from(text.match(/../g).map((pair) => parseInt(pair, 16))); }
function isBytes(value) { return value instanceof Uint8Array; }

function headOf(major, length) {
  if (length < 24) return [major << 5 | length];
  if (length < 256) return [major << 5 | 24, length];
  if (length < 65536) return [major << 5 | 25, length >> 8, length & 255];
  return [major << 5 | 26, length >>> 24, length >> 16 & 255, length >> 8 & 255, length & 255];
}

function toBeSigned(protectedBytes, purpose, payload) {
  const text = new TextEncoder();
  const parts = [[3, text.encode("Signature1")], [2, protectedBytes], [2, text.encode(purpose)], [2, payload]];
  const made = [0x84];
  for (const [major, bytes] of parts) {
    made.push(...headOf(major, bytes.length));
    for (const byte of bytes) made.push(byte);
  }
  return Uint8Array.from(made);
}

function envelope(message) {
  const outer = Reader.whole(message);
  if (!outer || outer.tag !== 18 || !Array.isArray(outer.value) || outer.value.length !== 4) throw new NotCose("shape");
  const [protectedBytes, unprotected, payload, signature] = outer.value;
  if (!isBytes(protectedBytes) || !isBytes(payload) || !isBytes(signature)) throw new NotCose("shape");
  if (!(unprotected instanceof Map) || unprotected.size) throw new NotCose("shape");
  const header = Reader.whole(protectedBytes);
  if (!(header instanceof Map) || header.size !== 2 || header.get(1) !== -8 || !isBytes(header.get(4))) {
    throw new NotCose("header");
  }
  return { protectedBytes, payload, signature, keyId: hex(header.get(4)) };
}

async function checked(message, purpose) {
  const read = envelope(message);
  const key = TRUST.qr_keys.find((each) => each.id === read.keyId);
  if (!key) throw new ForeignKey(read.keyId);
  const signed = toBeSigned(read.protectedBytes, purpose, read.payload);
  let holds = false;
  try {
    holds = read.signature.length === 64 && (await verifyAsync(read.signature, signed, unhex(key.public), { zip215: false }));
  } catch { holds = false; }
  if (!holds) throw new BadSignature();
  return Reader.whole(read.payload);
}

const KINDS = ["number", "string", "string", "bytes", "string", "string", "number", "number"];

function claimsOf(payload) {
  if (!(payload instanceof Map) || payload.size !== KINDS.length) throw new NotCose("claims");
  KINDS.forEach((kind, key) => {
    const value = payload.get(key);
    if (kind === "bytes" ? !isBytes(value) : typeof value !== kind) throw new NotCose("claims");
  });
  if (payload.get(0) !== 1) throw new NotCose("version");
  return {
    number: payload.get(1), holder: payload.get(2), ability: payload.get(4), issuer: payload.get(5),
    issuedOn: day(payload.get(6)), edition: payload.get(7),
  };
}

function day(count) { return new Date(count * DAY_MS).toISOString().slice(0, 10); }

function unchecked(message) {
  try { return claimsOf(Reader.whole(envelope(message).payload)); } catch { return null; }
}

// The answer about a QR code's text: {outcome, claims, revokedOn, replacedOn}.
async function checkText(text) {
  if (!text.startsWith(PREFIX)) return { outcome: "unreadable" };
  let message = new Uint8Array();
  try {
    message = base45(text.slice(PREFIX.length));
    const claims = claimsOf(await checked(message, "kaobo/certificate/1"));
    const revokedOn = REVOKED.get(claims.number);
    if (revokedOn !== undefined) return { outcome: "revoked", claims, revokedOn: day(revokedOn) };
    const [newest, since] = NEWEST.get(claims.number) ?? [0, 0];
    return claims.edition < newest ? { outcome: "replaced", claims, replacedOn: day(since) } : { outcome: "good", claims };
  } catch (error) {
    return { outcome: error instanceof ForeignKey ? "foreign" : "altered", claims: unchecked(message) };
  }
}

const WORDS = {
  good: ["✓ 证书真实有效", "This certificate is genuine."],
  revoked: ["✕ 该证书已被撤销", "This certificate was genuine but is revoked."],
  replaced: ["！曾真实有效，已被补发的证书取代", "This certificate was genuine but was replaced by a reissue. Ask for the newer one."],
  altered: ["✕ 内容被改动，请勿采信", "This certificate was altered. Do not accept it."],
  foreign: ["？签名不属于本考点，无法核验", "Another centre's key signed this; it cannot be checked here."],
  unreadable: ["？没有找到证书二维码", "No certificate's QR code was found. Move closer, in good light, and try again."],
  picture: ["？打不开这张图片，请换成 JPEG 或 PNG", "This picture cannot be opened here (HEIC photos often cannot). Choose a JPEG or PNG."],
  looking: ["正在识别……", "Looking for the QR code …"],
  camera: ["？无法使用摄像头", "The camera cannot be used. Choose a photo instead."],
};

function show(answer) {
  const [zh, en] = WORDS[answer.outcome];
  document.getElementById("answer").dataset.outcome = answer.outcome;
  document.getElementById("word").textContent = zh;
  document.getElementById("word-en").textContent = en;
  const facts = document.getElementById("facts");
  facts.replaceChildren();
  const proven = ["good", "revoked", "replaced"].includes(answer.outcome);
  if (!answer.claims) return;
  const rows = [
    ["证书编号 No.", answer.claims.number], ["姓名 Name", answer.claims.holder],
    ["能力 Ability", answer.claims.ability], ["发证机构 Issuer", answer.claims.issuer],
    ["发证日期 Issued", answer.claims.issuedOn + (answer.claims.edition ? `（补发 reissue ${answer.claims.edition}）` : "")],
  ];
  if (answer.revokedOn) rows.push(["撤销日期 Revoked", answer.revokedOn]);
  if (answer.replacedOn) rows.push(["补发日期 Replaced", answer.replacedOn]);
  if (!proven) rows.unshift(["注意 Note", "以下内容未经证实 · the following is not proven"]);
  for (const [label, value] of rows) {
    const [term, text] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = label;
    text.textContent = value;
    facts.append(term, text);
  }
}

function codeIn(pixels, inversion) {
  return jsQR(pixels.data, pixels.width, pixels.height, { inversionAttempts: inversion })?.data ?? "";
}

// The picture's pixels: whole in several sizes, then the places where a code may be, closer.
function* looks(source, width, height) {
  for (const longest of [1600, 1000, 2600, 700]) {
    const scale = Math.min(1, longest / Math.max(width, height));
    const whole = (ink, own) => ink.drawImage(source, 0, 0, own.width, own.height);
    yield [drawn(source, width * scale, height * scale, whole), "dontInvert"];
    if (longest === 1600 && scale === 1) break;
  }
  for (const pixels of hardLooks(source, width, height)) yield [pixels, "attemptBoth"];
}

async function textIn(source, width, height) {
  let found = "";
  for (const [pixels, inversion] of looks(source, width, height)) {
    const text = codeIn(pixels, inversion);
    if (text.startsWith(PREFIX)) return text;
    found ||= text;
    await new Promise((painted) => setTimeout(painted, 0));
  }
  return found;
}

async function checkFile(file) {
  show({ outcome: "looking" });
  await new Promise((painted) => setTimeout(painted, 30));
  let picture = null;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return show({ outcome: "picture" });
  }
  show(await checkText(await textIn(picture, picture.width, picture.height)));
}

let stream = null;

function stopCamera() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  document.getElementById("view").hidden = true;
}

async function startCamera() {
  const view = document.getElementById("view");
  if (stream) return stopCamera();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch {
    return show({ outcome: "camera" });
  }
  view.srcObject = stream;
  view.hidden = false;
  await view.play();
  show({ outcome: "looking" });
  const canvas = document.createElement("canvas");
  const look = async () => {
    if (!stream) return;
    const [width, height] = [view.videoWidth, view.videoHeight];
    if (width) {
      canvas.width = width;
      canvas.height = height;
      const ink = canvas.getContext("2d", { willReadFrequently: true });
      ink.drawImage(view, 0, 0);
      const pixels = ink.getImageData(0, 0, width, height);
      const text = codeIn(pixels, "dontInvert");
      if (text) {
        stopCamera();
        return show(await checkText(text));
      }
    }
    setTimeout(look, 120);
  };
  look();
}

const TRUST = JSON.parse(document.getElementById("trust").textContent);
const REVOKED = new Map();
const NEWEST = new Map();

async function begin() {
  document.getElementById("centre").textContent = [...new Set(TRUST.qr_keys.map((key) => key.centre))].join("、");
  const message = Uint8Array.from(atob(TRUST.revocations), (letter) => letter.charCodeAt(0));
  const list = await checked(message, "kaobo/revocations/1");
  for (const [number, since] of list.get(2)) REVOKED.set(number, since);
  for (const [number, edition, since] of list.get(3) ?? []) NEWEST.set(number, [edition, since]);
  const moment = new Date(list.get(1) * 1000).toISOString().slice(0, 16).replace("T", " ");
  document.getElementById("list").textContent =
    `撤销与补发名单截至 ${moment} UTC：撤销 ${REVOKED.size} 张，补发 ${NEWEST.size} 张 · `
    + `list as of ${moment} UTC: ${REVOKED.size} revoked, ${NEWEST.size} reissued`;
  document.getElementById("file").addEventListener("change", (event) => {
    if (event.target.files[0]) checkFile(event.target.files[0]);
  });
  document.getElementById("camera").addEventListener("click", startCamera);
  window.checkText = checkText;
  document.documentElement.dataset.ready = "yes";
}

begin().catch(() => {
  document.documentElement.dataset.ready = "broken";
  document.getElementById("answer").dataset.outcome = "altered";
  document.getElementById("word").textContent = "✕ 本页的撤销名单签名不符，请勿使用本页";
  document.getElementById("word-en").textContent = "This page's own revocation list does not hold. Do not use this page.";
  document.querySelector(".ways").remove();
});
