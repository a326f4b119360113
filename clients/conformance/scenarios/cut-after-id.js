export default {
  says: "A connection breaks after a frame's id and before its data: that id counts for nothing",
  streams: [
    async (stream, service) => {
      stream.head().raw('retry: 100\n\n').event(1).raw(`id: ${service.idOf(2)}\nevent: deal_updated\n`)
      await stream.cut()
    },
  ],
}
