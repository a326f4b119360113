import { ACCOUNT_TYPES, BATCH_TYPES, CASE_TYPES, DEAL_TYPES } from './types.js'

const SECOND = 1000

/**
 * One stream of the service and how its dialect is read. Paths are relative to the base URL.
 *
 * @typedef {object} Endpoint
 * @property {string} path of the stream
 * @property {string | null} poll of its poll twin; null where it has none
 * @property {string | null} snapshot of its current state; null where there is none
 * @property {Array<[string, string]>} query the filter, which stream and poll twin share
 * @property {object} subjects what a ticket for the snapshot must reach, in the shape of a ticket's rights
 * @property {object} rights the same of stream and poll twin, which have a filter
 * @property {string[]} types the names to listen for: those of the catalogue, and others that the filter names
 * @property {string} closing the name of its last frame
 * @property {string | null} heartbeat the name of its heartbeat; null where that is a comment, which EventSource hides
 * @property {number} silence between two heartbeats, ms
 * @property {boolean} ids whether events have ids, so that a stream can be resumed
 * @property {boolean} mayBeLiveOnly whether a service may be set up to keep no past of it: then it has no poll twin
 * @property {boolean} startsWithPast whether it begins with what is kept, where nothing else is asked for
 * @property {(frame: {id: string | null, type: string, text: string}) => object} read an event of the stream
 * @property {(item: object) => object} readPolled an event of the poll twin
 */

const usual = {
  snapshot: null,
  query: [],
  subjects: {},
  rights: {},
  closing: 'stream.closed',
  heartbeat: null,
  silence: 15 * SECOND,
  ids: true,
  mayBeLiveOnly: false,
  startsWithPast: false,
  read: ({ id, type, text }) => ({ id, type, data: JSON.parse(text) }),
  readPolled: ({ id, type, data, time }) => ({ id, type, data, time }),
}

export function dealEndpoint(id, { documentId, types } = {}) {
  const path = `v1/events/deals/${segment(id)}`
  const query = list('types', types)
  if (documentId !== undefined) {
    query.push(['document_id', String(documentId)])
  }
  const document = documentId === undefined ? {} : { document_id: number(documentId) }
  return {
    ...usual,
    path,
    poll: `${path}/poll`,
    snapshot: `${path}/snapshot`,
    query,
    ...reach({ deals: [number(id)] }, { ...document, ...typed(types) }),
    types: [...DEAL_TYPES, ...(types ?? [])],
  }
}

/** What a page lists: the events of all of them on one stream, whose ids belong to this very set. */
export function dealsEndpoint(ids, { types } = {}) {
  const set = new Set(Array.from(ids, String))
  return several('v1/events/deals', set, { deals: Array.from(set, number) }, types, DEAL_TYPES)
}

export function batchesEndpoint(ids, { types } = {}) {
  const set = new Set(Array.from(ids, String))
  return several('v1/events/batches', set, { batches: [...set] }, types, BATCH_TYPES)
}

function several(path, ids, subjects, types, known) {
  return {
    ...usual,
    path,
    poll: `${path}/poll`,
    snapshot: `${path}/snapshot`,
    query: [...list('ids', ids), ...list('types', types)],
    ...reach(subjects, typed(types)),
    types: [...known, ...(types ?? [])],
  }
}

export function organisationEndpoint({ types } = {}) {
  const path = 'v1/events/org'
  return {
    ...usual,
    path,
    poll: `${path}/poll`,
    query: list('types', types),
    ...reach({}, typed(types)),
    types: [...DEAL_TYPES, ...BATCH_TYPES, ...(types ?? [])],
  }
}

export function batchEndpoint(id, { types } = {}) {
  const path = `v1/events/batches/${segment(id)}`
  return {
    ...usual,
    path,
    poll: `${path}/poll`,
    snapshot: `${path}/snapshot`,
    query: list('types', types),
    ...reach({ batches: [String(id)] }, typed(types)),
    types: [...BATCH_TYPES, ...(types ?? [])],
  }
}

export function accountEndpoint({ categories } = {}) {
  const path = 'api/v1/events'
  return {
    ...usual,
    path,
    poll: `${path}/poll`,
    query: list('categories', categories),
    types: ACCOUNT_TYPES,
    mayBeLiveOnly: true,
    silence: 30 * SECOND,
  }
}

export function caseEndpoint(id) {
  const path = `cases/${segment(id)}/progress`
  return {
    ...usual,
    path: `${path}/stream`,
    poll: `${path}/poll`,
    ...reach({ cases: [String(id)] }, {}),
    types: CASE_TYPES,
    closing: 'stream_closed',
    heartbeat: 'heartbeat',
    startsWithPast: true,
    read: ({ text }) => polledCase(JSON.parse(text)),
    readPolled: polledCase,
  }
}

export function filesEndpoint() {
  return {
    ...usual,
    path: 'api/updates',
    poll: null,
    types: ['update'],
    ids: false,
    read: ({ text }) => {
      const { opcode, data } = JSON.parse(text)
      return { id: null, type: opcode, data }
    },
  }
}

function polledCase(data) {
  return { id: data.id, type: data.type, data, time: new Date(data.timestamp).toISOString() }
}

function reach(subjects, filter) {
  return { subjects, rights: { ...subjects, ...filter } }
}

function typed(types) {
  const all = [...(types ?? [])]
  return all.length > 0 ? { types: all } : {}
}

/** As a number where that holds all of its digits, else as their text. */
function number(id) {
  const text = String(id)
  return /^-?[0-9]+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : text
}

function segment(id) {
  return encodeURIComponent(String(id))
}

function list(name, values) {
  const all = [...(values ?? [])]
  return all.length > 0 ? [[name, all.join(',')]] : []
}
