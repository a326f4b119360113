/**
 * Reads an event stream's frames off a fetched body, comments, bare ids and `retry:` included: all that EventSource
 * keeps to itself.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @yields {{id?: string, event?: string, data?: string, retry?: number, comment?: string}}
 */
export async function* frames(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let halfway = false
  let frame = {}
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        return
      }
      // a CR ends its line at once; an LF that comes with the next packet belongs to it
      rest += halfway && value.startsWith('\n') ? value.slice(1) : value
      halfway = value.endsWith('\r')
      const lines = rest.split(/\r\n|\n|\r/)
      rest = lines.pop()
      for (const line of lines) {
        if (line !== '') {
          take(frame, line)
        } else if (Object.keys(frame).length > 0) {
          yield frame
          frame = {}
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function take(frame, line) {
  const colon = line.indexOf(':')
  const name = colon < 0 ? line : line.slice(0, colon)
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
  switch (name) {
    case '':
      frame.comment = value
      break
    case 'data':
      frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`
      break
    case 'id':
      if (!value.includes('\0')) {
        frame.id = value
      }
      break
    case 'retry':
      if (/^\d+$/.test(value)) {
        frame.retry = Number(value)
      }
      break
    case 'event':
      frame.event = value
      break
    default:
  }
}
