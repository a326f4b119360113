import { Refusal } from './refusal.js'

/**
 * Gets a ticket for each connect: from the page's function, or in exchange for a key that never stands in a URL.
 * With neither, requests go out without a credential.
 */
export class Credentials {
  #ticket
  #key
  #url
  #platform

  constructor({ ticket, key }, baseUrl, platform) {
    if (ticket && key) {
      throw new TypeError('give a ticket function or a key, not both')
    }
    this.#ticket = ticket
    this.#key = key
    this.#url = new URL('v1/stream-tickets', baseUrl)
    this.#platform = platform
  }

  /**
   * A fresh ticket; undefined where the client has no credential.
   *
   * @param {object} rights what it is for, which the page's function is told
   */
  async ticket(rights, signal) {
    if (this.#ticket) {
      return this.#ticket(structuredClone(rights))
    }
    return this.#key === undefined ? undefined : this.#exchange(signal)
  }

  /** What tells this user from others without telling the key; undefined where that is not known. */
  async fingerprint() {
    const subtle = globalThis.crypto?.subtle
    if (this.#key === undefined || typeof this.#key === 'function' || !subtle) {
      return undefined
    }
    const hash = await subtle.digest('SHA-256', new TextEncoder().encode(`dealstream tabs ${this.#key}`))
    return Array.from(new Uint8Array(hash, 0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  async #exchange(signal) {
    const key = typeof this.#key === 'function' ? await this.#key() : this.#key
    const response = await this.#platform.fetch(this.#url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      credentials: 'omit',
      cache: 'no-store',
      signal,
    })
    if (!response.ok) {
      throw await Refusal.of(response)
    }
    return (await response.json()).ticket
  }
}
