import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as pass } from 'node:timers/promises'
import { Window } from 'happy-dom'
import ts from 'typescript'
import { KEY, Service } from '../../conformance/lib/service.js'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const source = readme.match(/```ts\n(\/\/ use-deal\.ts\n.*?)```/s)[1]
const file = new URL('use-deal.ts', import.meta.url)
writeFileSync(file, source)

let React, act, createRoot, Dealstream, useDeal
let service, root, view

before(async () => {
  const window = new Window()
  const page = { window, document: window.document, navigator: window.navigator, IS_REACT_ACT_ENVIRONMENT: true }
  for (const [name, value] of Object.entries(page)) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  const made = new URL('use-deal.js', import.meta.url)
  writeFileSync(made, ts.transpileModule(source, { compilerOptions: { module: 'ESNext', target: 'ES2022' } }).outputText)
  React = await import('react')
  act = React.act
  ;({ createRoot } = await import('react-dom/client'))
  ;({ Dealstream } = await import('dealstream'))
  ;({ useDeal } = await import(made))
})

after(() => service?.stop())

test('is sound by its types', () => {
  const options = { strict: true, noEmit: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] }
  const faults = ts.getPreEmitDiagnostics(ts.createProgram([file.pathname], options))

  assert.deepEqual(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')), [])
})

test('shows a deal from its snapshot to its end, over one connection in StrictMode too', async () => {
  const ds = await open({ events: 1, complete: false })
  await show(ds, 42)
  await until(() => view.stream === 'open')
  assert.equal(view.status, 'processing')
  assert.deepEqual([...view.documents.keys()], [])

  service.emit(2)
  await until(() => view.status === 'state 3')
  assert.equal(service.connects.length, 1)

  service.finish()
  await until(() => view.settled)
  assert.equal(view.stream, 'closed')
  await act(() => root.unmount())
})

test('lets go of the connection when nobody shows it any more', async () => {
  const ds = await open({ events: 1, complete: false })
  await show(ds, 42)
  await until(() => service.streams.length === 1)

  await act(() => root.unmount())

  await service.streams[0].gone
})

test('shows nothing of one deal when it is another', async () => {
  const ds = await open({ events: 1, complete: false })
  await show(ds, 42)
  await until(() => view.status === 'processing' && service.streams.length === 1)

  await act(() => root.render(element(ds, 43)))

  await until(() => view.refusal?.status === 404)
  assert.equal(view.status, null)
  await service.streams[0].gone
  await act(() => root.unmount())
})

async function open(scenario) {
  service?.stop()
  service = new Service({ name: 'hook', ...scenario })
  await service.start()
  return new Dealstream({ baseUrl: service.address, key: KEY, transport: 'fetch', share: false })
}

async function show(ds, id) {
  root = createRoot(document.createElement('div'))
  await act(() => root.render(element(ds, id)))
}

function element(ds, id) {
  return React.createElement(React.StrictMode, null, React.createElement(Deal, { ds, id }))
}

function Deal({ ds, id }) {
  view = useDeal(ds, id)
  return view.status
}

async function until(condition) {
  for (let i = 0; i < 200 && !condition(); i++) {
    await act(() => pass(20))
  }
  assert.ok(condition(), JSON.stringify(view))
}
