// Who is signed in: one API key, kept for this tab only. It leaves the page in request headers and nowhere else;
// streams are opened with tickets.

const STORE = "dealstream.key";
const listeners = new Set();

/** An answer that is not what was asked for. `status` 0: the service was not reached. */
export class Refused extends Error {
  constructor(status, detail, code = "") {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

export const session = {
  get key() {
    return sessionStorage.getItem(STORE);
  },

  get isOpen() {
    return this.key !== null;
  },

  /** Signs in, if the service knows the key. */
  async open(key) {
    await ticketFor(key);
    sessionStorage.setItem(STORE, key);
    tell();
  },

  /** Forgets the key and all that was kept with it. */
  close() {
    sessionStorage.clear();
    tell();
  },

  onChange(listener) {
    listeners.add(listener);
  },

  /** A ticket to open one stream with. */
  ticket() {
    return ticketFor(this.key);
  },

  /** What a GET of a path answers, as JSON. */
  async json(path, options = {}) {
    const answer = await request(path, { ...options, headers: { "X-API-Key": this.key } });
    return answer.json();
  },

  /** Has what a path names removed. */
  async remove(path) {
    await request(path, { method: "DELETE", headers: { "X-API-Key": this.key } });
  },
};

/** A ticket for the rights of a key. */
export async function ticketFor(key) {
  return (await grantFor(key)).ticket;
}

/**
 * A ticket, and what rights it has, which are those of the key; none where that may read all that its scopes say.
 *
 * @param {[string, string]} [header] the header that shows the key
 * @returns {Promise<{ticket: string, rights: object}>}
 */
export async function grantFor(key, [name, value] = ["X-API-Key", key]) {
  const answer = await request("/v1/stream-tickets", { method: "POST", headers: { [name]: value } });
  const { ticket, rights = {} } = await answer.json();
  return { ticket, rights };
}

/** The key of a local run, where there is one. */
export async function demoKey() {
  if (!["127.0.0.1", "localhost", "[::1]"].includes(location.hostname)) {
    return null;
  }
  const answer = await fetch("/local/demo-key").catch(() => null);
  return answer?.ok ? answer.text() : null;
}

async function request(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", credentials: "omit", ...options });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Refused(0, "The service cannot be reached.");
  }
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, body.detail ?? body.error ?? `The service answered ${answer.status}.`, body.code);
  }
  return answer;
}

function tell() {
  for (const listener of listeners) {
    listener();
  }
}
