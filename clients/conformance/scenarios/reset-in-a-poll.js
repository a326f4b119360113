const swallowed = (stream) => stream.refuse(502, {})

export default {
  says: 'The past is lost, and only polls get through to say so',
  needs: ['resets', 'polls'],
  events: 5,
  expected: [],
  rest: swallowed,
  lost: (from) => (from === 0 ? 'recreated' : undefined),
  check: ({ told }) => {
    const resets = told.filter(({ reset }) => reset).map(({ reset }) => reset)
    return resets.join() === 'recreated' ? [] : [`resets: ${resets.join() || 'none'} instead of recreated`]
  },
}
