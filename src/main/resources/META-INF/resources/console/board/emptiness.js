// What stands in the list's place when there is nothing to list.
import { icons } from "../icons.js";
import { html, nothing } from "../lit.js";

/**
 * @param {object | undefined} board
 * @param {number} shown how many deals fit the filters
 * @param {{status: number, message: string} | null} refused why there is no stream
 * @param {{again: () => void, signIn: () => void}} on
 */
export function emptiness(board, shown, refused, on) {
  if (refused) {
    const [icon, title, label, act] =
      refused.status === 403
        ? [icons.lock, "This key may not see the organisation"]
        : refused.status === 401
          ? [icons.lock, "This key is no longer valid", "Sign in again", on.signIn]
          : [icons.cloudOff, "The stream cannot be had", "Try again", on.again];
    return html`
      <div class="empty" role="alert">
        ${icon}
        <h2>${title}</h2>
        <p>${refused.message}</p>
        ${label ? html`<button class="button" type="button" @click=${act}>${label}</button>` : nothing}
      </div>
    `;
  }
  if (!board || board.deals.size === 0) {
    return html`
      <div class="empty">
        ${icons.inbox}
        <h2>Nothing has happened yet</h2>
        <p>Deals appear here with the first event that the pipeline writes about them.</p>
      </div>
    `;
  }
  return shown === 0
    ? html`<div class="empty">${icons.search}<h2>No deal fits</h2><p>Other filters may show some.</p></div>`
    : nothing;
}
