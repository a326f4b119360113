export default {
  says: 'A connection is taken, and no head ever comes',
  streams: [() => {}],
}
