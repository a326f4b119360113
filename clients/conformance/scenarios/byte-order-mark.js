export default {
  says: 'A byte order mark stands before all: it belongs to no field',
  unbroken: true,
  streams: [
    (stream) => stream.head().raw('\uFEFF').raw(stream.frame(1)).events(2, 5).closing('completed'),
  ],
}
