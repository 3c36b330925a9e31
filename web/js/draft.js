/** What was typed of the ticket, kept while the tab lives: phones close tabs when the camera opens. */

const DRAFT = "facturable.draft";
const BRANCH = "facturable.branch";
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

/**
 * Browsers may refuse storage (private mode, full disk): then nothing is remembered, and all works.
 * @template T
 * @param {() => T} use
 */
function ifKept(use) {
  try {
    return use();
  } catch (refusal) {
    if (refusal instanceof DOMException) return null;
    throw refusal;
  }
}
