/** What the shopper has told so far. Of the taxpayer nothing leaves this memory before the last button. */

import { saveDraft } from "../draft.js";
import { FOREIGN_GENERIC, personaOf, rfcProblem } from "../rules/rfc.js";
import { postalCodeProblem } from "../rules/postal-code.js";
import { regimenesFor, usosFor } from "../rules/fiscal.js";

// SAT fixes these for a buyer without a Mexican RFC (guide to Anexo 20, receptor).
const FOREIGN = { regimen_fiscal: "616", uso_cfdi: "S01" };

export class InvoiceRequest {
  /** @param {Catalogs} catalogs */
  constructor(catalogs) {
    this.catalogs = catalogs;
    /** @type {Branch | null} */
    this.branch = null;
    /** @type {Draft} the ticket as typed */
    this.typed = {};
    /** @type {TicketRef | null} */
    this.ticket = null;
    /** @type {CheckedTicket | null} what the store knows of `ticket` */
    this.sale = null;
    /** @type {Receptor} */
    this.receptor = { rfc: "", name: "", postal_code: "", regimen_fiscal: "" };
    this.usoCfdi = "";
    this.formaPago = "";
    /** @type {string[] | null} the only forms of payment that the sale allows, when known */
    this.formasPago = null;
    /** @type {string[]} */
    this.emails = [];
    /** @type {ReceptorCheck["suggested"]} */
    this.suggested = null;
    /** The screen with everything on it was reached once: from then on, mending leads back to it. */
    this.reviewed = false;
  }

  get isForeign() {
    return this.receptor.rfc === FOREIGN_GENERIC;
  }

  get persona() {
    return personaOf(this.receptor.rfc);
  }

  get regimenes() {
    return regimenesFor(this.catalogs.regimenes, this.persona);
  }

  get usos() {
    return usosFor(this.catalogs.usos_cfdi, this.persona, this.receptor.regimen_fiscal);
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
    saveDraft({ branch_id: this.branch?.id, ...this.typed });
  }

  /** @param {StepName} step */
  isComplete(step) {
    return COMPLETE[step](this);
  }

  /** The body of `POST /v1/invoices`. */
  toBody() {
    return {
      tickets: [this.ticket],
      receptor: this.statedReceptor,
      uso_cfdi: this.statedUso,
      forma_pago: this.formaPago,
      emails: this.emails,
    };
  }
}

/** @type {Record<StepName, (request: InvoiceRequest) => boolean>} */
const COMPLETE = {
  sucursal: (request) => request.branch !== null,
  rfc: (request) => rfcProblem(request.receptor.rfc) === null,
  datos: (request) => request.receptor.name !== "" && (request.isForeign || hasFiscalData(request)),
  ticket: (request) => request.sale !== null,
  pago: (request) =>
    request.formaPago !== "" && (request.formasPago?.includes(request.formaPago) ?? true),
  revisa: () => false,
};

/** @param {InvoiceRequest} request */
function hasFiscalData({ receptor, usoCfdi, regimenes, usos }) {
  return (
    postalCodeProblem(receptor.postal_code) === null &&
    regimenes.some(({ code }) => code === receptor.regimen_fiscal) &&
    usos.some(({ code }) => code === usoCfdi)
  );
}
