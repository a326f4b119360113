export default {
  says: 'Lines end in CR LF, and packets may end between the two',
  unbroken: true,
  streams: [
    async (stream) => {
      const text = [1, 2, 3, 4, 5].map((number) => stream.frame(number)).join('').replaceAll('\n', '\r\n')
      const cut = text.indexOf('\r\n\r\n') + 1
      stream.head().raw(': hello\n\n')
      await stream.apart(text.slice(0, cut), text.slice(cut, cut + 2), text.slice(cut + 2))
      stream.closing('completed')
    },
  ],
}
