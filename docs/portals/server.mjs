// A portal's back end: gives a signed-in borrower's browser tickets for streams of that borrower's own deals.
//   DEALSTREAM_KEY=sk_... node server.mjs
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const DEALSTREAM = process.env.DEALSTREAM_URL ?? 'https://events.example'
const KEY = process.env.DEALSTREAM_KEY
const PORT = Number(process.env.PORT ?? 8090)
const LONGEST_BODY = 65_536

// Your sessions and your database: who is signed in, and which deals are theirs.
const SESSIONS = new Map([
  ['session-of-ann', { user: 'u-1881', deals: [42, 44] }],
  ['session-of-bob', { user: 'u-1882', deals: [43] }],
])

function signedIn(request) {
  const [, session] = /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? '') ?? []
  return SESSIONS.get(session)
}

async function ticket(request) {
  const borrower = signedIn(request)
  if (borrower === undefined) {
    return [401, { error: 'Nobody is signed in' }]
  }
  const asked = await readJson(request)
  if (asked === undefined) {
    return [400, { error: 'Not an object in JSON' }]
  }
  // What the browser asks for is a wish: these rights are made of what this side knows.
  const { deals } = asked
  if (!Array.isArray(deals) || deals.length === 0 || !deals.every((deal) => borrower.deals.includes(deal))) {
    return [403, { error: 'Not a deal of yours' }]
  }
  const answer = await fetch(`${DEALSTREAM}/v1/stream-tickets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-API-Key': KEY },
    body: JSON.stringify({ rights: { deals, view: 'borrower', user: borrower.user }, expires_in: 30 }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!answer.ok) {
    // 401, 403 or 422 here is this back end's own fault, never the borrower's
    console.error(`Dealstream gives no ticket: ${answer.status}`)
    return [503, { error: 'Not now' }]
  }
  return [200, { ticket: (await answer.json()).ticket }]
}

async function readJson(request) {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk
    if (text.length > LONGEST_BODY) {
      return undefined
    }
  }
  try {
    const value = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

async function page(name) {
  const text = await readFile(new URL(name, import.meta.url), 'utf8')
  return text.replaceAll('https://events.example', DEALSTREAM)
}

async function respond(request, response) {
  const { pathname } = new URL(request.url, 'http://portal')
  let status = 404
  let type = 'application/json'
  let body = '{"error":"No such page"}'
  if (request.method === 'POST' && pathname === '/stream-ticket') {
    const [code, answer] = await ticket(request)
    status = code
    body = JSON.stringify(answer)
  } else if (request.method === 'GET' && ['/deal.html', '/bare.html'].includes(pathname)) {
    status = 200
    type = 'text/html; charset=utf-8'
    body = await page(pathname.slice(1))
  }
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body)
}

createServer((request, response) => {
  respond(request, response).catch((failure) => {
    console.error(failure.message)
    response.writeHead(503, { 'Content-Type': 'application/json' }).end('{"error":"Not now"}')
  })
}).listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}/deal.html?deal=42`))
