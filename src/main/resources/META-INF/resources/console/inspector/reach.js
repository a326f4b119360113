// Rights in words.

const LABELS = {
  deals: "Deals",
  batches: "Batches",
  cases: "Cases",
  document_id: "Document",
  types: "Event types",
  view: "View",
  user: "User",
};
const SHOWN = 12;

/**
 * Rights as names and texts. Never a secret: the service tells none.
 *
 * @param {object} rights the members of a ticket's `rights`
 * @returns {Array<[string, string]>}
 */
export function inWords(rights) {
  const members = Object.entries(rights).map(([name, value]) => [LABELS[name] ?? name, inText(value)]);
  const narrow = ["deals", "batches", "cases"].some((name) => Object.hasOwn(rights, name));
  const whole = narrow ? "out of reach" : "as the key's scopes say";
  return [...members, ["Whole organisation", whole]];
}

function inText(value) {
  if (!Array.isArray(value)) {
    return String(value);
  }
  const more = value.length > SHOWN ? ` and ${value.length - SHOWN} more` : "";
  return value.length === 0 ? "none" : value.slice(0, SHOWN).join(", ") + more;
}
