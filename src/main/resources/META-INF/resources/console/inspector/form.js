// What to open, and with which credential.
import { icons } from "../icons.js";
import { html, nothing } from "../lit.js";
import { ENDPOINTS } from "./endpoints.js";

const CREDENTIALS = {
  ticket: "My key (ticket)",
  header: "My key (header)",
  other: "Another key",
  given: "A ticket",
};

/**
 * @param {object} choice what is chosen so far
 * @param {boolean} busy whether a stream is open or on its way
 * @param {boolean} copied whether the command line was just copied
 * @param {{set: (change: object) => void, open: () => void, close: () => void, copy: () => void}} on
 */
export function requestForm(choice, busy, copied, on) {
  const endpoint = ENDPOINTS[choice.stream];
  const into = (name) => (event) => on.set({ [name]: event.target.value });
  const text = (name, label, example, required = false) => html`
    <label class="field">
      ${label}
      <input
        class="input"
        .value=${choice[name]}
        placeholder=${example}
        ?required=${required}
        spellcheck="false"
        @input=${into(name)}
      />
    </label>
  `;
  const select = (name, label, options) => html`
    <label class="field">
      ${label}
      <select class="select" @change=${into(name)}>
        ${options.map(([value, shown]) => html`<option value=${value} ?selected=${value === choice[name]}>${shown}</option>`)}
      </select>
    </label>
  `;
  return html`
    <form class="request-form card" @submit=${(event) => (event.preventDefault(), on.open())} autocomplete="off">
      ${select("stream", "Stream", Object.entries(ENDPOINTS).map(([name, { label }]) => [name, label]))}
      ${endpoint.id ? text("id", endpoint.id, endpoint.example, true) : nothing}
      ${endpoint.filter ? text("filter", endpoint.filter[1], "all") : nothing}
      ${
        endpoint.live
          ? nothing
          : html`${text("since", "Since", "now")} ${text("lastEventId", "After id", "none")}`
      }
      ${select("credential", "Credential", Object.entries(CREDENTIALS))}
      ${choice.credential === "other" || choice.credential === "given" ? secret(choice, into) : nothing}
      <label class="check">
        <input
          type="checkbox"
          .checked=${choice.again}
          ?disabled=${choice.credential === "given"}
          @change=${(event) => on.set({ again: event.target.checked })}
        />
        Reconnect where it broke off
      </label>
      <div class="form-buttons">
        ${
          busy
            ? html`<button class="button" type="button" @click=${on.close}>${icons.stop} Close</button>`
            : html`<button class="button primary">${icons.play} Open</button>`
        }
        <button class="button" type="button" @click=${on.copy}>
          ${copied ? icons.done : icons.copy} ${copied ? "Copied" : "Copy as curl"}
        </button>
      </div>
      <p class="note" role="status">${copied ? "The key is the variable DEALSTREAM_KEY of your shell." : ""}</p>
    </form>
  `;
}

function secret(choice, into) {
  return html`
    <label class="field">
      ${choice.credential === "given" ? "Ticket" : "Key"}
      <input class="input mono" type="password" autocomplete="off" required .value=${choice.secret} @input=${into("secret")} />
    </label>
  `;
}
