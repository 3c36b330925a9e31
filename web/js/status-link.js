/** The address of an invoice's own page. Its secret stands after the #, which no server ever sees. */

import { ifKept } from "./kept.js";

const DIFFERS = "facturable.differs";

/** @param {InvoiceAnswer} answer */
export function goToStatus({ invoice, access_token: token, differs = [] }) {
  noteDiffers(invoice.id, differs);
  location.assign(`/estado/#${invoice.id}.${token}`);
}

/**
 * `#ID.TOKEN` is a guest's; `#ID` alone opens to the account that may see it.
 * @param {string} hash
 * @returns {Access | null}
 */
export function parseStatusHash(hash) {
  const parts = /^#([\w-]+)(?:\.([^.#]+))?$/.exec(hash);
  return parts && { id: parts[1], token: parts[2] };
}

/** Names of fields only, for the one page load that follows. @param {string} id @param {string[]} differs */
function noteDiffers(id, differs) {
  ifKept(() => {
    if (differs.length > 0) sessionStorage.setItem(DIFFERS, JSON.stringify({ id, differs }));
    else sessionStorage.removeItem(DIFFERS);
  });
}

/** @param {string} id @returns {string[]} the data of the repeated request that were not used */
export function takeDiffers(id) {
  const note = JSON.parse(ifKept(() => sessionStorage.getItem(DIFFERS)) ?? "{}");
  return note.id === id ? note.differs : [];
}
