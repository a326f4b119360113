export default {
  says: 'A single 401, as for a ticket that was too slow or a replica that does not know a new key yet: it tries again',
  streams: [(stream) => stream.refuse(401, { detail: 'No such key', code: 'INVALID_API_KEY', errors: [] })],
}
