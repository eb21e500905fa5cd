"use strict";
const PIECE = 1024 * 1024, PATIENCE_MS = 30000, PAUSES_MS = [500, 1000, 2000, 3000];
const WORDS = {
  zh: {
    tab: "考播 · 交短视频", other: "English", title: "交短视频", lead: "选好剪完的视频，直接传到直播间，不用流量。",
    choose: "选择视频", again: "换一个视频", waiting: "还没有视频", waitingMore: "{0} 到 {1} 秒，竖屏，带声音。",
    sending: "正在上传", of: "{0} / {1} MB", keep: "请不要锁屏或离开这一页。",
    lost: "连接断了，正在重连", lostMore: "已传的 {0} MB 都在，不用重来。",
    away: "连不上直播间", awayMore: "请看直播间的屏幕；连上后会接着走。",
    checking: "正在检查画面和声音", checkingMore: "需要几秒钟。",
    good: "收到了，可以交", goodMore: "请回到直播间的屏幕，点“交视频”。", bad: "这个还不能交", badMore: "请按下面的提示改好，再传一次。",
    before: "之前那个仍然算数。", refused: "没有收下这个文件", closed: "交视频已结束", closedMore: "可以关掉这一页了。请看直播间的屏幕。",
    seconds: "秒", tooLarge: "“{0}”超过 {1} MB。请导出为 1080p，再发一次。", empty: "“{0}”是空文件。请重新导出，再发一次。",
    unread: "手机读不到这个文件。请再选一次。", secure: "视频只存在这台考试电脑里。", ring: "上传进度",
  },
  en: {
    tab: "Kaobo · your video", other: "中文", title: "Send your video", lead: "Choose the finished video. It goes straight to the booth and uses no mobile data.",
    choose: "Choose the video", again: "Choose another video", waiting: "No video yet", waitingMore: "{0} to {1} seconds, upright, with sound.",
    sending: "Sending", of: "{0} of {1} MB", keep: "Keep this page open and the screen on.",
    lost: "Connection lost, trying again", lostMore: "The {0} MB already sent are safe.",
    away: "The booth cannot be reached", awayMore: "Please look at the booth's screen; this page goes on by itself.",
    checking: "Checking picture and sound", checkingMore: "This takes a few seconds.",
    good: "Received: it can be handed in", goodMore: "Go back to the booth's screen and tap “Hand in the video”.",
    bad: "It cannot be handed in yet", badMore: "Change what is named below, then send it again.",
    before: "The one before still counts.", refused: "This file was not taken", closed: "The hand-in is closed", closedMore: "You can close this page. Please look at the booth's screen.",
    seconds: "s", tooLarge: "{0} is larger than {1} MB. Export it at 1080p, then send it.", empty: "{0} is empty. Export it again, then send it.",
    unread: "The phone cannot read this file. Please choose it again.", secure: "The video is kept on this exam computer only.", ring: "Upload progress",
  },
};
const SIGNS = { tick: "M4 10.5l4 4 8-9", cross: "M5 5l10 10M15 5L5 15", care: "M10 4v7M10 15.2v.1", send: "M10 15V5M5.5 9.5L10 5l4.5 4.5" };
const base = location.pathname;
const at = (id) => document.getElementById(id);
let language = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
let news = { open: START.open, arrival: "waiting", fault: null, last: null, count: 0, good: false, version: "" };
let job = null, trouble = null, away = false;

const word = (key, ...values) => values.reduce((text, value, place) => text.replace(`{${place}}`, value), WORDS[language][key]);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const pause = (ms) => new Promise((go) => {
  const end = () => { removeEventListener("online", end); clearTimeout(timer); go(); };
  const timer = setTimeout(end, ms);
  addEventListener("online", end);
});

function sign(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[kind]);
  svg.append(path);
  return svg;
}

function state() {
  if (!news.open) return "closed";
  if (job) return job.lost ? "lost" : "sending";
  if (away) return "away";
  if (news.arrival === "checking") return "checking";
  if (trouble || news.fault) return "refused";
  if (news.last) return news.last.usable ? "good" : "bad";
  return "waiting";
}

function paint() {
  const now = state();
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = word("tab");
  at("language").textContent = word("other");
  at("title").textContent = word("title");
  at("lead").textContent = word("lead");
  at("said").textContent = word(now);
  at("detail").textContent = detail(now);
  paintRing(now);
  paintResult(now);
  const choose = at("choose"), more = news.count > 0 || now === "refused";
  choose.textContent = word(more ? "again" : "choose");
  choose.className = now === "good" ? "filled outline" : "filled";
  choose.disabled = now === "away" || now === "sending" || now === "lost" || now === "checking";
  choose.hidden = now === "closed";
  at("hint").hidden = now === "closed";
  at("hint").textContent = now === "sending" || now === "lost" ? word("keep") : word("secure");
  document.body.dataset.state = now;
}

function detail(now) {
  if (now === "sending") return word("of", megabytes(job.sent), megabytes(job.file.size));
  if (now === "lost") return word("lostMore", megabytes(job.sent));
  if (now === "refused") {
    const said = trouble ? word(trouble.key, ...trouble.values) : news.fault[language];
    return news.good ? `${said} ${word("before")}` : said;
  }
  if (now === "waiting") return word("waitingMore", START.shortest / 1000, START.longest / 1000);
  return word(`${now}More`);
}

function paintRing(now) {
  const ring = at("ring"), figure = at("figure"), light = at("light");
  const tone = { good: "good", bad: "bad", refused: "bad", lost: "care", away: "care" }[now] || "";
  const share = job ? Math.floor((100 * job.sent) / job.file.size) : 0;
  ring.className = `${tone} ${now === "checking" ? "checking" : ""}`.trim();
  ring.setAttribute("aria-label", word("ring"));
  ring.setAttribute("aria-valuenow", String(share));
  light.style.strokeDasharray = now === "checking" ? "" : job ? `${share} 100` : tone || now === "closed" ? "100 100" : "0 100";
  light.style.strokeLinecap = now === "waiting" || (job && share === 0) ? "butt" : "round";
  figure.replaceChildren();
  at("unit").textContent = job ? "%" : "";
  if (job) figure.textContent = String(share);
  else if (now === "good" || now === "closed") figure.append(sign("tick"));
  else if (now === "bad") figure.append(sign("cross"));
  else if (now === "refused" || now === "away") figure.append(sign("care"));
  else if (now === "waiting") figure.append(sign("send"));
}

function paintResult(now) {
  const last = news.last, result = at("result");
  result.hidden = !last || !(now === "good" || now === "bad" || (now === "refused" && last.usable));
  if (result.hidden) return;
  const verdict = at("verdict");
  verdict.textContent = word(last.usable ? "good" : "bad");
  verdict.className = last.usable ? "good" : "bad";
  verdict.hidden = now !== "refused";
  at("figures").textContent = `${(last.duration_ms / 1000).toFixed(1)} ${word("seconds")} · ${megabytes(last.bytes)} MB`;
  at("lines").replaceChildren(...[...last.lines].sort((a, b) => a.holds - b.holds || a.advice - b.advice).map((line) => {
    const item = document.createElement("li");
    item.className = line.holds ? "holds" : line.advice ? "advice" : "fails";
    const text = document.createElement("span");
    text.textContent = line[language];
    item.append(sign(line.holds ? "tick" : line.advice ? "care" : "cross"), text);
    return item;
  }));
}

async function ask(path, method, body) {
  const late = new AbortController(), timer = setTimeout(() => late.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(base + path, { method, body, cache: "no-store", signal: late.signal });
    if (answer.status === 410 || answer.status === 404) close();
    return [answer.status, answer.status === 404 ? {} : await answer.json()];
  } finally {
    clearTimeout(timer);
  }
}

function close() {
  news = { ...news, open: false };
  job = null;
  paint();
}

function put(path, blob, moved) {
  return new Promise((done, broke) => {
    const request = new XMLHttpRequest();
    request.open("PUT", base + path);
    request.timeout = PATIENCE_MS;
    request.upload.onprogress = (event) => moved(event.loaded);
    request.onerror = request.ontimeout = request.onabort = () => broke(new Error("lost"));
    request.onload = () => done([request.status, request.responseText]);
    request.send(blob);
  });
}

/* One file: ask where to go on, send a piece, again; a break costs a pause and the question. */
async function send(file) {
  trouble = null;
  if (!file.size || file.size > START.largest) {
    trouble = file.size
      ? { key: "tooLarge", values: [file.name, Math.floor(START.largest / 1048576)] }
      : { key: "empty", values: [file.name] };
    return paint();
  }
  job = { file, sent: 0, lost: false };
  paint();
  for (let broken = 0; job && news.open;) {
    try {
      if (await round(file, () => { broken = 0; })) break;
    } catch (error) {
      if (!job) break;
      if (error && error.name === "NotReadableError") { trouble = { key: "unread", values: [] }; break; }
      job.lost = true;
      paint();
      await pause(PAUSES_MS[Math.min(broken++, PAUSES_MS.length - 1)]);
    }
  }
  job = null;
  paint();
}

async function round(file, moved) {
  const words = JSON.stringify({ name: file.name, size: file.size, stamp: String(file.lastModified) });
  let [status, told] = await ask("/offer", "POST", words);
  if (status === 409) throw new Error("busy");
  if (status === 422) { news = { ...news, ...told }; return true; }
  if (status !== 200) throw new Error("refused");
  let offset = told.offset;
  for (job.lost = false; job && offset < file.size;) {
    job.sent = offset;
    paint();
    const piece = await file.slice(offset, offset + PIECE).arrayBuffer();
    const from = offset;
    const [code, text] = await put(`/parts/${told.part}?offset=${from}`, piece, (loaded) => {
      if (job) { job.sent = Math.min(from + loaded, file.size); paint(); }
    });
    if (code === 410) { close(); return true; }
    const answer = JSON.parse(text);
    if (code === 422) { news = { ...news, ...answer }; return true; }
    if (code !== 200) throw new Error("misplaced");
    offset = answer.offset;
    moved();
  }
  if (news.arrival !== "checking" && news.open) news = { ...news, arrival: "checking", fault: null };
  return true;
}

async function listen() {
  for (let broken = 0; news.open;) {
    try {
      const [status, told] = await ask(`/state?seen=${news.version}`, "GET");
      if (status === 200) { news = told; broken = 0; away = false; paint(); if (!told.open) close(); }
    } catch (error) {
      if (error && error.name === "SyntaxError") throw error;
      away = broken > 0;
      paint();
      await pause(PAUSES_MS[Math.min(broken++, PAUSES_MS.length - 1)]);
    }
  }
}

at("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; paint(); });
at("choose").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", (event) => {
  const file = event.target.files[0];
  event.target.value = "";
  if (file) send(file);
});
paint();
if (START.open) listen();
