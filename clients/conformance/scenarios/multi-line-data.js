export default {
  says: 'Data in several lines, as a proxy may break it up: they are one text',
  unbroken: true,
  streams: [
    (stream, service) => {
      stream.head().raw('retry: 100\n\n')
      stream.raw(`id: ${service.idOf(1)}\nevent: deal_updated\ndata: {"deal_id":42,\ndata:"status":"state 1",\ndata: "n":1}\n\n`)
      stream.events(2, 5).closing('completed')
    },
  ],
}
