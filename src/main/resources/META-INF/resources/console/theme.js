// Light or dark: as the system says, until somebody says otherwise.

const STORE = "dealstream.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set();

apply(localStorage.getItem(STORE));

export const theme = {
  get isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : system.matches;
  },

  toggle() {
    const next = this.isDark ? "light" : "dark";
    if ((next === "dark") === system.matches) {
      localStorage.removeItem(STORE);
      apply(null);
    } else {
      localStorage.setItem(STORE, next);
      apply(next);
    }
    tell();
  },

  onChange(listener) {
    listeners.add(listener);
  },
};

system.addEventListener("change", tell);

function apply(choice) {
  if (choice === "light" || choice === "dark") {
    document.documentElement.dataset.theme = choice;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

function tell() {
  for (const listener of listeners) {
    listener();
  }
}
