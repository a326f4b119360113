export default {
  says: 'All is well: five events, the last frame, and no request after it',
  unbroken: true,
}
