// Judges clients: node run.js [--scenario NAME]... [--table] [CLIENT]...
// Without a name: all that are ours. Ends with 1 if one of ours failed.
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CLIENTS } from './clients.js'
import { trial } from './lib/trial.js'

/** How many trials go on at once: they mostly wait. */
const AT_ONCE = 6

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { scenario: { type: 'string', multiple: true }, table: { type: 'boolean' } },
})
const clients = positionals.length > 0 ? positionals : Object.keys(CLIENTS).filter((name) => CLIENTS[name].ours)
const unknown = clients.filter((name) => !CLIENTS[name])
if (unknown.length > 0) {
  console.error(`no such client: ${unknown.join(', ')}; there are ${Object.keys(CLIENTS).join(', ')}`)
  process.exit(2)
}
const scenarios = await load(values.scenario)

const results = new Map()
for (const client of clients) {
  const started = Date.now()
  const verdicts = await judge(client)
  results.set(client, verdicts)
  const count = (verdict) => verdicts.filter((one) => one.verdict === verdict).length
  if (!values.table) {
    const seconds = ((Date.now() - started) / 1_000).toFixed(0)
    console.log(`${client}: ${count('pass')} passed, ${count('fail')} failed, ${count('cannot')} left out, in ${seconds} s\n`)
  }
}
if (values.table) {
  printTable()
}
process.exit(clients.some((name) => CLIENTS[name].ours && results.get(name).some(({ verdict }) => verdict === 'fail')) ? 1 : 0)

async function load(names) {
  const folder = new URL('scenarios/', import.meta.url)
  const all = readdirSync(folder).map((file) => file.replace(/\.js$/, ''))
  return Promise.all(
    (names ?? all).map(async (name) => ({ name, ...(await import(new URL(`${name}.js`, folder))).default })),
  )
}

/** All scenarios with one client, in the scenarios' order. */
async function judge(client) {
  const verdicts = []
  const waiting = [...scenarios.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, scenario] = next
      verdicts[at] = { scenario, ...(await trial(CLIENTS[client], scenario)) }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (!values.table) {
    verdicts.forEach(({ scenario, verdict, saw, millis }) => {
      const said = verdict === 'pass' ? `${(millis / 1_000).toFixed(1)} s` : saw.join('; ')
      console.log(`${verdict.padEnd(6)}  ${client}  ${scenario.name}: ${said}`)
    })
  }
  return verdicts
}

/** As README.md has it. */
function printTable() {
  const marks = { pass: 'yes', fail: '**no**', cannot: '–' }
  console.log(`| scenario | ${clients.join(' | ')} |\n|---|${clients.map(() => '---|').join('')}`)
  scenarios.forEach(({ name, says }, at) => {
    const cells = clients.map((client) => marks[results.get(client)[at].verdict])
    console.log(`| \`${name}\`: ${says} | ${cells.join(' | ')} |`)
  })
  const sums = clients.map((client) => {
    const verdicts = results.get(client).filter(({ verdict }) => verdict !== 'cannot')
    return `${verdicts.filter(({ verdict }) => verdict === 'pass').length} of ${verdicts.length}`
  })
  console.log(`| **passed** | ${sums.join(' | ')} |`)
}
