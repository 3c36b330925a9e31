/** Some requests need a proof of work only after failures: then it is done and the request sent again, by itself. */

import { ApiProblem, NoAnswer } from "./api.js";
import { hideWaiting, insistVisibly, showWaiting } from "./insist.js";

const MOST_ROUNDS = 3;

/**
 * Sends until no (other) captcha is asked for: one may have been used by an answer that got lost, or be too old.
 * @template T
 * @param {(captcha?: string) => Promise<T>} send
 * @param {(action: string) => Promise<string>} solve
 * @param {string} [solved] the captcha to begin with
 * @returns {Promise<T>}
 */
export async function withCaptcha(send, solve, solved) {
  for (let round = 1; ; round += 1) {
    try {
      return await send(solved);
    } catch (failure) {
      if (round === MOST_ROUNDS || !asksForCaptcha(failure)) throw failure;
      solved = await solve(failure.body.captcha_action ?? "");
    }
  }
}

/**
 * The same where none is expected: the code for it is fetched when it is.
 * @template T
 * @param {(captcha?: string) => Promise<T>} send
 * @returns {Promise<T>}
 */
export function insistProving(send) {
  return withCaptcha((captcha) => insistVisibly(() => send(captcha)), solveVisibly);
}

/** @param {string} action */
async function solveVisibly(action) {
  showWaiting("captcha");
  try {
    const { solveCaptcha } = await loadSolver();
    return await solveCaptcha(action);
  } finally {
    hideWaiting();
  }
}

async function loadSolver() {
  try {
    return await import("./captcha.js");
  } catch (failure) {
    throw new NoAnswer(String(failure));
  }
}

/** @param {unknown} failure @returns {failure is ApiProblem} */
function asksForCaptcha(failure) {
  return failure instanceof ApiProblem && failure.code === "captcha_required";
}
