import assert from "node:assert/strict";
import { test } from "node:test";
import { correctionOf } from "../../web/js/rules/correction.js";
import { isCashDeduction, regimenesFor, usosFor } from "../../web/js/rules/fiscal.js";
import { branchMatches, byCity } from "../../web/js/rules/search.js";
import { codesToTell } from "../../web/js/rules/service-status.js";
import { parseStatusHash } from "../../web/js/status-link.js";

const codes = (entries) => entries.map(({ code }) => code);

const REGIMENES = [
  { code: "601", name: "General de Ley", personas: ["moral"] },
  { code: "605", name: "Sueldos", personas: ["fisica"] },
  { code: "626", name: "RESICO", personas: ["fisica", "moral"] },
];
const USOS = [
  { code: "G03", name: "Gastos", personas: ["fisica", "moral"], regimenes: ["601", "626"] },
  { code: "D01", name: "Médicos", personas: ["fisica"], regimenes: ["605"] },
  { code: "S01", name: "Sin efectos", personas: ["fisica", "moral"], regimenes: ["601", "605", "626"] },
];

test("the list of régimenes is that of the kind of person", () => {
  assert.deepEqual(codes(regimenesFor(REGIMENES, "moral")), ["601", "626"]);
  assert.deepEqual(codes(regimenesFor(REGIMENES, "fisica")), ["605", "626"]);
  assert.deepEqual(codes(regimenesFor(REGIMENES, null)), ["601", "605", "626"]);
});

test("an employee cannot choose G03, the commonest CFDI40161", () => {
  assert.deepEqual(codes(usosFor(USOS, "fisica", "605")), ["D01", "S01"]);
});

test("without a régimen the list is that of the kind of person", () => {
  assert.deepEqual(codes(usosFor(USOS, "moral", "")), ["G03", "S01"]);
});

test("a personal deduction paid in cash is worth a word", () => {
  assert.equal(isCashDeduction("D01", "01"), true);
  assert.equal(isCashDeduction("D01", "04"), false);
  assert.equal(isCashDeduction("G03", "01"), false);
});

test("a correction carries only what changes", () => {
  const kept = { rfc: "", name: "", postal_code: "", regimen_fiscal: "", uso_cfdi: "" };

  assert.equal(correctionOf(kept), null);
  assert.deepEqual(correctionOf({ ...kept, name: "ANA" }), { receptor: { name: "ANA" } });
  assert.deepEqual(correctionOf({ ...kept, uso_cfdi: "S01" }), { uso_cfdi: "S01" });
  assert.deepEqual(correctionOf({ ...kept, postal_code: "06700", uso_cfdi: "G03" }), {
    receptor: { postal_code: "06700" },
    uso_cfdi: "G03",
  });
});

const branch = (name, brand, city) => ({
  name, brand: { name: brand }, address: "Av. Álvaro Obregón 120", city, postal_code: "06700",
});

test("a branch is found without accents and in any order of words", () => {
  const roma = branch("Roma Norte", "Mercado Nopal", "Ciudad de México");

  for (const typed of ["", "roma", "NOPAL roma", "alvaro obregon", "mexico", "067"]) {
    assert.equal(branchMatches(roma, typed), true, typed);
  }
  assert.equal(branchMatches(roma, "roma sur"), false);
});

test("branches stand under their city, in alphabetical order", () => {
  const cities = byCity([branch("A", "X", "Tijuana"), branch("B", "X", "Ébano"), branch("C", "X", "Tijuana")]);

  assert.deepEqual(cities.map(([city, members]) => [city, members.length]), [["Ébano", 1], ["Tijuana", 2]]);
});

test("the banner tells of each troubled part once and of nothing that works", () => {
  const ok = { status: "ok", since: null, message_code: "status.ok" };
  const slow = { status: "slow", since: null, message_code: "status.stamping_slow" };

  assert.deepEqual(codesToTell({ acceptance: ok, stamping: ok, mail: ok }), []);
  assert.deepEqual(codesToTell({ acceptance: ok, stamping: slow, new_part: slow }), ["status.stamping_slow"]);
  assert.deepEqual(codesToTell({ version: 2, stamping: null, mail: "odd" }), []);
});

test("the address of a status page holds the invoice and its token, or for its account the invoice alone", () => {
  assert.deepEqual(parseStatusHash("#inv1.inv_abc-_9"), { id: "inv1", token: "inv_abc-_9" });
  assert.deepEqual(parseStatusHash("#inv1"), { id: "inv1", token: undefined });
  for (const hash of ["", "#", "#inv1.", "#.tok", "#a.b.c"]) assert.equal(parseStatusHash(hash), null, hash);
});
