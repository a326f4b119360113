// What the credential in use may read, as the service told it.
import { html, nothing } from "../lit.js";
import { inWords } from "./reach.js";

/** The rights of a probe's credential; `probe` is null before the first. */
export function rightsOf(probe) {
  if (probe === null) {
    return nothing;
  }
  return html`
    <div class="rights">
      <h2>Rights</h2>
      ${
        probe.rights === null
          ? html`<p>Not known: only the service can read a ticket, and only a key that holds can ask.</p>`
          : html`<dl>${inWords(probe.rights).map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>`
      }
    </div>
  `;
}
