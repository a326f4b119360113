/** Why the service, or the way to it, does not give what was asked for. */
export class Refusal extends Error {
  /**
   * @param {string} message one sentence for people
   * @param {{status?: number, code?: string, retryAfter?: number, body?: unknown, final?: boolean, cause?: unknown}} what
   *   `retryAfter` in ms
   */
  constructor(message, { status = 0, code = 'network', retryAfter, body, final, cause } = {}) {
    super(message, { cause })
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
    this.body = body
    this.final = final ?? isFinal(status)
  }

  /** What an answer that is not 2xx says, in whichever of the dialects' shapes. */
  static async of(response) {
    const body = await response.json().catch(() => undefined)
    const code = body?.code ?? body?.error_code ?? body?.type ?? `http-${response.status}`
    const message = body?.detail ?? body?.error_message ?? body?.error ?? body?.title ?? `HTTP ${response.status}`
    return new Refusal(String(message), {
      status: response.status,
      code: String(code),
      retryAfter: retryAfter(response.headers.get('Retry-After')),
      body,
    })
  }
}

/** Another try with the same request gets the same answer. */
function isFinal(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
}

function retryAfter(header) {
  const seconds = Number.parseInt(header ?? '', 10)
  return Number.isNaN(seconds) ? undefined : seconds * 1000
}
