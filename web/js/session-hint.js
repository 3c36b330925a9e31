/** Whether asking who is signed in is worth it. The proof is a cookie that no script can read. */

import { ifKept } from "./kept.js";

const HINT = "facturable.session";

/** Whether this browser signed in and has not signed out since. */
export function isHinted() {
  return ifKept(() => localStorage.getItem(HINT)) !== null;
}

/** @param {boolean} signedIn */
export function setHint(signedIn) {
  ifKept(() => (signedIn ? localStorage.setItem(HINT, "1") : localStorage.removeItem(HINT)));
}

/** Calls when another tab signed in or out. @param {() => void} changed */
export function onHintChange(changed) {
  addEventListener("storage", ({ key }) => key === HINT && changed());
}
