import assert from "node:assert/strict";
import { pbkdf2Sync, randomBytes } from "node:crypto";
import { test } from "node:test";
import { ApiProblem, post, get, del } from "../../web/js/api.js";
import { withCaptcha } from "../../web/js/captcha-asked.js";

/** What the worker's own global has. */
const worker = { addEventListener: (_, hear) => (worker.hear = hear), postMessage: (answer) => (worker.answer = answer) };
globalThis.self = worker;
await import("../../web/js/captcha-worker.js");

const derived = (challenge, counter, digest) => {
  const password = Buffer.concat([Buffer.from(challenge.nonce, "hex"), Buffer.alloc(4)]);
  password.writeUInt32BE(counter, password.length - 4);
  return pbkdf2Sync(password, Buffer.from(challenge.salt, "hex"), challenge.cost, challenge.keyLength, digest).toString("hex");
};

for (const digest of ["SHA-256", "SHA-512"]) {
  test(`the worker finds the counter that a PBKDF2/${digest} challenge asks for`, async () => {
    const challenge = { algorithm: `PBKDF2/${digest}`, nonce: randomBytes(16).toString("hex"), salt: randomBytes(16).toString("hex"), cost: 10, keyLength: 32 };
    const key = derived(challenge, 300, digest.replace("-", ""));

    await worker.hear({ data: { ...challenge, keyPrefix: key.slice(0, 32) } });

    assert.deepEqual(worker.answer, { counter: 300, derivedKey: key });
  });
}

test("the worker says so when the browser cannot derive keys as asked", async () => {
  await worker.hear({ data: { algorithm: "ARGON2ID", nonce: "00", salt: "00", cost: 1, keyLength: 32, keyPrefix: "00" } });

  assert.equal(worker.answer, null);
});

const asks = new ApiProblem({ code: "captcha_required", status: 403, captcha_action: "ticket" }, null);

/** @param {number} refusals */
function door(refusals) {
  const seen = [];
  const send = async (captcha) => {
    seen.push(captcha);
    if (seen.length <= refusals) throw asks;
    return "in";
  };
  return { seen, send };
}

test("what needs no captcha solves none", async () => {
  const { seen, send } = door(0);

  assert.equal(await withCaptcha(send, assert.fail), "in");
  assert.deepEqual(seen, [undefined]);
});

test("a captcha is solved for the action that asks for it, and sent by itself", async () => {
  const { seen, send } = door(1);

  assert.equal(await withCaptcha(send, async (action) => `solved ${action}`), "in");
  assert.deepEqual(seen, [undefined, "solved ticket"]);
});

test("one that was used or too old is followed by another", async () => {
  const { seen, send } = door(1);

  await withCaptcha(send, async () => "fresh", "stale");

  assert.deepEqual(seen, ["stale", "fresh"]);
});

test("asking for ever ends", async () => {
  const { seen, send } = door(100);

  await assert.rejects(withCaptcha(send, async () => "another"), asks);
  assert.equal(seen.length, 3);
});

test("other refusals are not answered with a captcha", async () => {
  const refused = new ApiProblem({ code: "not_allowed", status: 403 }, null);

  await assert.rejects(withCaptcha(() => Promise.reject(refused), assert.fail), refused);
});

test("every write bears the header that other sites cannot send, and reads do not need it", async () => {
  const seen = [];
  globalThis.fetch = async (path, request) => {
    seen.push([request.method, request.headers["X-Facturable"], request.headers["Content-Type"], request.credentials]);
    return new Response(null, { status: 204 });
  };

  await post("/v1/sessions", {});
  await del("/v1/sessions/current");
  await get("/v1/account");

  const json = "application/json";
  assert.deepEqual(seen, [["POST", "1", json, "same-origin"], ["DELETE", "1", undefined, "same-origin"], ["GET", undefined, undefined, "same-origin"]]);
});
