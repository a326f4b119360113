export default {
  says: 'Unknown fields, comments, no space after the colon, a retry: that is no number, an id with NUL',
  streams: [
    (stream, service) => {
      stream.head().raw(':\n: hello\n\nretry: soon\n\nfoo: bar\nid\n\n')
      stream.raw(`:x\nid:${service.idOf(1)}\nevent:deal_updated\nignored\ndata:${JSON.stringify(service.dataOf(1))}\n\n`)
      stream.event(2).raw('id: 9\0\n\n')
      return stream.cut()
    },
  ],
}
