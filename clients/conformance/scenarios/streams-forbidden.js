export default {
  says: 'A gateway answers 502 to every stream, while polls get through',
  needs: ['polls'],
  rest: (stream) => stream.refuse(502, {}),
}
