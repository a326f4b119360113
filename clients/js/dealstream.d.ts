import type { AccountEvents, BatchEvents, CaseEvents, DealEvents, FileEvents } from './lib/events.js'

export type { AccountEvents, BatchEvents, CaseEvents, DealEvents, FileEvents }

/** Follows Dealstream's event streams from a page. */
export class Dealstream {
  constructor(options?: DealstreamOptions)

  /** One deal, until it is settled. */
  deal(id: number | bigint | string, options?: StreamOptions & { documentId?: number | bigint | string; types?: DealType[] }): Stream<DealEvents, DealSnapshot>
  /** Some deals as one stream, 1 to 200, until all of them are settled. */
  deals(ids: Iterable<number | bigint | string>, options?: StreamOptions & { types?: DealType[] }): Stream<DealEvents, DealsSnapshot>
  /** Everything of the organisation. */
  organisation(options?: StreamOptions & { types?: Array<DealType | BatchType> }): Stream<DealEvents & BatchEvents, never>
  /** One batch, until it is complete. */
  batch(id: string, options?: StreamOptions & { types?: BatchType[] }): Stream<BatchEvents, BatchSnapshot>
  /** Some batches as one stream, 1 to 200, until all of them are complete. */
  batches(ids: Iterable<string>, options?: StreamOptions & { types?: BatchType[] }): Stream<BatchEvents, BatchesSnapshot>
  /** Everything of the signed-in user. */
  account(options?: StreamOptions & { categories?: AccountCategory[] }): Stream<AccountEvents, never>
  /** One case, from the oldest event that is kept until its analysis is complete. */
  case(id: string, options?: StreamOptions): Stream<CaseEvents, never>
  /** Everything in the workspace, live only: these events have no ids, and what is missed is missed. */
  files(options?: StreamOptions): Stream<FileEvents, never>
}

export interface DealstreamOptions extends StreamOptions {
  /** Where the service is. Default: the page's own origin. */
  baseUrl?: string | URL
  /**
   * Gives a fresh ticket (`POST /v1/stream-tickets`); called before every request, since a ticket holds once, and told
   * what that request reads, so that the back end can give a ticket for no more. When it throws something with a `status`
   * of 401 or 403, the streams end as refused; otherwise it is asked again later.
   */
  ticket?: (rights: Rights) => string | Promise<string>
  /**
   * In place of `ticket`: an API key or a JWT, or a function that gives it. It is sent in a header and in exchange for
   * tickets only, never in a URL.
   */
  key?: string | (() => string | Promise<string>)
}

/**
 * What a stream, poll or snapshot reads, in the shape of a ticket's `rights`. Nothing in it: all of an organisation, of an
 * account or of a workspace.
 */
export interface Rights {
  /** Numbers; beyond 2^53, which a number cannot hold exactly, the text of their digits. */
  deals?: Array<number | string>
  batches?: string[]
  cases?: string[]
  /** As `deals`. Not of a snapshot, which is always of the whole deal. */
  document_id?: number | string
  /** Not of a snapshot. */
  types?: string[]
}

/** Given to `Dealstream` they hold for all its streams, given to a stream for that one. */
export interface StreamOptions {
  /** Begin after this id, for example after a reload of the page. */
  lastEventId?: string
  /** Begin at this point in time: ISO 8601, or epoch ms. */
  since?: string | number | Date
  /** Begin with the current state (deals and batches). */
  snapshot?: boolean
  /** Let go of the connection while the page is hidden; what was missed comes when it is seen again. */
  pauseHidden?: boolean
  /**
   * Tabs of this origin that give the same name share one connection for each stream. Name the user: tabs of different
   * users must not share. Default: on where `key` is a string (tabs with the same key share), off otherwise.
   */
  share?: string | false
  /**
   * `eventsource` (the default), or `fetch`, which also hears heartbeats and `retry:`. Streams without ids use `fetch`
   * in any case: there, only a heartbeat tells a quiet stream from a dead one.
   */
  transport?: 'eventsource' | 'fetch'
  /** How many streams in a row may fail before the poll twin takes over. Default: 3. */
  failures?: number
  /** How long to poll before a stream is tried again, ms; each further try takes twice as long, up to ten times. Default: 30,000. */
  retryStream?: number
  /** The waits after failures, ms: they double from `base` to `max`. Default: 1,000 to 60,000. */
  backoff?: { base?: number; max?: number }
  /** How far apart the service's heartbeats are, ms, if it is not set up as usual. */
  heartbeat?: number
}

/**
 * - `connecting`: on the way;
 * - `open`: a stream is open;
 * - `waiting`: for the next try, after a failure;
 * - `polling`: streams do not get through, the poll twin does;
 * - `paused`: the page is hidden;
 * - `closed`: over, by `close()`, at the stream's end, or refused.
 */
export type StreamState = 'connecting' | 'open' | 'waiting' | 'polling' | 'paused' | 'closed'

/** An event, whichever way it came. */
export interface StreamEvent<Type extends string = string, Data = unknown> {
  /** Where the stream stands after it; null on streams without ids. Opaque: not for comparing. */
  id: string | null
  type: Type
  /** As produced. Integers beyond 2^53 lose digits, as in any JSON.parse. */
  data: Data
  /** When it happened, ISO 8601; only where the service says so (polled events, cases). */
  time?: string
}

/** Why the past is lost, or `gap`: a stream without ids was interrupted. */
export interface Reset {
  reason: 'expired' | 'unknown' | 'recreated' | 'gap'
}

export interface Stream<Events extends object = Record<string, unknown>, Snapshot = unknown> {
  /** Each event once, in order. Returns what takes the listener away again. */
  on(name: 'event', listener: (event: AnyEvent<Events>) => void): () => void
  /** The state to start from: at the beginning if asked for, and after a reset. Events go on from exactly there. */
  on(name: 'snapshot', listener: (snapshot: Snapshot) => void): () => void
  /** What came in between cannot be told; a snapshot follows where there is one. */
  on(name: 'reset', listener: (reset: Reset) => void): () => void
  on(name: 'state', listener: (state: StreamState) => void): () => void
  /** Something failed. Unless `final`, the stream goes on by itself after `retryIn`. */
  on(name: 'error', listener: (refusal: Refusal) => void): () => void
  /** Nothing more will come: `completed`, or `refused` (the `error` before it says why). Not after `close()`. */
  on(name: 'end', listener: (reason: 'completed' | 'refused') => void): () => void
  /** Events of one type. The file event `error` is heard as `event` only. */
  on<Type extends keyof Events & string>(type: Type, listener: (event: StreamEvent<Type, Events[Type]>) => void): () => void

  off(name: string, listener: (value: never) => void): void

  readonly state: StreamState
  /** Where to go on later (`lastEventId` in the options); null where there is nothing to resume from. */
  readonly lastEventId: string | null

  /** Ends it; nothing is heard after this but the state. */
  close(): void
}

/**
 * Events as somebody gets them who is bound to a view: whatever the view hides is absent, which the types above do not know.
 * `ds.deal(42) as Stream<ByView<DealEvents>, Partial<DealSnapshot>>`
 */
export type ByView<Events extends object> = { [Type in keyof Events]: Partial<Events[Type]> }

type AnyEvent<Events extends object> = { [Type in keyof Events & string]: StreamEvent<Type, Events[Type]> }[keyof Events & string]

/** Why the service, or the way to it, did not give what was asked for. */
export class Refusal extends Error {
  /** HTTP status; 0 where there was none. */
  readonly status: number
  /** The service's code (`INVALID_API_KEY`, `RATE_LIMITED`, ...), or `network`, `silent`, `stream`, `ticket`, or why a stream was closed. */
  readonly code: string
  /** What the service asked to wait, ms. */
  readonly retryAfter?: number
  /** The body of the answer. */
  readonly body?: unknown
  /** The stream is over for this. */
  readonly final: boolean
  /** When the next try comes, ms; null if none does. */
  readonly retryIn: number | null
}

/* ---- what the streams carry */

export type DealType = keyof DealEvents
export type BatchType = keyof BatchEvents
export type AccountCategory = 'data_sync' | 'provider' | 'ai' | 'import' | 'portfolio' | 'security'

export interface DealSnapshot {
  deal_id: number
  status: string | null
  settled: boolean
  health_score: number | null
  health_grade: string | null
  documents: Array<{
    document_id: number
    stage: string | null
    progress: number | null
    status: 'pending' | 'completed' | 'failed'
    health_score: number | null
    error: string | null
    updated_at: string
    /** Where nothing has been heard of it for long: since when. Absent otherwise. */
    stalled_since?: string
  }>
  last_event_id: string
}

export interface DealsSnapshot {
  /** In the order in which they were asked for. */
  deals: DealSnapshot[]
  /** Those that nothing was ever heard of. */
  missing: number[]
  last_event_id: string
}

export interface BatchSnapshot {
  batch_id: string
  total: number | null
  succeeded: number | null
  failed: number | null
  progress: string | null
  completed: boolean
  documents: Array<{ document_id: number; status: string | null; error: string | null; updated_at: string }>
  last_event_id: string
}

export interface BatchesSnapshot {
  /** In the order in which they were asked for. */
  batches: BatchSnapshot[]
  /** Those that nothing was ever heard of. */
  missing: string[]
  last_event_id: string
}
