/** Sends the same request again while nobody answers: every POST of ours is safe to repeat. */

import { ApiProblem, NoAnswer } from "./api.js";
import { element } from "./page.js";
import { resendDelay } from "./rules/backoff.js";

const MOST_TRIES = 9; // about a minute and a half; afterwards the button does it again

/**
 * @template T
 * @param {() => Promise<T>} send
 * @param {{ waiting?: (tries: number) => void, pause?: (ms: number) => Promise<void>, random?: () => number }} [options]
 *   `waiting` hears of each try that went unanswered
 * @returns {Promise<T>}
 * @throws {ApiProblem} the server's final no
 * @throws {NoAnswer} when every try went unanswered
 */
export async function insist(send, { waiting = () => {}, pause = wait, random = Math.random } = {}) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (failure) {
      if (tries === MOST_TRIES || !isWorthRepeating(failure)) throw failure;
      waiting(tries);
      await pause(resendDelay(tries, retryAfterOf(failure), random()));
    }
  }
}

/** @param {unknown} failure */
export function isWorthRepeating(failure) {
  return failure instanceof NoAnswer || (failure instanceof ApiProblem && failure.status === 503);
}

/** @param {unknown} failure */
function retryAfterOf(failure) {
  return failure instanceof ApiProblem ? failure.retryAfter : null;
}

/**
 * Coming back online ends the wait early.
 * @param {number} ms
 * @returns {Promise<void>}
 */
function wait(ms) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}

/**
 * The same, telling the shopper meanwhile that we keep trying and nothing was lost.
 * @template T
 * @param {() => Promise<T>} send
 * @returns {Promise<T>}
 */
export async function insistVisibly(send) {
  try {
    return await insist(send, { waiting: () => showWaiting() });
  } finally {
    hideWaiting();
  }
}

/** @param {string} what keeps us: "slow", "offline" or "captcha" */
export function showWaiting(what = navigator.onLine ? "slow" : "offline") {
  const notice = document.querySelector("dialog[open] [data-waiting]") ?? element(document, "[data-waiting]");
  notice.toggleAttribute("hidden", false);
  for (const line of notice.querySelectorAll("[data-when]")) {
    line.toggleAttribute("hidden", line.getAttribute("data-when") !== what);
  }
}

export function hideWaiting() {
  for (const notice of document.querySelectorAll("[data-waiting]")) notice.toggleAttribute("hidden", true);
}

/**
 * Code that only some need: where it does not come, nobody answered.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 * @throws {NoAnswer}
 */
export async function fetched(load) {
  try {
    return await load();
  } catch (failure) {
    throw new NoAnswer(String(failure));
  }
}
