/** Follows Dealstream's event streams from a page. */
export class Dealstream {
  constructor(options?: DealstreamOptions)

  /** One deal, until it is settled. */
  deal(id: number | bigint | string, options?: StreamOptions & { documentId?: number | bigint | string; types?: DealType[] }): Stream<DealEvents, DealSnapshot>
  /** Everything of the organisation. */
  organisation(options?: StreamOptions & { types?: Array<DealType | BatchType> }): Stream<DealEvents & BatchEvents, never>
  /** One batch, until it is complete. */
  batch(id: string, options?: StreamOptions & { types?: BatchType[] }): Stream<BatchEvents, BatchSnapshot>
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
   * Gives a fresh ticket (`POST /v1/stream-tickets`); called before every request, since a ticket holds once. When it
   * throws something with a `status` of 401 or 403, the streams end as refused; otherwise it is asked again later.
   */
  ticket?: () => string | Promise<string>
  /**
   * In place of `ticket`: an API key or a JWT, or a function that gives it. It is sent in a header and in exchange for
   * tickets only, never in a URL.
   */
  key?: string | (() => string | Promise<string>)
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

/* ---- what the streams carry: fields that are always there; producers may add others ---- */

type Timed = { timestamp: string }
type OfDocument = { deal_id: number; statement_id: number }
type DocumentDone = { deal_id: number; document_id: number } & Timed

export interface DealEvents {
  'processing.started': OfDocument & { stage: string; progress: number }
  'processing.progress': OfDocument & { stage: string; progress: number }
  'processing.completed': OfDocument & { health_score: number; stage?: string; progress?: number }
  'processing.failed': OfDocument & { error: string }
  extraction_complete: DocumentDone & { document_type: string; page_count: number }
  parse_complete: DocumentDone & { transaction_count: number; months_covered: number }
  metrics_complete: DocumentDone & { avg_daily_balance: number; avg_monthly_deposits: number; nsf_count: number }
  screening_complete: DocumentDone & { total_flags: number; buckets: Record<string, unknown> }
  scoring_complete: DocumentDone & { health_score: number; health_grade: string }
  deal_updated: { deal_id: number; status: string } & Timed & Record<string, unknown>
  'deal.created': { deal_id: number; business_name: string; created_by: string }
  'deal.status_changed': { deal_id: number; old_status: string; new_status: string }
  'deal.decision': { deal_id: number; decision: string; decided_by: string }
}
export type DealType = keyof DealEvents

export interface BatchEvents {
  'batch.document_processed': { batch_id: string; document_id: number; status: string; progress: string }
  'batch.document_failed': { batch_id: string; document_id: number; error: string }
  'batch.completed': { batch_id: string; total: number; succeeded: number; failed: number }
}
export type BatchType = keyof BatchEvents

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
  }>
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

type OfCase = { type: string; id: string; timestamp: number; case_id: string; message?: string }

export interface CaseEvents {
  'file.analysis.progress': OfCase & { file_id: string; stage: string; progress: number }
  'file.analysis.completed': OfCase & { file_id: string; outcome: 'success' | 'failed' }
  'case.analysis.completed': OfCase & { outcome?: string }
}

export type AccountCategory = 'data_sync' | 'provider' | 'ai' | 'import' | 'portfolio' | 'security'

type OfConnection = { connection_id: string }
type OfAccount = OfConnection & { account_id: string | null }
type OfProvider = OfConnection & { provider_slug: string }
type Failed = { error: string }

export interface AccountEvents {
  'sync.accounts.started': OfConnection
  'sync.accounts.completed': OfConnection & { account_count: number }
  'sync.accounts.failed': OfConnection & Failed
  'sync.transactions.started': OfAccount
  'sync.transactions.completed': OfAccount & { transaction_count: number }
  'sync.transactions.failed': OfAccount & Failed
  'sync.holdings.started': { account_id: string }
  'sync.holdings.completed': { account_id: string; holding_count: number }
  'sync.holdings.failed': { account_id: string } & Failed
  'provider.token.expiring': OfProvider & ({ expires_in_seconds: number } | { expires_at: string })
  'provider.token.refreshed': OfProvider
  'provider.token.failed': OfProvider & { needs_reauth: boolean }
  'provider.disconnected': OfProvider
  'ai.response.chunk': { conversation_id: string; chunk: string; is_final: boolean }
  'ai.tool.executing': { conversation_id: string; tool_name: string }
  'ai.response.complete': { conversation_id: string }
  'import.started': { file_name: string; file_format: string }
  'import.progress': { file_name: string; progress_percent: number; records_processed: number }
  'import.completed': { file_name: string; records_imported: number }
  'import.failed': { file_name: string } & Failed
  'portfolio.balance.updated': { account_id: string; previous_balance: string; new_balance: string; delta: string; currency: string }
  'portfolio.holdings.updated': { account_id: string; holdings_count: number; created_count: number; updated_count: number; deactivated_count: number }
  'portfolio.networth.updated': { previous_net_worth: string; new_net_worth: string; delta: string; currency: string; account_count: number }
  'security.session.new': { session_id: string; device_info: string; ip_address: string; location: string }
  'security.session.suspicious': { session_id: string; reason: string }
  'security.session.expiring': { session_id: string; expires_in_seconds: number }
  'security.session.revoked': { session_id: string; device_info: string; reason: string }
  'security.password.changed': { initiated_by: string }
  'security.login.failed': { reason: string }
}

type Path = { path: string }
type OfFile = Path & { filename: string }
type Moved = { src_path: string; dest_path: string }
type QueueItem = { id: string; file_path: string; action: string; status: string }
type Nothing = Record<string, never>

export interface FileEvents {
  file_parsing: OfFile
  file_parsed: OfFile
  file_summarizing: OfFile
  file_summarized: OfFile
  file_embedding: OfFile
  file_embedded: OfFile
  file_complete: OfFile
  file_failed: OfFile & { error: string }
  file_skipped: OfFile & { reason: string }
  file_created: Path
  file_modified: Path
  file_deleted: Path
  file_moved: Moved
  directory_deleted: Path
  directory_moved: Moved
  watch_started: Path & { recursive: boolean; file_pattern?: string }
  watch_added: Path
  watch_removed: Path
  directory_processing_started: Path
  directory_processing_completed: Path
  queue_item_added: QueueItem
  queue_item_updated: QueueItem
  queue_item_processing: QueueItem
  queue_item_completed: QueueItem
  queue_item_failed: Omit<QueueItem, 'status'> & { error: string }
  queue_item_removed: QueueItem
  queue_paused: { source: string }
  queue_resumed: { source: string }
  scheduler_paused: Nothing
  scheduler_resumed: Nothing
  status_update: Record<string, unknown>
  error: { message: string }
  info: { message: string }
  shutting_down: Nothing
}
