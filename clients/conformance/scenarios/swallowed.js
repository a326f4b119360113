const kept = (stream) => stream.head()

export default {
  says: 'A proxy keeps every stream to itself: what is told comes by the poll twin',
  needs: ['polls'],
  rest: kept,
}
