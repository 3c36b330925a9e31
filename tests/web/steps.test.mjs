import assert from "node:assert/strict";
import { test } from "node:test";
import { STEPS, fieldOf, onWay, placeOf, reachable, stepAfter, stepNamed, stepOf, stepsFor } from "../../web/js/rules/steps.js";

const all = () => true;
/** @param {string[]} lacking */
const allBut = (...lacking) => (step) => !lacking.includes(step);

test("one screen follows the other until the review", () => {
  const walked = STEPS.slice(0, -1).map((step) => stepAfter(step, all, false));
  assert.deepEqual(walked, STEPS.slice(1));
});

test("after the review a mended screen leads straight back to it", () => {
  assert.equal(stepAfter("rfc", all, true), "revisa");
});

test("what mending made incomplete is asked before the review", () => {
  assert.equal(stepAfter("rfc", allBut("datos"), true), "datos");
  assert.equal(stepAfter("sucursal", allBut("ticket", "pago"), true), "ticket");
});

test("nobody jumps over a screen that still lacks something", () => {
  assert.equal(reachable("revisa", allBut("rfc")), "rfc");
  assert.equal(reachable("rfc", allBut("datos")), "rfc");
  assert.equal(stepAfter("datos", allBut("rfc"), false), "rfc");
});

test("who has profiles is asked three things: who and for what, and the ticket", () => {
  const steps = stepsFor(true, false);

  assert.deepEqual(steps, ["sucursal", "perfil", "ticket", "pago", "revisa"]);
  assert.equal(stepAfter("perfil", allBut("ticket", "pago"), true, steps), "ticket");
  assert.equal(stepAfter("ticket", all, true, steps), "revisa", "the store told how it was paid");
  assert.equal(stepAfter("ticket", allBut("pago"), true, steps), "pago", "the store did not");
});

test("another RFC is typed as guests do, after saying that it is another", () => {
  const steps = stepsFor(true, true);

  assert.equal(stepAfter("perfil", allBut("rfc"), false, steps), "rfc");
  assert.equal(stepAfter("rfc", all, false, steps), "datos");
});

test("a guest's way has no profiles, and an address of the other way finds the screen that asks the same", () => {
  assert.deepEqual(stepsFor(false, false), STEPS);
  assert.equal(reachable("perfil", all), "rfc");
  for (const step of ["rfc", "datos"]) assert.equal(onWay(step, stepsFor(true, false)), "perfil");
});

test("every pointer of a refusal finds the screen that asks for its datum", () => {
  const screens = {
    "/tickets/0/branch_id": "sucursal",
    "/receptor/rfc": "rfc",
    "/receptor/name": "datos",
    "/receptor/postal_code": "datos",
    "/receptor/regimen_fiscal": "datos",
    "/uso_cfdi": "datos",
    "/profile_id": "perfil",
    "/tickets/0/order_number": "ticket",
    "/tickets/0/ticket_number": "ticket",
    "/tickets/0/total": "ticket",
    "/tickets/0/code": "ticket",
    "/tickets/0": "ticket",
    "/forma_pago": "pago",
    "/emails/2": "revisa",
    "/something_new": "revisa",
  };
  for (const [pointer, screen] of Object.entries(screens)) assert.equal(stepOf(fieldOf(pointer)), screen, pointer);
});

test("a pointer into a list keeps its place", () => {
  assert.equal(placeOf("/emails/2"), 2);
  assert.equal(placeOf("/receptor/rfc"), 0);
});

test("an address names a step or none", () => {
  assert.equal(stepNamed("pago"), "pago");
  assert.equal(stepNamed("perfil"), "perfil");
  assert.equal(stepNamed("contenido"), undefined);
  assert.equal(stepNamed(null), undefined);
});
