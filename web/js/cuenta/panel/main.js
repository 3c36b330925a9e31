/** The panel of control: consult, filter, download. What it shows is in its address. */

import { get } from "../../api.js";
import { loadBranches } from "../../branches.js";
import { insistVisibly } from "../../insist.js";
import { find, showOnly } from "../../page.js";
import { filterIn, hashOf, noFilter } from "../../rules/panel-filter.js";
import { openForMember } from "../member-page.js";
import { setUpExports } from "./exports.js";
import { readFilter, setUpFilters, writeFilter } from "./filters.js";
import { InvoiceList } from "./list.js";
import { setUpMailWindow } from "./mail-window.js";

/** @param {Account} account */
async function start(account) {
  const [{ items: profiles }, branches] = await insistVisibly(() =>
    Promise.all([get("/v1/account/profiles"), loadBranches()]),
  );
  const form = find(document, "form[data-filters]", HTMLFormElement);
  const list = new InvoiceList(form, setUpMailWindow(account, profiles));
  setUpFilters(form, profiles, branches, go);
  setUpExports(() => readFilter(form));
  for (const button of document.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => go({ ...noFilter(), period: button.getAttribute("data-clear") ?? "" }));
  }
  addEventListener("hashchange", show);
  showOnly('[data-state="panel"]');
  show();

  /** @param {PanelFilter} filter */
  function go(filter) {
    const hash = hashOf(filter);
    if (hash === location.hash.slice(1)) show();
    else location.hash = hash;
  }

  function show() {
    writeFilter(form, filterIn(location.hash));
    list.show(readFilter(form)); // as the form could take it: a profile may be gone
  }
}

await openForMember(start);
