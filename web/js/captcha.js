/** Proof of work instead of a puzzle: solved in the background, with nothing to read or click (WCAG 2.2, 3.3.8). */

import { post } from "./api.js";
import { insist } from "./insist.js";
import { Obstacle } from "./problems.js";

const WORKER = "/js/captcha-worker.js";

// Starting a worker is a sink of Trusted Types: the one policy that the site's headers allow lets this one through.
const policy = globalThis.trustedTypes?.createPolicy("app", { createScriptURL: () => WORKER });

/**
 * @param {string} action what it is to be good for
 * @returns {Promise<string>} what a request takes as `captcha`, once
 * @throws {ApiProblem} too_many
 * @throws {NoAnswer}
 * @throws {Obstacle} where the browser lacks what it takes
 */
export async function solveCaptcha(action) {
  if (!canSolve()) throw new Obstacle("access.captcha.not_here");
  const challenge = await insist(() => post("/v1/captcha-challenges", { action }));
  const solution = await work(challenge.parameters);
  return btoa(JSON.stringify({ challenge, solution }));
}

function canSolve() {
  return typeof Worker === "function" && Boolean(globalThis.crypto?.subtle);
}

/** @param {CaptchaParameters} parameters @returns {Promise<CaptchaSolution>} */
async function work(parameters) {
  const worker = new Worker(policy?.createScriptURL(WORKER) ?? WORKER);
  try {
    return await answerOf(worker, parameters);
  } finally {
    worker.terminate();
  }
}

/** @param {Worker} worker @param {CaptchaParameters} parameters @returns {Promise<CaptchaSolution>} */
function answerOf(worker, parameters) {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Obstacle("access.captcha.failed"));
    worker.addEventListener("message", ({ data }) => (data ? resolve(data) : failed()));
    worker.addEventListener("error", failed);
    worker.postMessage(parameters);
  });
}
