import { isDeepStrictEqual } from 'node:util'
import { KEY } from './service.js'

/** More requests than these in a second are a storm: with the waits that clients are given, a patient one makes half as many. */
const STREAMS_IN_A_SECOND = 8
const REQUESTS_IN_A_SECOND = 25

/**
 * What holds in every scenario.
 *
 * @param {{told: object[], requests: object[], scenario: object, service: import('./service.js').Service}} seen
 * @returns {string[]} what the client did wrong; empty if nothing
 */
export function faultsOf({ told, requests, scenario, service }) {
  return [
    ...sequence(told, scenario, service),
    ...ending(told, scenario),
    ...secrets(requests),
    ...storm(requests),
    ...breaks(scenario, service),
  ]
}

/** A stream that did not break is not given up. */
function breaks({ unbroken }, { connects }) {
  return unbroken && connects.length !== 1 ? [`asked for ${connects.length} streams where one was enough`] : []
}

/** Each event once, in order, and what it says is what was sent. */
function sequence(told, scenario, service) {
  const first = (scenario.after ?? 0) + 1
  const expected = scenario.expected ?? range(first, service.count)
  const heard = told.filter(({ event }) => event).map(({ event }) => event)
  const numbers = heard.map(({ data }) => data?.n)
  if (!isDeepStrictEqual(numbers, expected)) {
    return [`events ${list(numbers)} instead of ${list(expected)}`]
  }
  const wrong = heard.find(({ type, data }) => type !== 'deal_updated' || !isDeepStrictEqual(data, service.dataOf(data.n)))
  return wrong ? [`event ${wrong.data.n} came as ${JSON.stringify(wrong).slice(0, 120)}`] : []
}

function ending(told, scenario) {
  const expected = scenario.end ?? 'completed'
  const ends = told.filter(({ end }) => end !== undefined).map(({ end }) => end)
  const crash = told.find(({ exit }) => exit !== undefined && exit !== 'exit 0')
  if (crash) {
    return [`the client failed: ${crash.exit} ${crash.stderr.trim().split('\n').at(-1)}`]
  }
  return isDeepStrictEqual(ends, [expected]) ? [] : [`told ${ends.join(', ') || 'no end'} instead of ${expected}`]
}

function secrets(requests) {
  return requests.some(({ url }) => url.includes(KEY)) ? ['the key stood in a URL'] : []
}

function storm(requests) {
  const streams = most(requests.filter(({ kind }) => kind === 'stream'))
  const all = most(requests)
  return [
    ...(streams > STREAMS_IN_A_SECOND ? [`${streams} streams asked for in a second`] : []),
    ...(all > REQUESTS_IN_A_SECOND ? [`${all} requests in a second`] : []),
  ]
}

/** The most of them in any second. */
function most(requests) {
  return Math.max(0, ...requests.map(({ at }, i) => requests.slice(i).filter((other) => other.at < at + 1_000).length))
}

/** Whether the n-th stream was asked for within a time after the one before it; the first is 0. */
export function waited(service, n, least, mostOf) {
  const [before, then] = [service.connects[n - 1], service.connects[n]]
  if (!before || !then) {
    return [`${service.connects.length} streams were asked for, at least ${n + 1} expected`]
  }
  const wait = then.at - before.at
  return wait < least - TOLERANCE || wait > mostOf + SLACK ? [`came back after ${wait} ms instead of ${least} to ${mostOf}`] : []
}

/** Timers may run a little early, ms. */
const TOLERANCE = 20
/** What a busy machine may add, ms. */
const SLACK = 4_000

function range(first, last) {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}

function list(numbers) {
  return numbers.length > 12 ? `${numbers.slice(0, 12).join(',')},... (${numbers.length})` : numbers.join(',') || 'none'
}
