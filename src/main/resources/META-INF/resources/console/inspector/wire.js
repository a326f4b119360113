// The frames of an event stream as they stand on the wire: EventSource shows neither comments nor `retry:` nor bare ids.

const ENCODER = new TextEncoder();

/**
 * @param {ReadableStream<Uint8Array>} body
 * @yields {{raw: string, bytes: number, id?: string, event?: string, data?: string, retry?: string, comment?: string}}
 */
export async function* frames(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      rest += value;
      const parts = rest.split("\n\n");
      rest = parts.pop();
      for (const raw of parts) {
        if (raw !== "") {
          yield { raw, bytes: ENCODER.encode(raw).length + 2, ...fields(raw) };
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function fields(raw) {
  const found = {};
  for (const line of raw.split("\n")) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon) || "comment";
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    found[name] = found[name] === undefined || name !== "data" ? value : `${found[name]}\n${value}`;
  }
  return found;
}
