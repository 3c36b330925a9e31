/** Amounts of money as people write them: "$1,234.5", "1234,50", "1.234,50". */

const PLAIN = /^\d{1,12}(\.\d{1,2})?$/;

/**
 * The amount with two decimals ("1234.50"), or null when it is none.
 * @param {string} typed
 * @returns {string | null}
 */
export function parseAmount(typed) {
  const bare = typed.replace(/[\s$]|MXN|M\.N\./gi, "");
  const plain = withDecimalPoint(bare);
  if (plain === null || !PLAIN.test(plain)) return null;
  const [whole, cents = ""] = plain.split(".");
  return `${whole.replace(/^0+(?=\d)/, "")}.${cents.padEnd(2, "0")}`;
}

/**
 * The last separator is the decimal one, unless exactly three digits follow a comma ("1,234").
 * @param {string} bare
 */
function withDecimalPoint(bare) {
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  if (last < 0) return bare;
  const thousands = bare[last] === "," && bare.length - last === 4;
  const whole = thousands ? bare : bare.slice(0, last);
  if (!isGrouped(whole)) return null;
  return whole.replace(/[.,]/g, "") + (thousands ? "" : `.${bare.slice(last + 1)}`);
}

/** @param {string} whole digits, with thousands apart or not at all */
function isGrouped(whole) {
  return /^\d+$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole) || /^\d{1,3}(\.\d{3})+$/.test(whole);
}
