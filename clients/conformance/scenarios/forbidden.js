const act = (request, response) => {
  response.writeHead(403, { 'Content-Type': 'application/json' })
  response.end('{"detail":"Not with this key","code":"FORBIDDEN","errors":[]}')
  return true
}

export default {
  says: 'The key may not read this: it ends as refused and does not ask again',
  end: 'refused',
  expected: [],
  stream: act,
  poll: act,
  snapshot: act,
  check: ({ requests }) => (requests.length <= 4 ? [] : [`${requests.length} requests for what is forbidden`]),
}
