import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchEndpoint, dealEndpoint, organisationEndpoint } from '../lib/endpoints.js'

test('listens for types that a service has been given, where the filter names them', () => {
  for (const endpoint of [dealEndpoint(42, { types: ['deal.archived'] }), organisationEndpoint({ types: ['deal.archived'] })]) {
    assert.ok(endpoint.types.includes('deal.archived'))
    assert.ok(endpoint.types.includes('deal.created'))
  }
  assert.ok(batchEndpoint('b-1', { types: ['batch.paused'] }).types.includes('batch.paused'))
  assert.ok(!dealEndpoint(42).types.includes('deal.archived'))
})
