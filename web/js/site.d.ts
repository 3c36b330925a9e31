/** The shapes that the site's own modules hand to each other. Types only: no page loads this file. */

type ApiProblem = import("./api.js").ApiProblem;
type FiscalData = import("./fiscal-data.js").FiscalData;
type InvoiceRequest = import("./facturar/request.js").InvoiceRequest;
type Wizard = import("./facturar/wizard.js").Wizard;

/** `field` is the control's name, "" when none is to blame; `place` says which of several. */
interface FieldError { field: string; message: string; place?: number }

/** What was typed of the ticket. Nothing of the taxpayer is ever in it. */
interface Draft {
  branch_id?: string; profile_id?: string; order_number?: string; ticket_number?: string; total?: string; code?: string;
}

type StepName = "sucursal" | "perfil" | "rfc" | "datos" | "ticket" | "pago" | "revisa";

/** `enter` fills the screen with what is known; `leave` takes what was typed, null: it said itself why not. */
interface Step { enter(): void; leave(): Promise<FieldError[] | null> }
type StepScreen = (wizard: Wizard, form: HTMLFormElement) => Step;

/** What the wizard of who is known has besides; `turn` takes a failure that leads elsewhere. */
interface WizardExtras {
  screens?: Record<string, StepScreen>; turn?: (failure: unknown) => boolean; ready?: (wizard: Wizard) => void;
}

/** Fiscal data as they were kept: a profile's, or those that a phone remembers. */
type KeptReceptor = Omit<Receptor, "postal_code"> & { postal_code: string | null };
interface KeptData { receptor?: KeptReceptor; uso_cfdi?: string; emails?: string[] }

/** Why a ticket cannot be invoiced now. `folio` is of help, `store` whom to ask, `lookup`: it may be asked for already. */
interface Outcome {
  title: string; text: string; folio?: string; store?: Branch | null; lookup?: boolean;
}

/** Who is signed in at this browser; "set_password" came in by a temporary password. */
type SessionState = { scope: "full"; account: Account } | { scope: "set_password" | "none" };

/** Where the browser has Trusted Types; the DOM's own types lack them. */
interface TrustedScriptURL extends URL {}
declare var trustedTypes: undefined | {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): TrustedScriptURL;
  };
};

/** What opens one invoice: a guest's token, or without one the session. */
interface Access { id: string; token?: string }

/** What the panel is to show, by the names of its form; "" filters nothing. */
interface PanelFilter {
  period: string; from: string; to: string; date: string; profile_id: string; branch_id: string;
  phase: string; q: string;
}
