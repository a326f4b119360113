import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curl, target } from '../../../main/resources/META-INF/resources/console/inspector/endpoints.js'
import { inWords } from '../../../main/resources/META-INF/resources/console/inspector/reach.js'
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

test('several deals and batches stand in the address as one set', () => {
  assert.equal(target({ ...NOTHING, stream: 'deals', id: ' 42, 43,44  45 ' }), '/v1/events/deals?ids=42%2C43%2C44%2C45')
  assert.equal(
    target({ ...NOTHING, stream: 'batches', id: 'b-1,b-2', filter: 'batch.completed', since: '2026-01-01' }),
    '/v1/events/batches?ids=b-1%2Cb-2&types=batch.completed&since=2026-01-01',
  )
})

test('rights are told member by member, and what they leave of the whole', () => {
  assert.deepEqual(inWords({}), [['Whole organisation', "as the key's scopes say"]])
  assert.deepEqual(inWords({ types: ['deal_updated'], view: 'borrower', user: 'u-1' }), [
    ['Event types', 'deal_updated'],
    ['View', 'borrower'],
    ['User', 'u-1'],
    ['Whole organisation', "as the key's scopes say"],
  ])
  assert.deepEqual(inWords({ deals: Array.from({ length: 14 }, (_, i) => i), batches: [], document_id: 15 }), [
    ['Deals', '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more'],
    ['Batches', 'none'],
    ['Document', '15'],
    ['Whole organisation', 'out of reach'],
  ])
})

test('a command line holds a variable for the key, and nothing that a shell would run', () => {
  const line = curl({ ...NOTHING, stream: 'account' }, null, 'https://d.example')
  assert.equal(line, 'curl -N -H "Authorization: Bearer $DEALSTREAM_KEY" \'https://d.example/api/v1/events\'')
  assert.match(curl({ ...NOTHING, stream: 'org' }, "a'$(b)", 'https://d.example'), /-H 'Last-Event-ID: a'\\''\$\(b\)'/)
})
