import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ACCOUNT_TYPES, BATCH_TYPES, CASE_TYPES, DEAL_TYPES } from '../lib/types.js'

const index = new URL('../../../src/main/resources/catalogue/index.json', import.meta.url)
const catalogue = JSON.parse(readFileSync(index, 'utf8')).types
const declared = readFileSync(new URL('../dealstream.d.ts', import.meta.url), 'utf8')

/** The types of some of the catalogue's folders. */
function inCatalogue(...folders) {
  return catalogue
    .map((file) => file.match(/^(\w+)\/(.+)\.schema\.json$/))
    .filter(([, folder]) => folders.includes(folder))
    .map(([, , type]) => type)
}

const known = {
  DealEvents: [DEAL_TYPES, inCatalogue('processing', 'deal')],
  BatchEvents: [BATCH_TYPES, inCatalogue('batch')],
  CaseEvents: [CASE_TYPES, inCatalogue('case')],
  AccountEvents: [ACCOUNT_TYPES, inCatalogue('account')],
}

for (const [name, [listened, catalogued]] of Object.entries(known)) {
  test(`${name} are those of the service's catalogue, in the code and in its types`, () => {
    assert.deepEqual([...listened].sort(), [...catalogued].sort())
    assert.deepEqual(namesIn(name), [...catalogued].sort())
  })
}

test('FileEvents are those of the service\'s catalogue', () => {
  assert.deepEqual(namesIn('FileEvents'), inCatalogue('file').sort())
})

function namesIn(type) {
  const body = declared.match(new RegExp(`export interface ${type} \\{\\n(.*?)\\n\\}`, 's'))[1]
  return body
    .split('\n')
    .map((line) => line.match(/^ {2}'?([\w.]+)'?: /)[1])
    .sort()
}
