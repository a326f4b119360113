export default {
  says: 'A character of several bytes comes in two packets; line ends that are none in an event stream do not split it',
  unbroken: true,
  data: (number) => ({ deal_id: 42, status: 'café \u{1F680} \u2028 \u0085 \v \f end', n: number }),
  streams: [
    async (stream) => {
      const bytes = Buffer.from([1, 2, 3, 4, 5].map((number) => stream.frame(number)).join(''))
      const rocket = bytes.indexOf(Buffer.from('\u{1F680}'))
      const e = bytes.indexOf(Buffer.from('é'))
      stream.head().raw(': hello\n\n')
      await stream.apart(bytes.subarray(0, e + 1), bytes.subarray(e + 1, rocket + 2), bytes.subarray(rocket + 2))
      stream.closing('completed')
    },
  ],
}
