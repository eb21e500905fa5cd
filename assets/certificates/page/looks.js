// Where a QR code may be in a picture, and looks at those places that undo smallness, a slant, blur and noise.
// Each look is one more picture for the decoder; none can make a wrong certificate right, for what is read must be signed.

const PLACES = 3;
const SEARCH_SIDE = 800;
const CELL = 8;
const CODE_SIDE = 560;
const MARGIN = 1.5;

function drawn(source, width, height, place) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
  const ink = canvas.getContext("2d", { willReadFrequently: true });
  ink.imageSmoothingQuality = "high";
  ink.fillStyle = "#888";
  ink.fillRect(0, 0, canvas.width, canvas.height);
  place(ink, canvas);
  return ink.getImageData(0, 0, canvas.width, canvas.height);
}

function greyOf(pixels) {
  const grey = new Float32Array(pixels.width * pixels.height);
  for (let at = 0; at < grey.length; at++) {
    grey[at] = 0.299 * pixels.data[4 * at] + 0.587 * pixels.data[4 * at + 1] + 0.114 * pixels.data[4 * at + 2];
  }
  return grey;
}

function pixelsOf(grey, width, height) {
  const pixels = new ImageData(width, height);
  for (let at = 0; at < grey.length; at++) {
    pixels.data[4 * at] = pixels.data[4 * at + 1] = pixels.data[4 * at + 2] = grey[at];
    pixels.data[4 * at + 3] = 255;
  }
  return pixels;
}

// Three means over a square, nearly a Gaussian blur.
function blurred(grey, width, height, reach) {
  let [from, to] = [grey, new Float32Array(grey.length)];
  const along = (source, target, count, length, step, next) => {
    for (let line = 0; line < count; line++) {
      const start = line * next;
      const value = (place) => source[start + Math.min(length - 1, Math.max(0, place)) * step];
      let sum = 0;
      for (let place = -reach; place <= reach; place++) sum += value(place);
      for (let place = 0; place < length; place++) {
        target[start + place * step] = sum / (2 * reach + 1);
        sum += value(place + reach + 1) - value(place - reach);
      }
    }
  };
  for (let turn = 0; turn < 3; turn++) {
    const across = new Float32Array(grey.length);
    along(from, across, height, width, 1, width);
    along(across, to, width, height, width, 1);
    from = to;
    to = new Float32Array(grey.length);
  }
  return from;
}

function sharpened(grey, width, height, reach, strength) {
  const soft = blurred(grey, width, height, reach);
  return grey.map((value, at) => Math.min(255, Math.max(0, value + strength * (value - soft[at]))));
}

function blackAndWhite(grey, width, height, reach) {
  const soft = blurred(grey, width, height, reach);
  return grey.map((value, at) => (value > soft[at] ? 255 : 0));
}

// Places with dense, strong edges, those most like a filled square first: [{x, y, side}] in the source's pixels.
function placesIn(source, width, height) {
  const scale = Math.min(1, SEARCH_SIDE / Math.max(width, height));
  const small = drawn(source, width * scale, height * scale, (ink, own) => ink.drawImage(source, 0, 0, own.width, own.height));
  const grey = greyOf(small);
  const [columns, rows] = [Math.floor(small.width / CELL), Math.floor(small.height / CELL)];
  const edges = new Float32Array(columns * rows);
  for (let y = 1; y < rows * CELL; y++) {
    for (let x = 1; x < columns * CELL; x++) {
      const at = y * small.width + x;
      edges[Math.floor(y / CELL) * columns + Math.floor(x / CELL)] +=
        Math.abs(grey[at] - grey[at - 1]) + Math.abs(grey[at] - grey[at - small.width]);
    }
  }
  const found = [];
  const strongest = [...edges].sort((one, other) => other - one)[Math.floor(edges.length / 400)] ?? 0;
  for (const share of [0.5, 0.25]) {
    const seen = new Uint8Array(edges.length);
    for (let start = 0; start < edges.length; start++) {
      if (!seen[start] && edges[start] > share * strongest) found.push(regionAt(start, edges, columns, rows, share * strongest, seen));
    }
  }
  const wide = found.filter((each) => Math.min(each.width, each.height) >= 3).sort((one, other) => other.likeness - one.likeness);
  const chosen = [];
  for (const each of wide) {
    const near = chosen.some((other) => Math.hypot(each.x - other.x, each.y - other.y) < 2 && each.side < 1.3 * other.side);
    if (!near && chosen.length < PLACES) chosen.push(each);
  }
  return chosen.map((each) => ({ x: each.x * CELL / scale, y: each.y * CELL / scale, side: each.side * CELL / scale }));
}

function regionAt(start, edges, columns, rows, least, seen) {
  let [left, right, top, bottom, count] = [columns, 0, rows, 0, 0];
  const waiting = [start];
  seen[start] = 1;
  while (waiting.length) {
    const at = waiting.pop();
    const [x, y] = [at % columns, Math.floor(at / columns)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    count++;
    for (const [across, down] of [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]]) {
      const next = down * columns + across;
      if (across < 0 || down < 0 || across >= columns || down >= rows || seen[next] || edges[next] <= least) continue;
      seen[next] = 1;
      waiting.push(next);
    }
  }
  const [width, height] = [right - left + 1, bottom - top + 1];
  const squareness = Math.min(width, height) / Math.max(width, height);
  return {
    x: (left + right + 1) / 2, y: (top + bottom + 1) / 2, width, height, side: Math.max(width, height),
    likeness: squareness * (count / (width * height)) * Math.sqrt(Math.min(width, height)),
  };
}

function closer(source, width, height, place, turn) {
  const size = CODE_SIDE * MARGIN;
  return drawn(source, size, size, (ink) => {
    ink.translate(size / 2, size / 2);
    ink.rotate(turn * Math.PI / 180);
    ink.scale(CODE_SIDE / place.side, CODE_SIDE / place.side);
    ink.drawImage(source, -place.x, -place.y, width, height);
  });
}

function* hardLooks(source, width, height) {
  for (const place of placesIn(source, width, height)) {
    const pixels = closer(source, width, height, place, 0);
    yield pixels;
    yield closer(source, width, height, place, 45);
    const grey = greyOf(pixels);
    for (const pass of [
      () => blackAndWhite(grey, pixels.width, pixels.height, 9),
      () => sharpened(grey, pixels.width, pixels.height, 4, 4),
      () => blurred(grey, pixels.width, pixels.height, 1),
    ]) yield pixelsOf(pass(), pixels.width, pixels.height);
  }
}
