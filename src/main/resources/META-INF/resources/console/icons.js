import { svg } from "./lit.js";

// Drawn for this console: 24 × 24, lines in the colour of the text.
const icon = (paths) =>
  svg`<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`;

export const icons = {
  board: icon(svg`<rect x="3.5" y="4" width="7" height="16" rx="1.6"/><rect x="13.5" y="4" width="7" height="9" rx="1.6"/><path d="M13.5 17h7M13.5 20h4"/>`),
  inspector: icon(svg`<path d="M4 6h10M4 11h7M4 16h5"/><circle cx="15.5" cy="14.5" r="4"/><path d="m18.5 17.5 3 3"/>`),
  operations: icon(svg`<path d="M3 12h4l2.5-7 4.5 14 2.5-7H21"/>`),
  sun: icon(svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>`),
  moon: icon(svg`<path d="M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z"/>`),
  leave: icon(svg`<path d="M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4M6 12h9"/>`),
  search: icon(svg`<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>`),
  warning: icon(svg`<path d="M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17.2v.1"/>`),
  done: icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`),
  close: icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`),
  copy: icon(svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5V6.5a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2"/>`),
  play: icon(svg`<path d="M7 5v14l12-7L7 5Z"/>`),
  stop: icon(svg`<rect x="6" y="6" width="12" height="12" rx="2"/>`),
  inbox: icon(svg`<path d="M4 13.5 6.5 5h11L20 13.5V19H4v-5.5ZM4 13.5h4.5l1 2.5h5l1-2.5H20"/>`),
  lock: icon(svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`),
  cloudOff: icon(svg`<path d="M4 4l16 16M7.5 8A6 6 0 0 1 17.8 11 4 4 0 0 1 20 17M16 19H7a4.5 4.5 0 0 1-.5-9"/>`),
  document: icon(svg`<path d="M7 3.5h7l4 4V20.5H7zM14 3.5v4h4M10 12h5M10 15.5h5"/>`),
  batch: icon(svg`<path d="m12 3.5 8.5 4.5L12 12.5 3.5 8 12 3.5ZM3.5 12.2 12 16.7l8.5-4.5M3.5 16.2 12 20.7l8.5-4.5"/>`),
  pause: icon(svg`<path d="M9 6v12M15 6v12"/>`),
};
