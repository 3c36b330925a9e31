import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiProblem, NoAnswer } from "../../web/js/api.js";
import { insist } from "../../web/js/insist.js";
import { pollDelay, resendDelay } from "../../web/js/rules/backoff.js";

test("the same request goes again after 1, 2, 4, 8 and then 15 seconds", () => {
  const seconds = [1, 2, 3, 4, 5, 6].map((tries) => resendDelay(tries, null, 0) / 1000);
  assert.deepEqual(seconds, [1, 2, 4, 8, 15, 15]);
});

test("jitter only lengthens the wait, by a quarter at most", () => {
  assert.equal(resendDelay(1, null, 0.999), 1250);
});

test("a longer wait that the server asks for is kept, within reason", () => {
  assert.equal(resendDelay(1, 5, 0), 5000);
  assert.equal(resendDelay(1, 86_400, 0), 60_000);
});

test("a status is asked for after 1, 2, 3, 5, 8 and then 15 seconds, or later if told so", () => {
  const seconds = [0, 1, 2, 3, 4, 5, 50].map((polls) => pollDelay(polls, null) / 1000);
  assert.deepEqual(seconds, [1, 2, 3, 5, 8, 15, 15]);
  assert.equal(pollDelay(0, 8), 8000);
});

const at_once = { pause: async () => {}, random: () => 0 };

/** @param {unknown[]} outcomes errors are thrown, anything else is answered */
function server(...outcomes) {
  const calls = { count: 0 };
  const send = async () => {
    const outcome = outcomes[Math.min(calls.count, outcomes.length - 1)];
    calls.count += 1;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { calls, send };
}

const down = new ApiProblem({ code: "unavailable", status: 503 }, 1);
const refused = new ApiProblem({ code: "ticket_not_found", status: 404 }, null);

test("silence and 503 are asked again until somebody answers", async () => {
  const { calls, send } = server(new NoAnswer("lost"), down, "here");
  const waited = [];

  const answer = await insist(send, { ...at_once, waiting: (tries) => waited.push(tries) });

  assert.equal(answer, "here");
  assert.equal(calls.count, 3);
  assert.deepEqual(waited, [1, 2]);
});

test("a refusal is final", async () => {
  const { calls, send } = server(refused);

  await assert.rejects(insist(send, at_once), refused);

  assert.equal(calls.count, 1);
});

test("a fault of ours is not repeated", async () => {
  const { calls, send } = server(new TypeError("ours"));

  await assert.rejects(insist(send, at_once), TypeError);

  assert.equal(calls.count, 1);
});

test("insisting ends", async () => {
  const { calls, send } = server(new NoAnswer("gone"));

  await assert.rejects(insist(send, at_once), NoAnswer);

  assert.equal(calls.count, 9);
});
