const text = 'x'.repeat(1_000_000)

export default {
  says: 'An event of a million characters',
  unbroken: true,
  events: 3,
  data: (number) => ({ deal_id: 42, n: number, ...(number === 2 && { text }) }),
}
