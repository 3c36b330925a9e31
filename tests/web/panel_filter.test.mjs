import assert from "node:assert/strict";
import { test } from "node:test";
import { isReturnPath } from "../../web/js/return-path.js";
import { filterIn, hashOf, isFiltered, noFilter, queryOf, wordProblem } from "../../web/js/rules/panel-filter.js";

const TODAY = "2026-03-15";

/** @param {Partial<PanelFilter>} told */
const filter = (told) => ({ ...noFilter(), ...told });

test("a filter is in the address, and comes back from it", () => {
  const told = filter({
    period: "rango", from: "2026-01-01", to: "2026-02-28", date: "purchased", profile_id: "p-1",
    branch_id: "roma", phase: "ready", q: "NCN 12",
  });

  assert.deepEqual(filterIn(`#${hashOf(told)}`), told);
  assert.equal(hashOf(noFilter()), "");
  assert.deepEqual(filterIn(""), noFilter());
});

test("signing in leads back to a filtered panel", () => {
  assert.ok(isReturnPath(`/cuenta/#${hashOf(filter({ period: "este-mes", q: "A1 ñ/2" }))}`));
});

test("what is no filter of ours is left out of the address and of the question", () => {
  const odd = filterIn("#periodo=siempre&estado=rota&desde=ayer&fecha=x&rfc=EKU9003173C9&q=%20A-1%20");

  assert.deepEqual(odd, filter({ q: "A-1" }));
  assert.deepEqual(filterIn("#desde=2026-01-01"), noFilter(), "days count within a range only");
});

test("this month and the last one are whole months, over the turn of a year too", () => {
  assert.deepEqual(queryOf(filter({ period: "este-mes" }), TODAY), { from: "2026-03-01", to: "2026-03-31" });
  assert.deepEqual(queryOf(filter({ period: "mes-pasado" }), TODAY), { from: "2026-02-01", to: "2026-02-28" });
  assert.deepEqual(queryOf(filter({ period: "mes-pasado" }), "2026-01-31"), { from: "2025-12-01", to: "2025-12-31" });
});

test("without a period the server decides; all dates begin before any CFDI", () => {
  assert.deepEqual(queryOf(filter({ q: "A1", phase: "ready" }), TODAY), { q: "A1", phase: "ready" });
  assert.deepEqual(queryOf(filter({ period: "todas" }), TODAY), { from: "2000-01-01" });
});

test("a range may be open at either end", () => {
  assert.deepEqual(queryOf(filter({ period: "rango", from: "2026-01-05" }), TODAY), { from: "2026-01-05" });
  assert.deepEqual(queryOf(filter({ period: "rango", to: "2026-01-05" }), TODAY), { to: "2026-01-05" });
});

test("by which date one reads is no filter", () => {
  assert.equal(isFiltered(filter({ date: "purchased" })), false);
  for (const told of [{ q: "1" }, { period: "todas" }, { phase: "closed" }]) assert.equal(isFiltered(filter(told)), true);
});

test("nothing personal gets into the address", () => {
  for (const q of ["EKU9003173C9", "gode-561231 gr8", "ana@correo.mx"]) assert.equal(wordProblem(q), "personal", q);
  for (const q of ["", "A1", "NCN 12", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "T106106984F27", "TKT261120001"]) assert.equal(wordProblem(q), null, q);
  assert.equal(wordProblem("1".repeat(61)), "too_long");
});
