/** The shapes of the HTTP contract that the site reads. Types only: no page loads this file. */

type Persona = "fisica" | "moral";
type Severity = "error" | "warning";

interface ProblemField { field: string; code: string; params?: Record<string, unknown> }
interface ProblemBody {
  code: string; status: number; title?: string; detail?: string; errors?: ProblemField[];
  retry_after?: number; help_folio?: string; loaded_until?: string | null; captcha_action?: string;
}

interface GuideEntry {
  field: string; label: string; help: string; image: string; box: [number, number, number, number] | null;
}

interface Branch {
  id: string; name: string; address: string; city: string; postal_code: string; timezone: string;
  brand: { name: string; logo: string | null; color: string | null };
  issuer: { name: string; rfc: string };
  phone: string | null; email: string | null; hours: string | null; privacy_notice_url: string | null;
  ticket_guide: GuideEntry[];
  policy: { deadline: string | number };
  loaded_until: string | null;
}

interface Regimen { code: string; name: string; personas: Persona[] }
interface UsoCfdi { code: string; name: string; personas: Persona[]; regimenes: string[] }
interface FormaPago { code: string; name: string }
interface Catalogs { regimenes: Regimen[]; usos_cfdi: UsoCfdi[]; formas_pago: FormaPago[] }

interface Receptor { rfc: string; name: string; postal_code: string; regimen_fiscal: string }
interface ReceptorCheck {
  persona: Persona; suggested: { name?: string | null; uso_cfdi?: string | null } | null;
  problems: { field: string; code: string; severity: Severity }[];
}

type TicketRef =
  | { branch_id: string; order_number: string; ticket_number: string; total: string }
  | { code: string };

type TicketStatus =
  | "available" | "in_progress" | "invoiced" | "expired" | "global" | "returned" | "voided";
interface NotInvoiced { kind: string; amount: string }
interface CheckedTicket {
  id: string; branch_id: string; purchased_at: string; total: string; tip: string | null;
  not_invoiced: NotInvoiced[]; invoice_total: string;
  forma_pago: string | null; forma_pago_fixed: boolean; formas_pago: string[] | null;
  deadline: string; status: TicketStatus; can: string[];
}

type Phase = "waiting" | "working" | "needs_you" | "ready" | "closed";
interface MailStatus { to: string; status: string; reason?: string | null }
interface InvoiceProblem {
  code: string; field?: string | null; sat_code?: string | null; sat_message?: string | null;
}
interface Invoice {
  id: string; phase: Phase; status: string; status_since: string;
  history: { status: string; at: string }[];
  poll_after_s: number | null; accepted_at: string | null; position: number | null;
  branch: { id: string; name: string; brand: string; timezone: string; phone: string | null; email: string | null } | null;
  tickets: { order_number?: string; ticket_number?: string; purchased_at?: string }[];
  subtotal: string | null; discount: string | null; total: string | null; tip: string | null;
  taxes: { impuesto: string; tipo_factor: string; tasa_o_cuota: string | null; amount: string | null }[];
  not_invoiced: NotInvoiced[];
  forma_pago: string | null; uso_cfdi: string | null; serie: string | null; folio: string | null;
  uuid: string | null; issued_at: string | null; stamped_at: string | null;
  mail: MailStatus[]; problem: InvoiceProblem | null;
  receptor: Partial<Receptor> | null; can: string[]; help_folio?: string | null;
}
interface InvoiceAnswer { invoice: Invoice; access_token: string; differs?: string[] }

type Scope = "full" | "second_factor" | "set_password";
interface Account {
  name: string; email: string; profiles: number;
  email_change: { email: string; expires_at: string } | null;
}
interface Profile {
  id: string; persona: Persona; name: string; rfc: string; postal_code: string | null;
  regimen_fiscal: string; uso_cfdi: string; emails: string[]; is_main: boolean;
}
interface Card { card: string; qr: string; expires_at: string }
interface OpenSession {
  id: string; device_name: string; created_at: string; last_seen_at: string; expires_at: string;
  current: boolean; by: "web" | "app";
}
interface ExportOrder {
  id: string; format: "csv" | "zip"; status: "queued" | "working" | "ready" | "failed";
  progress: { done: number; total: number | null }; poll_after_s: number | null;
  url: string | null; problem: { code: string } | null;
}
interface SessionAnswer { expires_at: string; scope: Scope }

/** ALTCHA's proof of work, version 2. The whole challenge goes back with the solution. */
interface CaptchaParameters {
  algorithm: string; nonce: string; salt: string; cost: number; keyLength: number; keyPrefix: string;
}
interface CaptchaSolution { counter: number; derivedKey: string }

type ServiceStatus = Record<string, unknown>;
