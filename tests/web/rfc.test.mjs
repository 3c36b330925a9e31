import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDigitFits, normalizeRfc, personaOf, rfcProblem } from "../../web/js/rules/rfc.js";

test("an RFC is read as people type it", () => {
  assert.equal(normalizeRfc(" eku 900317-3c9 "), "EKU9003173C9");
  assert.equal(normalizeRfc("iña1912101x6"), "IÑA1912101X6");
});

test("its length tells a company from a person", () => {
  assert.equal(personaOf("EKU9003173C9"), "moral");
  assert.equal(personaOf("GODE561231GR8"), "fisica");
  assert.equal(personaOf("EKU"), null);
});

test("a well-formed RFC of either kind is no problem", () => {
  for (const rfc of ["EKU9003173C9", "GODE561231GR8", "IÑA1912101X6", "H&E951128469", "XEXX010101000"]) {
    assert.equal(rfcProblem(rfc), null, rfc);
  }
});

test("what is no RFC says why", () => {
  assert.equal(rfcProblem(""), "required");
  assert.equal(rfcProblem("EKU9003173C"), "wrong_format");
  assert.equal(rfcProblem("EKU9013173C9"), "wrong_format", "there is no month 13");
  assert.equal(rfcProblem("EKU9002303C9"), "wrong_format", "there is no 30 February");
  assert.equal(rfcProblem("XAXX010101000"), "rfc_generic");
});

test("the check digit fits genuine RFCs of both kinds and no neighbour of them", () => {
  assert.equal(checkDigitFits("EKU9003173C9"), true);
  assert.equal(checkDigitFits("GODE561231GR8"), true);
  assert.equal(checkDigitFits("EKU9003173C8"), false);
  assert.equal(checkDigitFits("GODE561231GR7"), false);
});
