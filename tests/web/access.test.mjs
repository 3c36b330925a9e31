import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAccessHash } from "../../web/js/rules/access-hash.js";
import { maskEmail } from "../../web/js/rules/mask.js";
import { passwordProblem } from "../../web/js/rules/password.js";
import { isReturnPath, keepReturnPath, takeReturnPath } from "../../web/js/return-path.js";
import { retryText } from "../../web/js/retry-text.js";

test("an address of access names its screen, and after the dot what it says once", () => {
  assert.deepEqual(parseAccessHash("#entrar"), { screen: "entrar", extra: "" });
  assert.deepEqual(parseAccessHash("#confirmar.aB_-9.x"), { screen: "confirmar", extra: "aB_-9.x" });
  assert.deepEqual(parseAccessHash("#correo."), { screen: "correo", extra: "" });
});

test("what is no address of access names nothing", () => {
  for (const hash of ["", "#", "#Entrar", "#entrar now", "#a\"]", "#../x"]) assert.equal(parseAccessHash(hash).screen, "");
});

test("signing in leads back to pages of our own", () => {
  const own = ["/facturar/", "/facturar/#datos", "/cuenta/", "/cuenta/#desde=2026-11-01&fase=ready", "/cuenta/perfiles/", "/consultar/", "/ayuda/#plazos", "/acceso/#contrasena"];
  assert.deepEqual(own.filter((path) => !isReturnPath(path)), []);
});

test("signing in leads to no other site, no script, and no page whose address is a secret", () => {
  const others = ["//evil.example/", "https://evil.example/cuenta/", "javascript:alert(1)", "/\\evil.example", "/cuenta/../x", "/cuenta/#<x>", "/estado/#inv.inv_secret", "/acceso/#confirmar.token", "/facturar/\n//evil", "", "/v1/account"];
  assert.deepEqual(others.filter(isReturnPath), []);
});

test("where browsers keep nothing, signing in still leads somewhere", () => {
  globalThis.sessionStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  keepReturnPath("/facturar/");
  assert.equal(takeReturnPath(), "/cuenta/");
});

function refuse() {
  throw new DOMException("no", "SecurityError");
}

test("an address is shown so that only its owner knows it", () => {
  assert.equal(maskEmail("mariana@correo.mx"), "m***@correo.mx");
  assert.equal(maskEmail("a@b.mx"), "a***@b.mx");
});

test("a new password is long enough by its characters, not by its bytes", () => {
  assert.equal(passwordProblem(""), "required");
  assert.equal(passwordProblem("ñandúes"), "password_too_short");
  assert.equal(passwordProblem("ñandúes1"), null);
  assert.equal(passwordProblem("😀😀😀😀"), "password_too_short");
  assert.equal(passwordProblem("        "), null);
});

test("a wait is told in seconds, by the hour, or with its day, and never too short", () => {
  const noon = new Date(2026, 10, 20, 12, 0, 30).getTime();
  assert.equal(retryText(1, noon), "retry.in.one");
  assert.equal(retryText(90, noon), "retry.in.other");
  assert.equal(retryText(600, noon), "retry.at");
  assert.equal(retryText(86_400, noon), "retry.on");
});
