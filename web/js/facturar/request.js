/** What the shopper has told so far. Of the taxpayer nothing leaves this memory before the last button. */

import { saveDraft } from "../draft.js";
import { FiscalData } from "../fiscal-data.js";
import { stepsFor } from "../rules/steps.js";
import { rfcProblem } from "../rules/rfc.js";

// SAT fixes these for a buyer without a Mexican RFC (guide to Anexo 20, receptor).
const FOREIGN = { regimen_fiscal: "616", uso_cfdi: "S01" };

export class InvoiceRequest extends FiscalData {
  /** @type {Branch | null} */
  branch = null;

  /** @type {Draft} the ticket as typed */
  typed = {};

  /** @type {TicketRef | null} */
  ticket = null;

  /** @type {CheckedTicket | null} what the store knows of `ticket` */
  sale = null;

  formaPago = "";

  /** @type {string[] | null} the only forms of payment that the sale allows, when known */
  formasPago = null;

  /** From then on each screen leads to the last one, by way of what is missing. */
  goesStraight = false;

  /** Whether somebody is signed in, with these profiles. */
  isMember = false;

  /** @type {Profile[]} */
  profiles = [];

  /** @type {Profile | null} the one picked */
  profile = null;

  wantsOtherRfc = false;

  /** Whether this phone is to remember the data, for somebody without an account. */
  remember = false;

  get steps() {
    return stepsFor(this.profiles.length > 0, this.wantsOtherRfc);
  }

  /** The fiscal data as the CFDI will state them. @returns {Receptor} */
  get statedReceptor() {
    if (!this.isForeign) return this.receptor;
    const postalCode = this.branch?.postal_code ?? "";
    return { ...this.receptor, postal_code: postalCode, regimen_fiscal: FOREIGN.regimen_fiscal };
  }

  get statedUso() {
    return this.isForeign ? FOREIGN.uso_cfdi : this.usoCfdi;
  }

  /** @param {Branch} branch */
  choose(branch) {
    if (branch.id !== this.branch?.id && this.sale?.branch_id !== branch.id) this.forgetSale();
    this.branch = branch;
    this.keepDraft();
  }

  /** @param {TicketRef} ticket @param {CheckedTicket} sale */
  proved(ticket, sale) {
    this.ticket = ticket;
    this.sale = sale;
    this.formasPago = sale.formas_pago;
    if (sale.forma_pago) this.formaPago = sale.forma_pago;
  }

  forgetSale() {
    this.ticket = null;
    this.sale = null;
    this.formasPago = null;
    this.formaPago = "";
  }

  keepDraft() {
    saveDraft({ branch_id: this.branch?.id, profile_id: this.profile?.id, ...this.typed });
  }

  /** @param {StepName} step */
  isComplete(step) {
    return COMPLETE[step](this);
  }

  /** The body of `POST /v1/invoices`. */
  toBody() {
    return {
      tickets: [this.ticket],
      ...(this.profile ? { profile_id: this.profile.id } : { receptor: this.statedReceptor }),
      uso_cfdi: this.statedUso,
      forma_pago: this.formaPago,
      emails: this.emails,
    };
  }
}

/** @type {Record<StepName, (request: InvoiceRequest) => boolean>} */
const COMPLETE = {
  sucursal: (request) => request.branch !== null,
  perfil: (request) => request.wantsOtherRfc || (request.profile !== null && request.isTold),
  rfc: (request) => rfcProblem(request.receptor.rfc) === null,
  datos: (request) => request.isTold,
  ticket: (request) => request.sale !== null,
  pago: (request) =>
    request.formaPago !== "" && (request.formasPago?.includes(request.formaPago) ?? true),
  revisa: () => false,
};
