import { fileURLToPath } from 'node:url'

const adapters = fileURLToPath(new URL('adapters', import.meta.url))

/**
 * The clients that are judged.
 *
 * @typedef {object} Client
 * @property {string[]} command its adapter
 * @property {boolean} [ours] whether it must pass everything
 * @property {Record<string, string>} [cannot] what it does not offer or is kept from it, and why: scenarios that need it
 *   are left out
 */

const hidden = 'EventSource keeps it to itself'
const none = 'it has no such thing'

/** The Java client, as `mvn verify` in clients/java leaves it. */
function java(form) {
  const program = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java'
  const classes = ['classes', 'test-classes'].map((folder) => `../../java/target/${folder}`).join(':')
  return [program, '-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', classes, 'io.dealstream.client.Adapter', form]
}

/** @type {Record<string, Client>} */
export const CLIENTS = {
  'js-fetch': {
    ours: true,
    command: ['node', 'dealstream-js.js', 'fetch'],
    cannot: { 'a saved place': 'the page keeps lastEventId' },
  },
  'js-eventsource': {
    ours: true,
    command: ['node', 'dealstream-js.js', 'eventsource'],
    cannot: {
      'a saved place': 'the page keeps lastEventId',
      retry: hidden,
      'bare ids': hidden,
      'lone carriage returns': 'the EventSource that it has here waits for what follows',
    },
  },
  python: {
    ours: true,
    command: ['python3', 'dealstream_python.py'],
  },
  'python-async': {
    ours: true,
    command: ['python3', 'dealstream_python.py', 'async'],
  },
  java: {
    ours: true,
    command: java('blocking'),
  },
  'java-publisher': {
    ours: true,
    command: java('publisher'),
  },
  eventsource: {
    command: ['node', 'eventsource.js'],
    cannot: { 'a saved place': none, snapshots: none, polls: none, resets: none, 'a place to begin': none },
  },
}

CLIENTS['httpx-sse'] = { command: ['python3', 'with_httpx_sse.py'], cannot: CLIENTS.eventsource.cannot }

for (const client of Object.values(CLIENTS)) {
  client.cwd = adapters
}
