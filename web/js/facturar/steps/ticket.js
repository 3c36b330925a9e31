/** Which sale: proved by three data of the paper, or by its code. */

import { post } from "../../api.js";
import { insistProving } from "../../captcha-asked.js";
import { writeTicket, readTicket, setUpGuide, setUpTicketFields, ticketDraft } from "../../ticket-fields.js";
import { mayInvoice, saleOutcome, showOutcome } from "../outcome.js";

/** @type {StepScreen} */
export function ticket({ request, branches }, form) {
  setUpTicketFields(form);
  setUpGuide(form, () => request.branch);
  form.addEventListener("input", () => {
    request.typed = ticketDraft(form);
    request.keepDraft();
  });

  return {
    enter() {
      writeTicket(form, request.typed);
    },
    async leave() {
      const read = readTicket(form, request.branch?.id ?? "");
      if (read.errors.length > 0) return read.errors;
      const sale = await prove(request, branches, read.ticket);
      if (mayInvoice(sale)) return [];
      showOutcome(form, saleOutcome(sale, request.branch));
      return null;
    },
  };
}

/**
 * Asks the store for the sale, and takes it into the request if it can be invoiced.
 * @param {InvoiceRequest} request
 * @param {Branch[]} branches
 * @param {TicketRef} proof
 * @returns {Promise<CheckedTicket>}
 * @throws {ApiProblem} ticket_not_found above all
 */
export async function prove(request, branches, proof) {
  request.forgetSale();
  const { ticket: sale } = await insistProving((captcha) =>
    post("/v1/ticket-checks", { ...proof, captcha }),
  );
  const seller = branches.find(({ id }) => id === sale.branch_id);
  if (seller) request.choose(seller);
  if (mayInvoice(sale)) request.proved(proof, sale);
  return sale;
}
