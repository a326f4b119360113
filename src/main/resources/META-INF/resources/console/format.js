// How numbers, times and names are written for people.

const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const RATE = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const WORDS = {
  "not-json": "Not JSON",
  running_ocr: "Running OCR",
  parsing_with_llm: "Parsing with LLM",
};

/** A whole number with thousands apart. */
export const count = (n) => COUNT.format(n);

/** `1 page`, `2 pages`. */
export const plural = (n, noun) => `${COUNT.format(n)} ${noun}${n === 1 ? "" : "s"}`;

/** A rate or another number of which three digits tell enough. */
export const rate = (n) => RATE.format(n);

/** A time of day. */
export const clock = (millis) => CLOCK.format(millis);

/** A time of day to the millisecond. */
export const exactClock = (millis) => `${CLOCK.format(millis)}.${String(Math.floor(millis % 1000)).padStart(3, "0")}`;

/** `extracting_text` → `Extracting text`. */
export function words(name) {
  if (!name) {
    return "";
  }
  const known = WORDS[name];
  if (known) {
    return known;
  }
  const text = String(name).replaceAll(/[_.-]+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How long ago, in one unit. */
export function ago(millis, now) {
  const seconds = Math.max(0, Math.round((now - millis) / 1000));
  if (seconds < 5) {
    return "now";
  }
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** A span in a fitting unit. */
export function span(millis) {
  if (!Number.isFinite(millis)) {
    return "–";
  }
  if (millis < 1) {
    return "< 1 ms";
  }
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${(millis / 1000).toFixed(millis < 10_000 ? 1 : 0)} s`;
  }
  const minutes = Math.floor(millis / 60_000);
  return minutes < 60 ? `${minutes} min ${Math.floor((millis % 60_000) / 1000)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Bytes in a fitting unit. */
export function bytes(n) {
  return n < 1024 ? `${n} B` : n < 1_048_576 ? `${RATE.format(n / 1024)} KiB` : `${RATE.format(n / 1_048_576)} MiB`;
}

/** A score as the pipeline wrote it, without zeros that say nothing. */
export const score = (value) => (value === null || value === undefined ? "" : String(Math.round(value * 10) / 10));
