export default {
  says: 'A page of some proxy in place of the stream, with 200: nothing in it is an event, and it is tried again',
  streams: [
    (stream) => stream.head({ 'Content-Type': 'text/html' }).raw('id: 2.x\nevent: deal_updated\ndata: {"n":99}\n\n').end(),
  ],
}
