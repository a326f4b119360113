import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choose } from '../../../main/resources/META-INF/resources/console/board/choice.js'
import { Board } from '../../../main/resources/META-INF/resources/console/board/model.js'

const AT = Date.parse('2026-03-04T10:00:00Z')

function boardOf(...events) {
  const board = new Board()
  for (const [type, data] of events) {
    board.apply(type, data, AT)
  }
  return board
}

const started = (document) => ['processing.started', { deal_id: 1, statement_id: document, stage: 'uploaded', progress: 0 }]
const progress = (document, percent) => ['processing.progress', { deal_id: 1, statement_id: document, stage: 'analyzing', progress: percent }]
const failed = (document) => ['processing.failed', { deal_id: 1, statement_id: document, error: 'Unreadable scan' }]
const scored = (document) => ['scoring_complete', { deal_id: 1, document_id: document, health_score: 71.5, health_grade: 'B' }]

test('a document is pending until it is scored, and both catalogues name the same one', () => {
  const board = boardOf(started(7), progress(7, 40))
  const deal = board.deals.get('1')
  assert.deepEqual([deal.phase, deal.documents.get('7').percent], ['moving', 40])

  board.apply(...scored(7), AT)
  assert.deepEqual([deal.phase, deal.score, deal.grade, deal.documents.size], ['settled', 71.5, 'B', 1])
})

test('late news do not bring an ended document back, a new run does', () => {
  const board = boardOf(started(7), failed(7), progress(7, 90))
  const document = () => board.deals.get('1').documents.get('7')
  assert.deepEqual([document().state, document().error], ['failed', 'Unreadable scan'])

  board.apply(...started(7), AT)
  assert.deepEqual([document().state, document().error, document().percent], ['pending', null, 0])
})

test('a document stands still until its next event', () => {
  const since = '2026-03-04T09:50:00Z'
  const stalled = (document) => ['processing.stalled', { deal_id: 1, statement_id: document, stage: 'analyzing', progress: 40, since }]
  const board = boardOf(started(7), progress(7, 40), stalled(7), started(8), failed(8), stalled(8))
  const deal = board.deals.get('1')
  const document = () => deal.documents.get('7')
  assert.deepEqual([document().stalledSince, document().percent, document().state], [Date.parse(since), 40, 'pending'])
  assert.deepEqual([deal.stalled, deal.pending, deal.phase, deal.documents.get('8').stalledSince], [1, 1, 'moving', null])
  assert.deepEqual(choose([deal], { phase: 'stalled', grade: '', sort: 'newest' }, '').shown, [deal])

  board.apply(...progress(7, 45), AT)
  assert.deepEqual([document().stalledSince, deal.stalled], [null, 0])

  board.apply(...stalled(7), AT)
  board.apply(...scored(7), AT)
  assert.deepEqual([document().stalledSince, deal.stalled], [null, 0])
})

test('a snapshot tells of documents that stand still', () => {
  const board = boardOf(progress(7, 60))
  board.fillIn({
    deal_id: 1,
    documents: [{ document_id: 8, stage: 'running_ocr', progress: 20, status: 'pending', updated_at: '2026-03-04T09:00:00Z', stalled_since: '2026-03-04T09:00:00Z' }],
  })
  assert.equal(board.deals.get('1').stalled, 1)
})

test('a step without a percentage stands for a fifth of the way', () => {
  const board = boardOf(['parse_complete', { deal_id: 1, document_id: 7, transaction_count: 9, months_covered: 2 }])
  const document = board.deals.get('1').documents.get('7')
  assert.equal(document.percent, 40)
  assert.equal(document.facts.transaction_count, 9)
})

test('a snapshot fills in what no event has told and takes nothing back', () => {
  const board = boardOf(progress(7, 60))
  board.fillIn({
    deal_id: 1,
    status: 'processing',
    health_score: null,
    health_grade: null,
    documents: [
      { document_id: 7, stage: 'uploaded', progress: 20, status: 'pending', health_score: null, error: null, updated_at: '2026-03-04T09:00:00Z' },
      { document_id: 8, stage: 'failed', progress: 30, status: 'failed', health_score: null, error: 'Empty', updated_at: '2026-03-04T09:00:00Z' },
    ],
  })
  const deal = board.deals.get('1')
  assert.equal(deal.status, 'processing')
  assert.equal(deal.documents.get('7').percent, 60)
  assert.deepEqual([deal.documents.get('8').error, deal.failed, deal.pending], ['Empty', 1, 1])
})

test('a batch counts what is through and what failed, and ends with its own totals', () => {
  const board = boardOf(
    ['batch.document_processed', { batch_id: 'b', document_id: 1, status: 'completed', progress: '1/3' }],
    ['batch.document_failed', { batch_id: 'b', document_id: 2, error: 'Empty' }],
  )
  const batch = board.batches.get('b')
  assert.deepEqual([batch.succeeded, batch.failed, batch.total, batch.completed], [1, 1, 3, false])

  board.apply('batch.completed', { batch_id: 'b', total: 3, succeeded: 2, failed: 1 }, AT)
  assert.deepEqual([batch.succeeded, batch.failed, batch.completed], [2, 1, true])
})

test('a board that was kept goes on as it was', () => {
  const board = boardOf(['deal.created', { deal_id: 1, business_name: 'Bakery' }], started(7), progress(7, 40))
  const again = Board.from(JSON.parse(JSON.stringify(board)))
  for (const one of [board, again]) {
    one.apply(...scored(7), AT)
  }
  assert.deepEqual(JSON.parse(JSON.stringify(again)), JSON.parse(JSON.stringify(board)))
})

test('the oldest settled deals make room', () => {
  const board = new Board()
  for (let id = 1; id <= 5001; id++) {
    board.apply('processing.started', { deal_id: id, statement_id: 1, stage: 'uploaded', progress: 0 }, AT)
    if (id === 3) {
      board.apply('processing.failed', { deal_id: id, statement_id: 1, error: 'x' }, AT)
    }
  }
  assert.equal(board.deals.size, 5000)
  assert.ok(!board.deals.has('3') && board.deals.has('1'))
})
