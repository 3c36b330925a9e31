/** Who is signed in, coming in and leaving. */

import { ApiProblem, del, get } from "./api.js";
import { keepReturnPath } from "./return-path.js";
import { onHintChange, setHint } from "./session-hint.js";

/** @type {Promise<SessionState> | null} */
let asked = null;

onHintChange(() => {
  asked = null;
});

/**
 * Asks once a page, and again after signing in or out.
 * @returns {Promise<SessionState>}
 * @throws {NoAnswer} which may be asked again
 */
export function whoIsSignedIn() {
  asked ??= ask().catch((failure) => {
    asked = null;
    throw failure;
  });
  return asked;
}

/** @returns {Promise<SessionState>} */
async function ask() {
  try {
    return { scope: "full", account: await get("/v1/account") };
  } catch (failure) {
    if (failure instanceof ApiProblem && failure.status === 403) return { scope: "set_password" };
    if (!isEnded(failure)) throw failure;
    noteSignedIn(false);
    return { scope: "none" };
  }
}

/** Whether a request was refused because nobody is signed in any more. @param {unknown} failure */
export function isEnded(failure) {
  return failure instanceof ApiProblem && failure.status === 401;
}

/** @param {boolean} signedIn */
export function noteSignedIn(signedIn) {
  asked = null;
  setHint(signedIn);
}

/** @throws {NoAnswer} then it still stands */
export async function signOut() {
  try {
    await del("/v1/sessions/current");
  } catch (failure) {
    if (!isEnded(failure)) throw failure;
  }
  noteSignedIn(false);
}

/** From a page that needs an account, and back to it. @param {{ ended?: boolean }} [why] */
export function goToSignIn({ ended = false } = {}) {
  if (ended) noteSignedIn(false);
  keepReturnPath();
  location.replace(ended ? "/acceso/#entrar.terminada" : "/acceso/#entrar"); // "back" would only lead here again
}
