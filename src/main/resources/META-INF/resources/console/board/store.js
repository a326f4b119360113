// What the board knew when its tab was reloaded: state and the id that it is the state of, kept for this tab only.
import { Board } from "./model.js";

const STORE = "dealstream.board";
const VERSION = 2;

/** @returns {{board: Board, lastEventId: string, range: string} | null} */
export function load() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(STORE));
    return saved?.version === VERSION ? { ...saved, board: Board.from(saved.board) } : null;
  } catch {
    return null;
  }
}

export function save(board, lastEventId, range) {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ version: VERSION, lastEventId, range, board }));
  } catch {
    // No room: without this, a reload reads the past again from the service.
    sessionStorage.removeItem(STORE);
  }
}

export function forget() {
  sessionStorage.removeItem(STORE);
}
