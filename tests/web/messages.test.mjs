import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MESSAGES, modules, pages } from "./site.mjs";

const has = (key) => Object.hasOwn(MESSAGES, key);
const lacking = (keys) => keys.filter((key) => !has(key));

const PROBLEMS = [
  "malformed_json", "not_signed_in", "second_factor_required", "not_allowed", "captcha_required",
  "not_found", "method_not_allowed", "conflict", "file_not_ready", "too_large", "unsupported_media_type",
  "invalid_fields", "unknown_field", "too_many", "unavailable", "internal", "ticket_not_found",
  "invoice_not_found", "ticket_in_progress", "ticket_already_invoiced", "tickets_not_available",
  "ticket_repeated", "tickets_not_combinable", "forma_pago_differs_from_sale", "nothing_to_invoice",
  "ticket_expired", "not_available_yet", "ticket_taken_over", "has_credit_notes", "rfc_change_needs_staff",
  "too_late", "token_expired", "token_used", "metodo_pago_not_supported", "total_mismatch", "rfc_generic",
];
const FIELDS = [
  "required", "unknown_field", "wrong_type", "wrong_format", "too_long", "too_small", "too_large",
  "not_in_catalog", "not_allowed_for_persona", "not_allowed_for_regimen", "unknown_postal_code",
  "check_digit", "rfc_generic", "not_available_yet", "name_double_space", "name_has_regimen_societario",
  "forma_pago_differs_from_sale", "ticket_not_found", "ticket_repeated", "tickets_not_combinable",
  "nothing_to_invoice", "ticket_expired", "ticket_in_progress", "ticket_already_invoiced",
  "metodo_pago_not_supported", "total_mismatch",
];
const ASKED = [
  "branch_id", "rfc", "name", "postal_code", "regimen_fiscal", "uso_cfdi", "order_number",
  "ticket_number", "total", "code", "forma_pago", "emails",
];
const STATUSES = [
  "waiting_ticket", "received", "sealed", "sent", "quiet", "stamped", "ready", "delivered",
  "rejected", "cancelled",
];
const PHASES = ["waiting", "working", "needs_you", "ready", "closed"];
const TICKETS = ["in_progress", "invoiced", "expired", "global", "returned", "voided"];
const KINDS = ["donation", "third_party", "cash_back", "deposit", "gift_card", "tip"];
const STATES = ["ok", "stamping_slow", "stamping_down", "mail_slow", "mail_down", "acceptance_down"];

test("every code of a refusal has its sentence", () => {
  assert.deepEqual(lacking(PROBLEMS.map((code) => `problem.${code}`)), []);
});

test("every code of a field has its sentence, and every datum says by name that it is missing", () => {
  assert.deepEqual(lacking(FIELDS.map((code) => `field.${code}`)), []);
  assert.deepEqual(lacking(ASKED.map((field) => `field.required.${field}`)), []);
});

test("every refusal of SAT's that a shopper can answer is a question to him", () => {
  for (let code = 40143; code <= 40161; code += 1) {
    assert.match(MESSAGES[`sat.CFDI${code}`] ?? "", /¿.*\?/u, `CFDI${code}`);
  }
});

test("every state of an invoice, a ticket, a part and a left-out line has its words", () => {
  const keys = [
    ...STATUSES.map((status) => `history.${status}`),
    ...PHASES.flatMap((phase) => [`estado.${phase}.title`, `estado.${phase}.text`]),
    ...TICKETS.flatMap((status) => [`ticket.${status}.title`, `ticket.${status}.text`]),
    ...KINDS.flatMap((kind) => [`not_invoiced.${kind}`, `not_invoiced.${kind}.why`]),
    ...STATES.map((state) => `status.${state}`),
    ...["pending", "sent", "refused", "failed"].map((status) => `mail.${status}`),
  ];
  assert.deepEqual(lacking(keys), []);
});

test("every key that a script names exists, and every family that it builds has members", () => {
  const source = modules().map((file) => readFileSync(file, "utf8")).join("\n");
  const named = [...source.matchAll(/"((?:[a-z_]+\.)+[a-z_]+)"/g)].map(([, key]) => key);
  const built = [...source.matchAll(/`((?:[a-z_]+\.)+)\$\{/g)].map(([, prefix]) => prefix);
  const exists = (key) => has(key) || has(`${key}.one`);

  assert.deepEqual(named.filter((key) => !key.startsWith("facturable.") && !exists(key)), []);
  assert.deepEqual(built.filter((prefix) => !Object.keys(MESSAGES).some((key) => key.startsWith(prefix))), []);
  assert.ok(named.length > 20 && built.length > 8, "the search found what it looks for");
});

test("scripts hold no words for people", () => {
  const code = (file) => readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const spoken = modules().filter((file) => /["'`][^"'`\n]*[áéíóúñ¿¡«]/u.test(code(file)));
  assert.deepEqual(spoken, []);
});

test("no sentence is a bare code, blames, or is left open", () => {
  for (const [key, text] of Object.entries(MESSAGES)) {
    assert.ok(text.trim() === text && text.length > 0, key);
    assert.doesNotMatch(text, /CFDI40|\berror(es)?\b del usuario|inválid|ya fue registrado/iu, key);
    if (/^(problem|sat)\./.test(key) && !key.endsWith(".title")) assert.match(text, /[.?]$/u, key);
  }
});

test("a refusal says what to do next, not only what went wrong", () => {
  for (const code of PROBLEMS) {
    const sentences = MESSAGES[`problem.${code}`].split(/[.;:?]\s/u);
    assert.ok(sentences.length >= 2, `problem.${code}`);
  }
});

test("the labels and buttons that shoppers know from other portals stand word for word", () => {
  const site = [...pages().values()].join("\n");
  const labels = [
    "Sucursal", "RFC", "Nombre o razón social", "Domicilio fiscal (código postal)", "Régimen fiscal",
    "Uso de CFDI", "Número de orden", "Número de ticket", "Total", "Nombre", "Correo", "Correo o RFC",
    "Correo registrado", "Contraseña", "Contraseña actual", "Contraseña nueva",
  ];
  for (const label of labels) assert.match(site, new RegExp(`<label for="[^"]+">${label.replace(/[()]/g, "\\$&")}</label>`), label);
  assert.ok(site.includes("<legend>Forma de pago</legend>"));
  assert.match(site, /<a [^>]*href="#recuperar">Recordar contraseña<\/a>/);
  for (const button of ["Siguiente", "Generar factura", "Descargar XML", "Descargar PDF", "Enviar por correo", "Registrarme", "Iniciar sesión", "Enviar", "Cambiar contraseña", "Cerrar sesión"]) {
    assert.match(site, new RegExp(`<button[^>]*>(<svg.*?</svg>)?${button}</button>`), button);
  }
});
