export default {
  says: 'Everything was told on an earlier visit: 204, and no event again',
  after: 5,
}
