// The frame around the views: who is signed in, which view is shown, light or dark.
import { BoardView } from "./board/view.js";
import { icons } from "./icons.js";
import { InspectorView } from "./inspector/view.js";
import { html, nothing, render } from "./lit.js";
import { OperationsView } from "./operations/view.js";
import { demoKey, session } from "./session.js";
import { theme } from "./theme.js";

const VIEWS = {
  board: { title: "Board", icon: icons.board, make: (place, shell) => new BoardView(place, shell) },
  inspector: { title: "Inspector", icon: icons.inspector, make: (place, shell) => new InspectorView(place, shell) },
  operations: { title: "Operations", icon: icons.operations, make: (place, shell) => new OperationsView(place, shell) },
};

const app = document.getElementById("app");
let connection = { state: "idle", text: "Not connected" };
let signIn = { busy: false, error: null, demo: null };
let shown = null;

/** What a view may tell its frame. */
const shell = {
  /** @param {"live" | "connecting" | "reconnecting" | "polling" | "failed" | "idle"} state */
  connection(state, text) {
    if (state !== connection.state || text !== connection.text) {
      connection = { state, text };
      draw();
    }
  },
};

function route() {
  const name = location.hash.replace(/^#\/?/, "").split("?")[0];
  return Object.hasOwn(VIEWS, name) ? name : "board";
}

function draw() {
  if (!session.isOpen) {
    render(signInCard(), app);
    return;
  }
  const now = route();
  render(frame(now), app);
  if (shown?.name !== now) {
    shown?.view.close();
    const place = document.createElement("main");
    place.id = "view";
    place.tabIndex = -1;
    document.getElementById("place").replaceChildren(place);
    document.title = `${VIEWS[now].title} · Dealstream`;
    connection = { state: "idle", text: "Not connected" };
    shown = { name: now, view: null };
    shown.view = VIEWS[now].make(place, shell);
  }
}

function frame(now) {
  return html`
    <div class="shell">
      <a class="skip" href="#view" @click=${toMain}>Skip to content</a>
      <header class="header">
        <div class="brand"><img src="/console/favicon.svg" alt="" /><span>Dealstream</span></div>
        <nav class="tabs" aria-label="Views">
          ${Object.entries(VIEWS).map(
            ([name, view]) => html`
              <a href=${`#/${name}`} aria-current=${name === now ? "page" : nothing}>${view.icon}<span>${view.title}</span></a>
            `,
          )}
        </nav>
        <div class="header-end">
          <span class="pill" data-state=${connection.state} role="status"
            ><span class="dot"></span><span>${connection.text}</span></span
          >
          <button
            class="button quiet icon"
            type="button"
            @click=${() => (theme.toggle(), draw())}
            aria-label=${theme.isDark ? "Use the light theme" : "Use the dark theme"}
            title=${theme.isDark ? "Light theme" : "Dark theme"}
          >
            ${theme.isDark ? icons.sun : icons.moon}
          </button>
          <button class="button quiet icon" type="button" @click=${() => session.close()} aria-label="Sign out" title="Sign out">
            ${icons.leave}
          </button>
        </div>
      </header>
      <div id="place"></div>
    </div>
  `;
}

function signInCard() {
  return html`
    <main class="sign-in">
      <form @submit=${submit} autocomplete="off" novalidate>
        <div class="brand">
          <img src="/console/favicon.svg" alt="" />
          <div>
            <h1>Dealstream</h1>
            <p class="lead">Watch deals move through the pipeline</p>
          </div>
        </div>
        <label class="field">
          API key
          <input
            class="input"
            name="key"
            type="password"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            required
            aria-describedby="key-note"
            aria-invalid=${signIn.error ? "true" : nothing}
          />
        </label>
        ${signIn.error ? html`<p class="alert" role="alert">${icons.warning} ${signIn.error}</p>` : nothing}
        <button class="button primary" ?disabled=${signIn.busy}>${signIn.busy ? "Signing in …" : "Sign in"}</button>
        ${
          signIn.demo
            ? html`<button class="button" type="button" ?disabled=${signIn.busy} @click=${() => enter(signIn.demo)}>
                Use the demo key of this local run
              </button>`
            : nothing
        }
        <p class="note" id="key-note">
          The key stays in this tab and is gone when you close it. It is sent in request headers only; streams are opened
          with single-use tickets.
        </p>
      </form>
    </main>
  `;
}

function submit(event) {
  event.preventDefault();
  enter(new FormData(event.target).get("key").trim());
}

async function enter(key) {
  if (key === "") {
    signIn = { ...signIn, error: "Paste an API key first." };
    draw();
    return;
  }
  signIn = { ...signIn, busy: true, error: null };
  draw();
  try {
    await session.open(key);
    signIn = { ...signIn, busy: false };
  } catch (refused) {
    const error = refused.status === 401 ? "The service does not know this key, or it is no longer valid." : refused.message;
    signIn = { ...signIn, busy: false, error };
  }
  draw();
}

function toMain(event) {
  event.preventDefault();
  document.getElementById("view")?.focus();
}

session.onChange(() => {
  if (!session.isOpen) {
    shown?.view.close();
    shown = null;
    document.title = "Dealstream";
  }
  draw();
});
addEventListener("hashchange", draw);
theme.onChange(draw);
draw();
demoKey().then((key) => {
  signIn = { ...signIn, demo: key };
  draw();
});
