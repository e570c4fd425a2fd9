/** Line charts as SVG, for curves and spectra. */

/** A line with its name. */
export interface Line {
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface Axis {
  readonly label: string;
  readonly isLogarithmic: boolean;
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
}

const WIDTH = 800, HEIGHT = 560;
/** The frame of the lines inside of the picture. */
const FRAME = { left: 90, right: 770, top: 50, bottom: 490 };
/** Readable in print and by those who see few colours (M. Okabe and K. Ito, 2008). */
const COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
const LEGEND_LINE = 20, MAX_LEGEND = 15;

/** The text of an SVG file. Points that a logarithmic axis has no place for are left out. */
export function lineChart({ title, x, y, lines }: Chart): string {
  const points = lines.map((line) =>
    line.x.map((value, i) => [value, line.y[i]] as const)
      .filter(([px, py]) => hasPlace(px, x) && hasPlace(py, y))
  );
  const across = scaleOf(points.flat().map(([px]) => px), x, FRAME.left, FRAME.right);
  const up = scaleOf(points.flat().map(([, py]) => py), y, FRAME.bottom, FRAME.top);
  const paths = points.map((line, i) => {
    const places = line.map(([px, py]) => `${across.place(px).toFixed(1)},${up.place(py).toFixed(1)}`);
    return `<polyline fill="none" stroke="${COLORS[i % COLORS.length]}" stroke-width="2" points="${
      places.join(" ")
    }"/>`;
  });
  const ticks = [
    ...across.ticks.flatMap((value) => tick(across.place(value), FRAME.bottom, value, "across")),
    ...up.ticks.flatMap((value) => tick(FRAME.left, up.place(value), value, "up")),
  ];
  const middle = { x: (FRAME.left + FRAME.right) / 2, y: (FRAME.top + FRAME.bottom) / 2 };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    text(title, middle.x, 28, 'text-anchor="middle" font-size="16"'),
    ...ticks,
    `<rect x="${FRAME.left}" y="${FRAME.top}" width="${FRAME.right - FRAME.left}" height="${
      FRAME.bottom - FRAME.top
    }" fill="none" stroke="black"/>`,
    ...paths,
    ...legend(lines),
    text(x.label, middle.x, HEIGHT - 18, 'text-anchor="middle"'),
    text(y.label, 22, middle.y, `text-anchor="middle" transform="rotate(-90 22 ${middle.y})"`),
    "</svg>",
    "",
  ].join("\n");
}

function hasPlace(value: number, { isLogarithmic }: Axis): boolean {
  return Number.isFinite(value) && (!isLogarithmic || value > 0);
}

/** Where values lie between two edges of the frame, and which are marked. */
function scaleOf(values: readonly number[], { isLogarithmic }: Axis, from: number, to: number) {
  const forth = (value: number) => isLogarithmic ? Math.log10(value) : value;
  const [least, most] = values.map(forth)
    .reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const isEmpty = values.length === 0;
  const low = isEmpty ? 0 : isLogarithmic ? Math.floor(least) : Math.min(0, least);
  const high = isEmpty ? 1 : isLogarithmic ? Math.max(Math.ceil(most), low + 1) : most > low ? most : low + 1;
  const place = (value: number) => from + (forth(value) - low) / (high - low) * (to - from);
  if (isLogarithmic) {
    const step = Math.ceil((high - low) / 10);
    const powers = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
    return { place, ticks: powers.map((power) => 10 ** power) };
  }
  const step = niceStep((high - low) / 6), first = Math.ceil(low / step);
  const ticks = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
  return { place, ticks };
}

/** 1, 2 or 5 times a power of ten, not below `step`. */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= step)!;
}

function tick(x: number, y: number, value: number, direction: "across" | "up"): string[] {
  const label = Number(value.toPrecision(6)).toString();
  const grid = 'stroke="#dddddd"';
  return direction === "across"
    ? [
      `<line x1="${x}" x2="${x}" y1="${FRAME.top}" y2="${FRAME.bottom}" ${grid}/>`,
      text(label, x, y + 20, 'text-anchor="middle"'),
    ]
    : [
      `<line x1="${FRAME.left}" x2="${FRAME.right}" y1="${y}" y2="${y}" ${grid}/>`,
      text(label, x - 8, y + 4, 'text-anchor="end"'),
    ];
}

function legend(lines: readonly Line[]): string[] {
  const shown = lines.slice(0, MAX_LEGEND), rest = lines.length - shown.length;
  const entries = shown.map(({ label }, i) => {
    const y = FRAME.top + LEGEND_LINE * (i + 1);
    const color = COLORS[i % COLORS.length];
    return `<line x1="${FRAME.right - 30}" x2="${FRAME.right - 10}" y1="${y - 4}" y2="${
      y - 4
    }" stroke="${color}" stroke-width="2"/>` +
      text(label, FRAME.right - 36, y, 'text-anchor="end"');
  });
  if (rest === 0) return entries;
  const y = FRAME.top + LEGEND_LINE * (MAX_LEGEND + 1);
  return [...entries, text(`and ${rest} more`, FRAME.right - 10, y, 'text-anchor="end"')];
}

function text(content: string, x: number, y: number, attributes: string): string {
  const escaped = content.replaceAll(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped}</text>`;
}
