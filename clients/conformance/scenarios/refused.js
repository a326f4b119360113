export default {
  says: 'The key does not hold: one more try at most, then it ends as refused',
  end: 'refused',
  expected: [],
  ...everything((request, response) => {
    response.writeHead(401, { 'Content-Type': 'application/json' })
    response.end('{"detail":"No such key","code":"INVALID_API_KEY","errors":[]}')
    return true
  }),
  check: ({ requests }) => (requests.length <= 6 ? [] : [`${requests.length} requests with a key that does not hold`]),
}

function everything(act) {
  return { ticket: act, stream: act, poll: act, snapshot: act }
}
