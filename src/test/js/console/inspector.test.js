import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curl, target } from '../../../main/resources/META-INF/resources/console/inspector/endpoints.js'
import { frames } from '../../../main/resources/META-INF/resources/console/inspector/wire.js'

const NOTHING = { id: '', filter: '', since: '' }

async function read(...chunks) {
  const bytes = new TextEncoder()
  const found = []
  for await (const frame of frames(ReadableStream.from(chunks.map((chunk) => bytes.encode(chunk))))) {
    found.push(frame)
  }
  return found
}

test('frames come whole, however the network cuts them', async () => {
  const found = await read('retry: 3', '000\n', '\nid: a\nevent: x\nda', 'ta: {"é":1}\n\n: keep', 'alive\n\nid: b\n\n')
  assert.deepEqual(
    found.map(({ raw, bytes, ...fields }) => fields),
    [{ retry: '3000' }, { id: 'a', event: 'x', data: '{"é":1}' }, { comment: 'keepalive' }, { id: 'b' }],
  )
  assert.equal(found[1].raw, 'id: a\nevent: x\ndata: {"é":1}')
  assert.equal(found[1].bytes, 31)
})

test('a frame that was cut off is no frame', async () => {
  assert.deepEqual(await read('id: a\ndata: 1\n'), [])
})

test('ids and filters stand in the address as they must', () => {
  assert.equal(target({ ...NOTHING, stream: 'case', id: 'a/b' }), '/cases/a%2Fb/progress/stream')
  assert.equal(target({ ...NOTHING, stream: 'org', filter: 'deal_updated,deal.created' }), '/v1/events/org?types=deal_updated%2Cdeal.created')
  assert.equal(target({ ...NOTHING, stream: 'files', since: 'now' }), '/api/updates')
})

test('a command line holds a variable for the key, and nothing that a shell would run', () => {
  const line = curl({ ...NOTHING, stream: 'account' }, null, 'https://d.example')
  assert.equal(line, 'curl -N -H "Authorization: Bearer $DEALSTREAM_KEY" \'https://d.example/api/v1/events\'')
  assert.match(curl({ ...NOTHING, stream: 'org' }, "a'$(b)", 'https://d.example'), /-H 'Last-Event-ID: a'\\''\$\(b\)'/)
})
