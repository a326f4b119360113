/**
 * Follows Dealstream's event streams from a page. See README.md for what it promises and dealstream.d.ts for the types.
 */
import { Credentials } from './lib/credentials.js'
import {
  accountEndpoint,
  batchEndpoint,
  batchesEndpoint,
  caseEndpoint,
  dealEndpoint,
  dealsEndpoint,
  filesEndpoint,
  organisationEndpoint,
} from './lib/endpoints.js'
import { Refusal } from './lib/refusal.js'
import { platform } from './lib/platform.js'
import { Stream } from './lib/stream.js'

export { Refusal }

export class Dealstream {
  #options
  #credentials
  #platform

  constructor(options = {}) {
    this.#platform = { ...platform(), ...options.platform }
    const baseUrl = new URL(options.baseUrl ?? '/', this.#platform.origin)
    this.#options = { ...options, baseUrl }
    this.#credentials = new Credentials(options, baseUrl, this.#platform)
  }

  deal(id, options) {
    return this.#open(dealEndpoint(id, options), options)
  }

  deals(ids, options) {
    return this.#open(dealsEndpoint(ids, options), options)
  }

  organisation(options) {
    return this.#open(organisationEndpoint(options), options)
  }

  batch(id, options) {
    return this.#open(batchEndpoint(id, options), options)
  }

  batches(ids, options) {
    return this.#open(batchesEndpoint(ids, options), options)
  }

  account(options) {
    return this.#open(accountEndpoint(options), options)
  }

  case(id, options) {
    return this.#open(caseEndpoint(id), options)
  }

  files(options) {
    return this.#open(filesEndpoint(), options)
  }

  #open(endpoint, options) {
    return new Stream(endpoint, this.#credentials, { ...this.#options, ...options }, this.#platform)
  }
}
