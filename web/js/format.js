/** Money and moments as Mexico writes them. */

const MONEY = new Intl.NumberFormat("es-MX", { style: "currency", currency: "MXN" });

/** @param {string | number} amount */
export function money(amount) {
  return MONEY.format(Number(amount));
}

/**
 * "20 de noviembre de 2026", on the calendar of the branch.
 * @param {string} moment RFC 3339
 * @param {string} [timeZone]
 */
export function day(moment, timeZone) {
  return new Date(moment).toLocaleDateString("es-MX", { dateStyle: "long", timeZone });
}

/**
 * @param {string} moment RFC 3339
 * @param {string} [timeZone]
 */
export function dayAndTime(moment, timeZone) {
  return new Date(moment).toLocaleString("es-MX", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  });
}

/**
 * @param {string} moment RFC 3339
 * @param {string} [timeZone]
 */
export function time(moment, timeZone) {
  return new Date(moment).toLocaleTimeString("es-MX", { timeStyle: "short", timeZone });
}

/**
 * Whether two moments fall in different months where the branch is.
 * @param {string} one
 * @param {string} other
 * @param {string} [timeZone]
 */
export function inOtherMonth(one, other, timeZone) {
  const month = (/** @type {string} */ moment) =>
    new Date(moment).toLocaleDateString("es-MX", { year: "numeric", month: "numeric", timeZone });
  return month(one) !== month(other);
}

/**
 * "20 nov 2026", for lists.
 * @param {string} moment RFC 3339
 * @param {string} [timeZone]
 */
export function shortDay(moment, timeZone) {
  return new Date(moment).toLocaleDateString("es-MX", { dateStyle: "medium", timeZone });
}

/** "4:05", of what is left. @param {number} seconds */
export function minutesAndSeconds(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
