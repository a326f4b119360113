// The replicas that are known, and the streams of the one that answers: who reads what, and an end to one of them.
import { ago, bytes, count } from "../format.js";
import { icons } from "../icons.js";
import { html, nothing } from "../lit.js";
import { session } from "../session.js";

const SHOWN_AT_MOST = 100;

export class Streams {
  #changed;
  #signal;
  #replicas = [];
  #open = 0;
  #streams = [];
  #search = "";
  #hidden = null;
  #said = "";

  /** @param changed called when there is something new to draw */
  constructor(changed, signal) {
    this.#changed = changed;
    this.#signal = signal;
  }

  /** Takes over what `/v1/operations` says of replicas, and asks who reads what. */
  async read(replicas) {
    this.#replicas = replicas ?? [];
    try {
      const answer = await session.json(`/v1/operations/streams?q=${encodeURIComponent(this.#search)}`, { signal: this.#signal });
      this.#open = answer.open;
      this.#streams = answer.streams;
      this.#hidden = null;
    } catch (failure) {
      if (this.#signal.aborted) {
        return;
      }
      this.#streams = [];
      this.#hidden = failure;
    }
    this.#changed();
  }

  template() {
    return html`
      <div class="tables">
        <section class="card panel">
          <div class="panel-head"><h2>Replicas</h2><span class="note">as they tell each other</span></div>
          <table>
            <thead><tr><th>Replica</th><th>Version</th><th>State</th><th class="number">Streams</th><th class="number">Load</th><th>Since</th></tr></thead>
            <tbody>
              ${this.#replicas.map(
                (replica) => html`<tr>
                  <td class="mono">${replica.id.slice(0, 8)}</td>
                  <td>${replica.version}</td>
                  <td>${replica.state}</td>
                  <td class="number">${count(replica.streams)}</td>
                  <td class="number">${replica.load === null ? "–" : replica.load.toFixed(2)}</td>
                  <td>${ago(Date.parse(replica.started_at), Date.now())}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </section>
        <section class="card panel">
          <div class="panel-head"><h2>Streams of this replica</h2><span class="note">${count(this.#open)} open</span></div>
          ${this.#hidden ? html`<p class="panel-empty">${explain(this.#hidden)}</p>` : this.#list()}
        </section>
      </div>
    `;
  }

  #list() {
    return html`
      <label class="field">
        Search by endpoint, subject, tenant, caller or user
        <input class="input" type="search" .value=${this.#search} @input=${(event) => this.#look(event.target.value)} />
      </label>
      <p class="unseen" role="status">${this.#said}</p>
      <table>
        <thead>
          <tr><th>Endpoint</th><th>Tenant</th><th>Subject</th><th>Caller</th><th>User</th><th>Since</th><th class="number">Waits</th><th><span class="unseen">End</span></th></tr>
        </thead>
        <tbody>
          ${this.#streams.slice(0, SHOWN_AT_MOST).map(
            (stream) => html`<tr>
              <td>${stream.endpoint}</td>
              <td>${stream.tenant}</td>
              <td>${stream.subject || "all"}</td>
              <td>${stream.caller}</td>
              <td>${stream.user ?? "–"}</td>
              <td>${ago(Date.parse(stream.since), Date.now())}</td>
              <td class="number">${bytes(stream.queued_bytes)}</td>
              <td><button class="button quiet" aria-label="End the stream of ${stream.caller}" @click=${() => this.#end(stream)}>End</button></td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${this.#streams.length === 0 ? html`<p class="panel-empty">No such stream is open.</p>` : nothing}
      ${this.#streams.length > SHOWN_AT_MOST ? html`<p class="note">${count(this.#streams.length - SHOWN_AT_MOST)} more: search for them.</p>` : nothing}
    `;
  }

  #look(text) {
    this.#search = text;
    this.read(this.#replicas);
  }

  async #end(stream) {
    const what = `${stream.endpoint} ${stream.subject || "all"} of ${stream.tenant}`;
    if (!confirm(`End the stream that ${stream.caller} reads (${what})? Its client is told that its credential was revoked.`)) {
      return;
    }
    try {
      await session.remove(`/v1/operations/streams/${stream.id}`);
      this.#said = `The stream of ${stream.caller} is ended.`;
    } catch (failure) {
      this.#said = failure.message;
    }
    this.read(this.#replicas);
  }
}

function explain(failure) {
  return failure.status === 403
    ? html`${icons.lock} Who reads what is for keys with the scope operations:manage.`
    : html`${icons.warning} ${failure.message}`;
}
