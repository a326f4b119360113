import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Log } from '../lib/log.js'

function logOf(count, { start = 'i0', limit } = {}) {
  const log = new Log(start, 0, limit)
  for (let i = 1; i <= count; i++) {
    log.add('event', { type: 't', data: i }, `i${i}`)
  }
  return log
}

const seqs = (sayings) => sayings?.map(({ seq }) => seq)

test('tells what came after a number or an id', () => {
  const log = logOf(4)

  assert.deepEqual(seqs(log.after(2)), [3, 4])
  assert.deepEqual(seqs(log.after(4)), [])
  assert.deepEqual(seqs(log.afterId('i3')), [4])
  assert.deepEqual(seqs(log.afterId('i0')), [1, 2, 3, 4])
})

test('does not pretend to know what it dropped, or never heard', () => {
  const log = logOf(5, { limit: 3 })

  assert.equal(log.after(1), null)
  assert.deepEqual(seqs(log.after(2)), [3, 4, 5])
  assert.equal(log.after(6), null)
  assert.equal(log.afterId('i1'), null)
  assert.deepEqual(seqs(log.afterId('i2')), [3, 4, 5])
  assert.equal(log.whole, false)
})

test('gives the last snapshot with what came after it', () => {
  const log = logOf(2)
  assert.equal(log.fromSnapshot(), null)

  log.add('snapshot', {}, 's')
  log.add('event', { type: 't' }, 'i4')

  assert.deepEqual(seqs(log.fromSnapshot()), [3, 4])
})

test('cuts off what a new leader will say again', () => {
  const log = logOf(4)

  assert.deepEqual(seqs(log.cutAfter(2)), [3, 4])
  assert.equal(log.seq, 2)
  assert.equal(log.add('event', {}, 'x').seq, 3)
})

test('knows a place by each of its names', () => {
  const log = logOf(2)
  log.name('moved')
  log.name('moved-on')
  log.add('event', {}, 'i3')

  assert.deepEqual(seqs(log.afterId('moved')), [3])
  assert.deepEqual(seqs(log.afterId('moved-on')), [3])
  log.name('end')
  log.cutAfter(2)
  assert.equal(log.afterId('end'), null)
  assert.deepEqual(seqs(log.afterId('i2')), [])
})

test('does not keep all names that a quiet stream ever had', () => {
  const log = logOf(1, { limit: 3 })
  for (let i = 0; i < 10; i++) {
    log.name(`moved${i}`)
  }

  assert.equal(log.afterId('moved0'), null)
  assert.deepEqual(seqs(log.afterId('moved9')), [])
})
