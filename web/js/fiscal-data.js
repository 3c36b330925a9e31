/** The fiscal data of one taxpayer: as typed into the wizard, or as kept in a profile. */

import { regimenesFor, usosFor } from "./rules/fiscal.js";
import { postalCodeProblem } from "./rules/postal-code.js";
import { FOREIGN_GENERIC, personaOf } from "./rules/rfc.js";

export class FiscalData {
  /** @param {Catalogs} catalogs */
  constructor(catalogs) {
    this.catalogs = catalogs;
    /** @type {Receptor} */
    this.receptor = receptorOf();
    this.usoCfdi = "";
    /** @type {string[]} */
    this.emails = [];
    /** @type {ReceptorCheck["suggested"]} */
    this.suggested = null;
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

  /** Whether everything besides the RFC is here; for a foreigner SAT fixes all but the name. */
  get isTold() {
    if (this.isForeign || !this.receptor.name) return this.receptor.name !== "";
    return (
      postalCodeProblem(this.receptor.postal_code) === null &&
      this.regimenes.some(({ code }) => code === this.receptor.regimen_fiscal) &&
      this.usos.some(({ code }) => code === this.usoCfdi)
    );
  }

  /** Takes over what somebody kept, or nothing. @param {KeptData} [kept] */
  take(kept) {
    const { receptor, uso_cfdi: usoCfdi = "", emails = [] } = kept ?? {};
    this.receptor = receptorOf(receptor);
    this.usoCfdi = usoCfdi;
    this.emails = emails;
    this.suggested = null;
  }
}

/** @param {KeptReceptor} [kept] @returns {Receptor} */
function receptorOf(kept) {
  const { rfc = "", name = "", postal_code: postalCode, regimen_fiscal: regimen = "" } = kept ?? {};
  return { rfc, name, postal_code: postalCode ?? "", regimen_fiscal: regimen };
}
