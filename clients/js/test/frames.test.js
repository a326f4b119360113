import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frames } from '../lib/frames.js'

async function read(text, size) {
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size))
      }
      controller.close()
    },
  })
  return Array.fromAsync ? Array.fromAsync(frames(body)) : collect(frames(body))
}

async function collect(generator) {
  const all = []
  for await (const one of generator) {
    all.push(one)
  }
  return all
}

const STREAM =
  'retry: 3000\n\n: keepalive\n\nid: A\nevent: deal.created\ndata: {"name":"Café"}\n\nid: B\n\ndata:one\ndata:two\n\nid: cut'

for (const size of [1, 2, 7, 1_000]) {
  test(`reads all that stands on the wire, ${size} bytes at a time`, async () => {
    assert.deepEqual(await read(STREAM, size), [
      { retry: 3000 },
      { comment: 'keepalive' },
      { id: 'A', event: 'deal.created', data: '{"name":"Café"}' },
      { id: 'B' },
      { data: 'one\ntwo' },
    ])
  })
}

for (const end of ['\r', '\r\n']) {
  test(`hands out a frame as soon as it is whole, with lines that end in ${JSON.stringify(end)}`, async () => {
    let push
    const body = new ReadableStream({ start: (controller) => (push = (text) => controller.enqueue(new TextEncoder().encode(text))) })
    const reader = frames(body)
    push(`data: one${end}\r`)
    assert.deepEqual((await reader.next()).value, { data: 'one' })

    push(`${end.slice(1)}data: two${end}${end}`)
    assert.deepEqual((await reader.next()).value, { data: 'two' })
    await reader.return()
  })
}
