export default {
  says: 'An event without data is no event, whatever its name is',
  unbroken: true,
  streams: [(stream) => stream.head().raw('retry: 100\n\nevent: deal_updated\n\n').events(1, 5).closing('completed')],
}
