// The streams of the service, and how a request for one is written.

/** What each stream needs: its path, the parameters it takes, and where its key goes. */
export const ENDPOINTS = {
  org: { label: "Organisation", path: () => "/v1/events/org", filter: ["types", "Event types"] },
  deal: { label: "Deal", id: "Deal number", example: "42", path: (id) => `/v1/events/deals/${id}`, filter: ["types", "Event types"] },
  deals: { label: "Several deals", id: "Deal numbers", example: "42, 43", path: () => "/v1/events/deals", several: true, filter: ["types", "Event types"] },
  batch: { label: "Batch", id: "Batch", example: "batch_7f3a", path: (id) => `/v1/events/batches/${id}`, filter: ["types", "Event types"] },
  batches: { label: "Several batches", id: "Batches", example: "batch_7f3a, batch_7f3b", path: () => "/v1/events/batches", several: true, filter: ["types", "Event types"] },
  case: { label: "Case", id: "Case", example: "case_12", path: (id) => `/cases/${id}/progress/stream` },
  account: { label: "Account", path: () => "/api/v1/events", filter: ["categories", "Categories"], bearer: true },
  files: { label: "Files", path: () => "/api/updates", live: true },
};

/**
 * The path and query of a stream, without any credential.
 *
 * @param {{stream: string, id: string, filter: string, since: string}} choice
 */
export function target({ stream, id, filter, since }) {
  const endpoint = ENDPOINTS[stream];
  const query = new URLSearchParams();
  if (endpoint.several) {
    query.set("ids", id.split(/[\s,]+/).filter((one) => one !== "").join(","));
  }
  if (endpoint.filter && filter.trim()) {
    query.set(endpoint.filter[0], filter.trim());
  }
  if (!endpoint.live && since.trim()) {
    query.set("since", since.trim());
  }
  const path = endpoint.path(encodeURIComponent(id.trim()));
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The header that carries a key to a stream. */
export function keyHeader(stream, key) {
  return ENDPOINTS[stream].bearer ? ["Authorization", `Bearer ${key}`] : ["X-API-Key", key];
}

/** A command line for the same request; the key is a variable of the shell, never itself. */
export function curl(choice, lastEventId, origin) {
  const [name, value] = keyHeader(choice.stream, "$DEALSTREAM_KEY");
  const parts = ["curl -N", `-H "${name}: ${value}"`];
  if (lastEventId && !ENDPOINTS[choice.stream].live) {
    parts.push(`-H ${quoted(`Last-Event-ID: ${lastEventId}`)}`);
  }
  parts.push(quoted(origin + target(choice)));
  return parts.join(" ");
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
