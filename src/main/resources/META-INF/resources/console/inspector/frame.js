// One frame of a stream, in a line and in full.
import { bytes, exactClock, span } from "../format.js";
import { icons } from "../icons.js";
import { html, nothing } from "../lit.js";

/** One frame in the list. */
export function frameRow(entry, tabIndex, chosen, choose) {
  const kind = entry.kind;
  const frame = kind === "event" || kind === "heartbeat" || kind === "control";
  return html`
    <button
      type="button"
      class="frame row-action"
      tabindex=${tabIndex}
      data-kind=${kind}
      aria-pressed=${chosen}
      @click=${() => choose(entry)}
    >
      <span class="frame-time">${exactClock(entry.at)}</span>
      <span class="frame-gap">${entry.gap === null ? "" : span(entry.gap)}</span>
      <span class="frame-kind">${nameOf(entry)}</span>
      <span class="frame-data">${frame ? (entry.data ?? entry.comment ?? entry.raw) : entry.text}</span>
      <span class="frame-id">${entry.eventId ?? ""}</span>
    </button>
  `;
}

/** One frame in full. */
export function frameDetail(entry, close) {
  return html`
    <div class="frame-detail" role="region" aria-label="The chosen frame">
      <div class="frame-detail-head">
        <h2>${nameOf(entry)} <span class="note">frame ${entry.number} at ${exactClock(entry.at)}${entry.bytes ? `, ${bytes(entry.bytes)}` : ""}</span></h2>
        <button class="button quiet icon" type="button" aria-label="Close the frame" @click=${close}>${icons.close}</button>
      </div>
      <div class="frame-texts">
        <figure><figcaption>As it came</figcaption><pre tabindex="0">${entry.raw ?? entry.text}</pre></figure>
        ${pretty(entry.data) ? html`<figure><figcaption>Its data</figcaption><pre tabindex="0">${pretty(entry.data)}</pre></figure>` : nothing}
      </div>
    </div>
  `;
}

function nameOf(entry) {
  switch (entry.kind) {
    case "event":
      return entry.event ?? "message";
    case "heartbeat":
      return entry.event ?? "heartbeat";
    case "control":
      return entry.retry !== undefined ? "retry" : "id only";
    case "open":
      return "connection";
    case "refused":
      return "refused";
    case "wait":
      return "reconnect";
    default:
      return "end";
  }
}

function pretty(data) {
  try {
    return data ? JSON.stringify(JSON.parse(data), null, 2) : null;
  } catch {
    return null;
  }
}
