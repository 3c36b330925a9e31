/** What the panel shows, as its address says it: `#periodo=este-mes&estado=ready`. Nothing personal is in it. */

import { checkDigitFits, normalizeRfc, rfcProblem } from "./rfc.js";

const PERIODS = ["este-mes", "mes-pasado", "todas", "rango"]; // without one: the last three months
const PHASES = ["waiting", "working", "needs_you", "ready", "closed"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const FIRST_DAY = "2000-01-01"; // before any CFDI
const ZONE = "America/Mexico_City"; // in whose days the server counts
const LONGEST_WORD = 60;

/** @type {Record<string, keyof PanelFilter>} what each part of the address is in the form */
const NAMES = {
  periodo: "period", desde: "from", hasta: "to", fecha: "date", perfil: "profile_id", sucursal: "branch_id",
  estado: "phase", q: "q",
};

/** @returns {PanelFilter} */
export function noFilter() {
  return { period: "", from: "", to: "", date: "", profile_id: "", branch_id: "", phase: "", q: "" };
}

/** What is no filter of ours is ignored. @param {string} hash @returns {PanelFilter} */
export function filterIn(hash) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const filter = noFilter();
  for (const [part, name] of Object.entries(NAMES)) filter[name] = told.get(part)?.trim() ?? "";
  return tidy(filter);
}

/** @param {PanelFilter} filter */
export function hashOf(filter) {
  const told = Object.entries(NAMES).map(([part, name]) => [part, tidy(filter)[name]]);
  return new URLSearchParams(told.filter(([, value]) => value)).toString();
}

/** @param {PanelFilter} filter @returns {PanelFilter} */
function tidy(filter) {
  const period = PERIODS.includes(filter.period) ? filter.period : "";
  const isRange = period === "rango";
  return {
    ...filter,
    period,
    from: isRange && DAY.test(filter.from) ? filter.from : "",
    to: isRange && DAY.test(filter.to) ? filter.to : "",
    date: filter.date === "purchased" ? filter.date : "",
    phase: PHASES.includes(filter.phase) ? filter.phase : "",
  };
}

/** @param {PanelFilter} filter */
export function isFiltered(filter) {
  return hashOf({ ...filter, date: "" }) !== "";
}

/**
 * What the server is asked. Without a period it shows three months, or with a number to look for, all.
 * @param {PanelFilter} filter
 * @param {string} [today]
 * @returns {Record<string, string>}
 */
export function queryOf({ period, from, to, ...others }, today = todayInMexico()) {
  const asked = { ...spanOf(period, from, to, today), ...others };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value));
}

/** @param {string} period @param {string} from @param {string} to @param {string} today */
function spanOf(period, from, to, today) {
  if (period === "este-mes") return month(today, 0);
  if (period === "mes-pasado") return month(today, -1);
  if (period === "todas") return { from: FIRST_DAY, to: "" };
  return { from, to };
}

/** @param {string} today @param {number} off by how many months */
function month(today, off) {
  const [year, number] = today.split("-").map(Number);
  return { from: iso(year, number - 1 + off, 1), to: iso(year, number + off, 0) };
}

/** @param {number} year @param {number} monthIndex @param {number} day */
function iso(year, monthIndex, day) {
  return new Date(Date.UTC(year, monthIndex, day)).toISOString().slice(0, 10);
}

function todayInMexico() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, dateStyle: "short" }).format(new Date());
}

/**
 * An RFC or an e-mail is found by its profile: it must not get into the address. Numbers of tickets may look like an
 * RFC, but hardly any has its date and its check digit too.
 * @param {string} q
 * @returns {"personal" | "too_long" | null}
 */
export function wordProblem(q) {
  const rfc = normalizeRfc(q);
  if (q.includes("@") || (rfcProblem(rfc) === null && checkDigitFits(rfc))) return "personal";
  return q.length > LONGEST_WORD ? "too_long" : null;
}
