/** A frame as it stood on the wire; a field that it did not have is absent. */
export interface Frame {
  id?: string
  event?: string
  data?: string
  /** ms */
  retry?: number
  /** A heartbeat, for example `keepalive`. */
  comment?: string
}

/** The frames of an event stream that was opened with `fetch`, up to its end; leaving the loop cancels it. */
export function frames(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame, void, void>
