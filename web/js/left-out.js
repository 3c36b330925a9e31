/** What of a ticket stays out of its factura, with how much and why. */

import { money } from "./format.js";
import { firstText } from "./messages.js";
import { element, fill, stamp } from "./page.js";

/** @param {ParentNode} root holding `[data-left-out]` with a list @param {NotInvoiced[]} parts */
export function showLeftOut(root, parts) {
  const place = element(root, "[data-left-out]");
  place.hidden = parts.length === 0;
  element(place, "ul").replaceChildren(...parts.map(row));
}

/** @param {NotInvoiced} part */
function row({ kind, amount }) {
  const item = stamp("left-out");
  fill(item, {
    what: firstText([`not_invoiced.${kind}`, "not_invoiced.other"]),
    why: firstText([`not_invoiced.${kind}.why`, "not_invoiced.other.why"]),
    amount: money(amount),
  });
  return item;
}
