/** The notice of each issuer, which is the one that binds. Without an answer the page's own words stand. */

import { isRefused } from "./api.js";
import { loadBranches } from "./branches.js";
import { element } from "./page.js";

/** @param {Branch[]} branches @returns {Map<string, string>} name of the issuer to its notice's address */
function noticesOf(branches) {
  return new Map(
    branches.flatMap(({ issuer, privacy_notice_url: address }) =>
      address ? [[issuer.name, address]] : [],
    ),
  );
}

/** @param {[string, string]} notice */
function row([name, address]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.textContent = name;
  item.append(link);
  return item;
}

try {
  const notices = noticesOf(await loadBranches());
  element(document, "[data-notices]").replaceChildren(...[...notices].map(row));
  element(document, "[data-notices-none]").hidden = notices.size > 0;
} catch (failure) {
  if (!isRefused(failure)) throw failure;
}
