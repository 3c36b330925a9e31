/** The invoices found, page by page, newest first. */

import { get, isRefused } from "../../api.js";
import { showErrors } from "../../form.js";
import { insistVisibly } from "../../insist.js";
import { plural, text } from "../../messages.js";
import { element, fill } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { isFiltered, queryOf } from "../../rules/panel-filter.js";
import { whileResting } from "../../invoice-files.js";
import { leaveIfEnded } from "../member-page.js";
import { invoiceRow } from "./row.js";

const PAGE = "25";

export class InvoiceList {
  /** @param {HTMLFormElement} form of the filters @param {(invoice: Invoice) => Promise<string>} askMail */
  constructor(form, askMail) {
    this.form = form;
    this.askMail = askMail;
    this.root = element(document, "[data-list]");
    this.rows = element(this.root, "[data-rows]");
    /** @type {string | null} */
    this.cursor = null;
    this.asked = 0;
    /** @type {PanelFilter | null} */
    this.filter = null;
    const more = element(this.root, "[data-more]");
    more.addEventListener("click", () => whileResting(more, () => this.#load()));
    element(this.root, "[data-again]").addEventListener("click", () => this.filter && this.show(this.filter));
  }

  /** @param {PanelFilter} filter */
  async show(filter) {
    this.filter = filter;
    this.cursor = null;
    this.rows.replaceChildren();
    this.#say("loading");
    await this.#load();
  }

  async #load() {
    this.asked += 1;
    const mine = this.asked;
    try {
      const page = await insistVisibly(() => get(this.#path()));
      const empty = page.items.length === 0 && this.cursor === null ? await this.#whyEmpty() : "";
      if (mine === this.asked) this.#take(page, empty);
    } catch (failure) {
      if (mine === this.asked) this.#tell(failure);
    }
  }

  #path() {
    const asked = new URLSearchParams({ ...(this.filter && queryOf(this.filter)), limit: PAGE });
    if (this.cursor) asked.set("cursor", this.cursor);
    return `/v1/account/invoices?${asked}`;
  }

  /** Nothing for this filter, nothing of late, or nothing ever. */
  async #whyEmpty() {
    if (this.filter && isFiltered(this.filter)) return "none-here";
    const query = new URLSearchParams({ from: "2000-01-01", limit: "1" });
    const { items } = await insistVisibly(() => get(`/v1/account/invoices?${query}`));
    return items.length > 0 ? "none-lately" : "none-ever";
  }

  /** @param {{ items: Invoice[], next_cursor: string | null }} page @param {string} empty */
  #take({ items, next_cursor: cursor }, empty) {
    const isNext = this.cursor !== null;
    const by = this.filter?.date === "purchased" ? "purchased" : "stamped";
    const rows = items.map((invoice) => invoiceRow(invoice, by, this.askMail));
    this.cursor = cursor;
    this.rows.append(...rows);
    fill(this.root, { dateHead: text(`panel.date.${by}`) });
    this.#say(empty || "rows");
    if (isNext && rows.length > 0) element(rows[0], "a:not([hidden])").focus();
  }

  /** @param {unknown} failure */
  #tell(failure) {
    if (leaveIfEnded(failure)) return;
    if (!isRefused(failure)) throw failure;
    this.#say("failed");
    const errors = errorsOnFailure(failure);
    if (errors.some(({ field }) => field)) showErrors(this.form, errors);
    else fill(this.root, { failure: errors[0].message });
  }

  /** @param {string} state */
  #say(state) {
    this.root.setAttribute("aria-busy", String(state === "loading"));
    for (const part of this.root.querySelectorAll("[data-when]")) {
      part.toggleAttribute("hidden", part.getAttribute("data-when") !== state);
    }
    element(this.root, "[data-more]").hidden = this.cursor === null || state !== "rows";
    fill(document, { count: state === "loading" ? text("panel.loading") : this.#count(state) });
  }

  /** @param {string} state */
  #count(state) {
    if (state === "failed") return "";
    const count = plural(this.rows.children.length, "panel.count");
    return this.cursor === null ? count : text("panel.count_more", { count });
  }
}
