import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accountEndpoint,
  batchEndpoint,
  batchesEndpoint,
  caseEndpoint,
  dealEndpoint,
  dealsEndpoint,
  filesEndpoint,
  organisationEndpoint,
} from '../lib/endpoints.js'

test('listens for types that a service has been given, where the filter names them', () => {
  const types = ['deal.archived']
  for (const endpoint of [dealEndpoint(42, { types }), dealsEndpoint([42], { types }), organisationEndpoint({ types })]) {
    assert.ok(endpoint.types.includes('deal.archived'))
    assert.ok(endpoint.types.includes('deal.created'))
  }
  assert.ok(batchEndpoint('b-1', { types: ['batch.paused'] }).types.includes('batch.paused'))
  assert.ok(batchesEndpoint(['b-1'], { types: ['batch.paused'] }).types.includes('batch.paused'))
  assert.ok(!dealEndpoint(42).types.includes('deal.archived'))
})

test('says what it reads in the shape of the rights of a ticket', () => {
  const types = ['deal_updated']
  assert.deepEqual(dealEndpoint(42).rights, { deals: [42] })
  assert.deepEqual(dealEndpoint('42', { documentId: 7n, types }).rights, { deals: [42], document_id: 7, types })
  assert.deepEqual(dealsEndpoint([43, '42', 43n], { types }).rights, { deals: [43, 42], types })
  assert.deepEqual(organisationEndpoint().rights, {})
  assert.deepEqual(organisationEndpoint({ types }).rights, { types })
  assert.deepEqual(batchEndpoint('b-1', { types: ['batch.completed'] }).rights, { batches: ['b-1'], types: ['batch.completed'] })
  assert.deepEqual(batchesEndpoint(['b-1', 'b-2', 'b-1']).rights, { batches: ['b-1', 'b-2'] })
  assert.deepEqual(caseEndpoint('c-1').rights, { cases: ['c-1'] })
  assert.deepEqual(accountEndpoint({ categories: ['ai'] }).rights, {})
  assert.deepEqual(filesEndpoint().rights, {})
})

test('says that a snapshot reads the whole of its subject, since it takes no filter', () => {
  assert.deepEqual(dealEndpoint(42, { documentId: 7, types: ['deal_updated'] }).subjects, { deals: [42] })
  assert.deepEqual(dealsEndpoint([42, 43], { types: ['deal_updated'] }).subjects, { deals: [42, 43] })
  assert.deepEqual(batchEndpoint('b-1', { types: ['batch.completed'] }).subjects, { batches: ['b-1'] })
})

test('gives the digits of numbers that JSON cannot hold exactly', () => {
  assert.deepEqual(dealEndpoint(9007199254740993n).rights, { deals: ['9007199254740993'] })
  assert.deepEqual(dealEndpoint('').rights, { deals: [''] }, 'no number is made of what is none')
  assert.deepEqual(dealsEndpoint(['-9223372036854775808', 1]).rights, { deals: ['-9223372036854775808', 1] })
})
