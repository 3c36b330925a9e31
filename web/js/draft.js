/** What was typed of the ticket, kept while the tab lives: phones close tabs when the camera opens. */

import { ifKept } from "./kept.js";

const DRAFT = "facturable.draft";
const BRANCH = "facturable.branch";
const REMEMBERED = "facturable.remembered";
const LIFETIME_MS = 30 * 60 * 1000;

/** @param {Draft} draft @param {number} [now] */
export function saveDraft(draft, now = Date.now()) {
  ifKept(() => sessionStorage.setItem(DRAFT, JSON.stringify({ ...draft, saved_at: now })));
}

/** @param {number} [now] @returns {Draft} */
export function loadDraft(now = Date.now()) {
  const kept = ifKept(() => sessionStorage.getItem(DRAFT));
  if (!kept) return {};
  const { saved_at: savedAt, ...draft } = JSON.parse(kept);
  if (now - savedAt <= LIFETIME_MS) return draft;
  clearDraft();
  return {};
}

export function clearDraft() {
  ifKept(() => sessionStorage.removeItem(DRAFT));
}

/** @param {string} id */
export function rememberBranch(id) {
  ifKept(() => localStorage.setItem(BRANCH, id));
}

/** @returns {string | null} */
export function rememberedBranch() {
  return ifKept(() => localStorage.getItem(BRANCH)) ?? null;
}

/** Whether asking the server what it remembers of this phone is worth it. */
export function isRemembered() {
  return ifKept(() => localStorage.getItem(REMEMBERED)) === "1";
}

/** @param {boolean} remembered */
export function noteRemembered(remembered) {
  ifKept(() => (remembered ? localStorage.setItem(REMEMBERED, "1") : localStorage.removeItem(REMEMBERED)));
}
