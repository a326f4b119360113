import { bytes, count, span } from "../format.js";
import { html, nothing } from "../lit.js";

const NONE = { frames: 0, events: 0, heartbeats: 0, bytes: 0, reconnects: 0 };

/** How a connection does, in figures; `probe` is null before the first. */
export function figures(probe) {
  const open = probe?.state === "open" ? span(performance.now() - probe.openedAt) : "–";
  const beat = probe?.lastHeartbeatAt ? `${span(performance.now() - probe.lastHeartbeatAt)} ago` : "none yet";
  const counts = probe?.counts ?? NONE;
  const shown = [
    ["Open for", open],
    ["Head after", probe?.headMillis == null ? "–" : span(probe.headMillis)],
    ["First byte after", probe?.firstMillis == null ? "–" : span(probe.firstMillis)],
    ["Events", count(counts.events)],
    ["Heartbeats", count(counts.heartbeats), probe ? beat : ""],
    ["Bytes", bytes(counts.bytes)],
    ["Reconnects", count(counts.reconnects)],
  ];
  return html`<dl class="figures">
    ${shown.map(
      ([label, value, more]) =>
        html`<div><dt>${label}</dt><dd class="number">${value}${more ? html`<small>${more}</small>` : nothing}</dd></div>`,
    )}
  </dl>`;
}
