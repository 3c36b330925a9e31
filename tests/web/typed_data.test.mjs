import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAmount } from "../../web/js/rules/amount.js";
import { emailProblem, normalizeEmail } from "../../web/js/rules/email.js";
import { normalizePostalCode, postalCodeProblem } from "../../web/js/rules/postal-code.js";
import { codeInHash, normalizeTicketCode, ticketCodeProblem } from "../../web/js/rules/ticket-code.js";

const AMOUNTS = {
  "1234.50": "1234.50",
  "1,234.50": "1234.50",
  "$1234.5": "1234.50",
  "1234,50": "1234.50",
  "1.234,50": "1234.50",
  "1,234": "1234.00",
  "1,234.5": "1234.50",
  " $ 1,234.50 MXN": "1234.50",
  "1,234,567.89": "1234567.89",
  "007": "7.00",
  "0.5": "0.50",
};

for (const [typed, sent] of Object.entries(AMOUNTS)) {
  test(`the amount "${typed}" is ${sent}`, () => assert.equal(parseAmount(typed), sent));
}

for (const typed of ["", "abc", "1.234", "12,34.5", "1,2345", "-5.00", "1e3", "1234.567", ".50", "1234,"]) {
  test(`"${typed}" is no amount`, () => assert.equal(parseAmount(typed), null));
}

test("an e-mail address is judged no more strictly than mail does", () => {
  assert.equal(emailProblem("ana.lópez+facturas@correo.com.mx"), null);
  assert.equal(emailProblem(normalizeEmail("  ana@correo.mx ")), null);
  for (const wrong of ["ana", "ana@correo", "ana@@correo.mx", "ana @correo.mx", "ana@correo.mx,", "@correo.mx"]) {
    assert.equal(emailProblem(wrong), "wrong_format", wrong);
  }
  assert.equal(emailProblem(`${"a".repeat(250)}@b.mx`), "too_long");
});

test("a postal code is five digits", () => {
  assert.equal(postalCodeProblem(normalizePostalCode(" 067 00 ")), null);
  assert.equal(postalCodeProblem(""), "required");
  assert.equal(postalCodeProblem("6700"), "wrong_format");
});

test("a ticket code forgives case, blanks and the letters that look like digits", () => {
  assert.equal(normalizeTicketCode("o1il ab-cd 23"), "0111ABCD23");
  assert.equal(ticketCodeProblem("0111ABCD23"), null);
  assert.equal(ticketCodeProblem(""), "required");
  assert.equal(ticketCodeProblem("0111ABCD2"), "wrong_format");
  assert.equal(ticketCodeProblem("U111ABCD23"), "wrong_format", "Crockford has no U");
});

test("a deep link gives its code, and a torn one gives none", () => {
  assert.equal(codeInHash("#abcde-12345"), "ABCDE12345");
  assert.equal(codeInHash("#abcde%2012345"), "ABCDE12345");
  assert.equal(codeInHash("#%E0%A4%A"), "");
  assert.equal(codeInHash(""), "");
});
