// A small line chart, drawn as SVG. What it shows stands beside it as text: its legend holds the values.
import { clock } from "../format.js";
import { html, nothing, svg } from "../lit.js";

const WIDTH = 600;
const HEIGHT = 130;
const STEPS = [1, 2, 4, 5, 10];

/**
 * @param {object} chart
 * @param {string} chart.title
 * @param {string} [chart.note] what is counted, in a few words
 * @param {number[]} chart.times epoch ms, ascending
 * @param {Array<{name: string, values: Array<number | null>}>} chart.series at most six
 * @param {(value: number) => string} chart.write how a value reads
 * @param {number} [chart.unit] what the axis is divided by to get round numbers
 * @param {number} [chart.least] where the axis ends at least
 * @param {number | null} hover which time the reader points at
 * @param {(index: number | null) => void} point called when the reader points elsewhere
 */
export function lineChart({ title, note, times, series, write, unit = 1, least = 0 }, hover, point) {
  const most = Math.max(0, ...series.flatMap(({ values }) => values.filter((value) => value !== null)));
  const top = niceTop(Math.max(most, least) / unit) * unit;
  const from = Math.min(times[0] ?? 0, (times.at(-1) ?? 0) - 60_000);
  const length = Math.max(1, (times.at(-1) ?? 0) - from);
  const x = (i) => ((times[i] - from) / length) * WIDTH;
  const y = (value) => HEIGHT - (value / top) * HEIGHT;
  const at = hover !== null && hover < times.length ? hover : times.length - 1;
  return html`
    <figure class="panel card">
      <figcaption>
        <h2>${title}</h2>
        <span class="note">${hover !== null && times[at] ? clock(times[at]) : note}</span>
      </figcaption>
      <div class="plot">
        <div class="axis number" aria-hidden="true"><span>${write(top)}</span><span>${write(top / 2)}</span><span>0</span></div>
        <svg
          viewBox="0 0 ${WIDTH} ${HEIGHT}"
          preserveAspectRatio="none"
          role="img"
          aria-label=${`${title} over the last minutes`}
          @pointermove=${(event) => point(nearest(event, times, from, length))}
          @pointerleave=${() => point(null)}
        >
          ${[0, 0.5, 1].map((part) => svg`<line class="grid" x1="0" x2=${WIDTH} y1=${HEIGHT * part} y2=${HEIGHT * part} />`)}
          ${series.map(({ values }, i) => svg`<path class="area" data-series=${i} d=${area(values, x, y)} />`)}
          ${series.map(({ values }, i) => svg`<path class="line" data-series=${i} d=${line(values, x, y)} />`)}
          ${hover !== null && times[at] ? svg`<line class="cursor" x1=${x(at)} x2=${x(at)} y1="0" y2=${HEIGHT} />` : nothing}
        </svg>
      </div>
      <ul class="legend">
        ${series.map(
          ({ name, values }, i) => html`
            <li><span class="swatch" data-series=${i} aria-hidden="true"></span>${name}<b class="number">${values[at] == null ? "–" : write(values[at])}</b></li>
          `,
        )}
        ${series.length === 0 ? html`<li class="note">Nothing yet</li>` : nothing}
      </ul>
    </figure>
  `;
}

/** Named amounts as bars, for what is counted by reason. */
export function barList({ title, note, rows, write, empty }) {
  const most = Math.max(1, ...rows.map((row) => row.whole));
  return html`
    <section class="panel card">
      <div class="panel-head">
        <h2>${title}</h2>
        <span class="note">${note}</span>
      </div>
      ${
        rows.length === 0
          ? html`<p class="panel-empty">${empty}</p>`
          : html`<ul class="bars">
              ${rows.map(
                (row) => html`
                  <li>
                    <span class="bar-name">${row.label}</span>
                    <b class="number">${write(row.whole)}${row.grown > 0 ? html`<small>+${write(row.grown)}</small>` : nothing}</b>
                    <span class="bar"><span data-tone=${row.tone ?? nothing} .style=${`width:${(100 * row.whole) / most}%`}></span></span>
                  </li>
                `,
              )}
            </ul>`
      }
    </section>
  `;
}

function line(values, x, y) {
  let path = "";
  let pen = "M";
  values.forEach((value, i) => {
    if (value === null) {
      pen = "M";
    } else {
      path += `${pen}${x(i).toFixed(1)},${y(value).toFixed(1)}`;
      pen = "L";
    }
  });
  return path;
}

function area(values, x, y) {
  const first = values.findIndex((value) => value !== null);
  if (first < 0) {
    return "";
  }
  const filled = values.map((value) => value ?? 0).slice(first);
  const points = filled.map((value, i) => `${x(first + i).toFixed(1)},${y(value).toFixed(1)}`);
  return `M${x(first).toFixed(1)},${HEIGHT}L${points.join("L")}L${x(values.length - 1).toFixed(1)},${HEIGHT}Z`;
}

function nearest(event, times, from, length) {
  const box = event.currentTarget.getBoundingClientRect();
  const time = from + ((event.clientX - box.left) / box.width) * length;
  let best = 0;
  times.forEach((candidate, i) => {
    if (Math.abs(candidate - time) < Math.abs(times[best] - time)) {
      best = i;
    }
  });
  return times.length === 0 ? null : best;
}

/** The least round number that is not below: 1, 2, 4 or 5 times a power of ten. */
function niceTop(most) {
  if (most <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(most));
  return STEPS.find((step) => step * power >= most) * power;
}
