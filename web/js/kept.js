/** Browsers may refuse storage (private mode, full disk): then nothing is remembered, and all works. */

/**
 * @template T
 * @param {() => T} use of localStorage or sessionStorage
 * @returns {T | null} null where it was refused
 */
export function ifKept(use) {
  try {
    return use();
  } catch (refusal) {
    if (refusal instanceof DOMException) return null;
    throw refusal;
  }
}
