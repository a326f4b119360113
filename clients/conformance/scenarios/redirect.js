const path = '/v1/events/deals/42'

export default {
  says: 'A redirect to another path of the same host is followed, with the credential',
  other(request, response) {
    if (!request.url.startsWith('/moved')) {
      return false
    }
    response.writeHead(307, { Location: request.url.replace('/moved', '') })
    response.end()
    return true
  },
  stream(request, response) {
    if (this.moved) {
      return false
    }
    this.moved = true
    response.writeHead(307, { Location: `/moved${request.url}` })
    response.end()
    return true
  },
  check: ({ requests }) => (requests.some(({ url }) => url.startsWith(`/moved${path}`)) ? [] : ['the redirect was not followed']),
}
