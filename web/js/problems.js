/** Turns a refusal of the server into words at the fields it means. */

import { ApiProblem, NoAnswer } from "./api.js";
import { dayAndTime } from "./format.js";
import { fieldText, problemText, text } from "./messages.js";
import { retryText } from "./retry-text.js";
import { fieldOf, placeOf } from "./rules/steps.js";

/** This browser cannot go on, whatever the server says. `key` is of the sentence that tells why. */
export class Obstacle extends Error {
  /** @param {string} key */
  constructor(key) {
    super(key);
    this.name = "Obstacle";
    this.key = key;
  }
}

const TICKET = ["ticket_not_found", "nothing_to_invoice", "ticket_repeated", "tickets_not_combinable"];

/**
 * @param {ApiProblem} problem
 * @param {{ proof?: string, timeZone?: string }} context `proof`: the field that proves the ticket
 * @returns {FieldError[]} at least one
 */
export function errorsOf(problem, { proof = "order_number", timeZone } = {}) {
  if (TICKET.includes(problem.code)) return [whole(problem, proof, timeZone)];
  if (problem.fields.length === 0) return [whole(problem, "", timeZone)];
  return problem.fields.map(({ field, code, params }) => ({
    field: fieldOf(field),
    place: placeOf(field),
    message: fieldText(code, fieldOf(field), params),
  }));
}

/** @param {ApiProblem} problem @param {string} field @param {string} [timeZone] @returns {FieldError} */
function whole(problem, field, timeZone) {
  return { field, message: sentenceOf(problem, timeZone) };
}

/**
 * A refusal with what is known besides: when to try again, how far the store's sales have come.
 * @param {ApiProblem} problem
 * @param {string} [timeZone]
 */
export function sentenceOf(problem, timeZone) {
  const { retryAfter, body } = problem;
  const sentences = [problemText(problem)];
  if (retryAfter) sentences.push(retryText(retryAfter));
  const until = body.loaded_until;
  if (until) sentences.push(text("ticket.loaded_until", { until: dayAndTime(until, timeZone) }));
  return sentences.join(" ");
}

/**
 * What to tell when a request failed for good.
 * @param {unknown} failure
 * @param {{ proof?: string, timeZone?: string }} [context]
 * @returns {FieldError[]}
 * @throws what is no failure of a request, but ours
 */
export function errorsOnFailure(failure, context) {
  if (failure instanceof ApiProblem) return errorsOf(failure, context);
  if (failure instanceof NoAnswer) return [{ field: "", message: text("connection.gave_up") }];
  if (failure instanceof Obstacle) return [{ field: "", message: text(failure.key) }];
  throw failure;
}
