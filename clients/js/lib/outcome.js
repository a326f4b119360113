import { Refusal } from './refusal.js'

/** What the service asks to wait when it is asked too much; EventSource does not hear it, ms. */
const LIMITED_FOR = 10_000
/** Over how long clients spread whom a replica sends away, ms; EventSource does not hear it either. */
const SPREAD = 10_000

/**
 * Why a connection is to be tried again, and when.
 *
 * @param {import('./connection.js').Outcome} outcome of one that did not complete
 * @param {() => number} random
 */
export function refusalOf({ refusal, error, closed, silent, refused, retry }, random) {
  // a 401 that the poll twin got as well has been believed before
  if (refusal !== undefined && refusal.status !== 401) {
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
  if (closed === 'shutting_down' || closed === 'rebalanced') {
    return new Refusal('The service sends its clients away', { code: closed, retryAfter: retry ?? random() * SPREAD })
  }
  if (closed !== undefined) {
    return new Refusal('The service closed the stream', { code: closed })
  }
  if (refused || refusal !== undefined) {
    return new Refusal('The stream was refused, and a poll was not', { code: 'stream' })
  }
  return new Refusal('The connection was lost', { code: silent ? 'silent' : 'network' })
}
