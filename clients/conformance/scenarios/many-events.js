export default {
  says: 'Five thousand events in one go',
  unbroken: true,
  events: 5_000,
}
