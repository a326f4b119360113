import { Refusal } from './refusal.js'

/** What the service asks to wait when it is asked too much; EventSource does not hear it, ms. */
const LIMITED_FOR = 10_000
/** Over how long clients spread whom a replica sends away when it goes down, ms; EventSource does not hear it either. */
const SPREAD = 10_000

/**
 * Why a connection is to be tried again, and when.
 *
 * @param {import('./connection.js').Outcome} outcome of one that did not complete
 * @param {() => number} random
 */
export function refusalOf({ refusal, error, closed, silent, refused, retry }, random) {
  if (refusal !== undefined) {
    return refusal
  }
  if (error !== undefined) {
    const limited = error === 'limited'
    return new Refusal(limited ? 'The service is asked too much' : 'The service is not ready', {
      status: limited ? 429 : 503,
      code: error,
      retryAfter: retry ?? (limited ? LIMITED_FOR : undefined),
    })
  }
  if (closed === 'shutting_down') {
    return new Refusal('The service goes down', { code: closed, retryAfter: retry ?? random() * SPREAD })
  }
  if (closed !== undefined) {
    return new Refusal('The service closed the stream', { code: closed })
  }
  if (refused) {
    return new Refusal('The stream was refused, and a poll was not', { code: 'stream' })
  }
  return new Refusal('The connection was lost', { code: silent ? 'silent' : 'network' })
}
