// Makes lib/types.js and lib/events.d.ts of the service's catalogue: npm run generate. A test says when they are out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const CATALOGUE = new URL('../../../src/main/resources/catalogue/', import.meta.url)

/** The streams, with the catalogue's folders whose types they carry. */
const STREAMS = [
  { name: 'Batch', folders: ['batch'], says: 'a batch' },
  { name: 'Deal', folders: ['processing', 'deal'], says: 'a deal' },
  { name: 'Case', folders: ['case'], says: 'a case' },
  { name: 'Account', folders: ['account'], says: 'the signed-in user' },
  { name: 'File', folders: ['file'], says: 'a workspace' },
]

const TYPES = { integer: 'number', number: 'number', string: 'string', boolean: 'boolean', object: 'Record<string, unknown>', null: 'null' }

/** What each file should hold, by its name. */
export function made() {
  const files = read('index.json').types
  const streams = STREAMS.map((stream) => {
    const own = files.filter((file) => stream.folders.includes(file.split('/')[0]))
    return { ...stream, schemas: own.map(read) }
  })
  return { 'lib/types.js': lists(streams), 'lib/events.d.ts': declarations(streams) }
}

function read(file) {
  return JSON.parse(readFileSync(new URL(file, CATALOGUE), 'utf8'))
}

function typeOf(schema) {
  return schema['x-dealstream'].type
}

/** Files need no list: their stream names every event alike. */
function lists(streams) {
  const parts = streams
    .filter(({ name }) => name !== 'File')
    .map(({ name, schemas }) => {
      const types = schemas.map((schema) => `  '${typeOf(schema)}',\n`).join('')
      return `export const ${name.toUpperCase()}_TYPES = [\n${types}]\n`
    })
  return (
    '/**\n * The types of event that each stream carries: EventSource hands out only those that it is told to listen for. Made by\n' +
    ` * build/generate.js of the service's catalogue.\n */\n${parts.join('\n')}`
  )
}

function declarations(streams) {
  const parts = streams.map(({ name, says, schemas }) => {
    const members = schemas.map((schema) => member(schema, name === 'Case')).join('')
    return `/** What is told of ${says}. */\nexport interface ${name}Events {\n${members}}\n`
  })
  const head =
    "// Made by build/generate.js of the service's catalogue. Fields that are always there, and those that the catalogue knows of;\n" +
    '// producers may add others. To a reader that is bound to a view, what the view hides is absent: see ByView in dealstream.d.ts.\n\n' +
    '/** What an event of a case holds on the wire besides. `timestamp` in epoch ms. */\n' +
    'type OnTheWire = { type: string; id: string; timestamp: number }\n\n'
  return head + parts.join('\n')
}

function member(schema, ofCase) {
  const properties = Object.entries(schema.properties ?? {})
  const required = new Set(schema.required)
  const fields = properties
    .map(([name, property]) => `    /** ${property.description} */\n    ${name}${required.has(name) ? '' : '?'}: ${type(property)}\n`)
    .join('')
  const shape = [...(fields ? [`{\n${fields}  }`] : []), ...(ofCase ? ['OnTheWire'] : []), ...choices(schema), ...others(schema)]
  return `  /** ${schema.title}. ${schema.description} */\n  '${typeOf(schema)}': ${shape.join(' & ')}\n`
}

/** One of these sets of fields is there. */
function choices(schema) {
  const sets = (schema.anyOf ?? []).map(({ required }) => {
    const fields = required.map((name) => `${name}: ${type(schema.properties[name])}`)
    return `{ ${fields.join('; ')} }`
  })
  return sets.length > 0 ? [`(${sets.join(' | ')})`] : []
}

/** A type whose example holds what its schema does not name is open. */
function others(schema) {
  const known = Object.keys(schema.properties ?? {})
  const more = schema.examples.some((example) => Object.keys(example).some((name) => !known.includes(name)))
  if (more) {
    return ['Record<string, unknown>']
  }
  return known.length === 0 ? ['Record<string, never>'] : []
}

function type({ type, enum: allowed }) {
  if (allowed !== undefined) {
    return allowed.map((value) => JSON.stringify(value)).join(' | ').replaceAll('"', "'")
  }
  return type === undefined ? 'unknown' : [type].flat().map((name) => TYPES[name]).join(' | ')
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [file, text] of Object.entries(made())) {
    writeFileSync(new URL(`../${file}`, import.meta.url), text)
  }
}
