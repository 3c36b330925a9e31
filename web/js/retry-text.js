/** When to try again, as people say it: in some seconds, at an hour of today, or on another day. */

import { day, dayAndTime, time } from "./format.js";
import { plural, text } from "./messages.js";

const SHORT_S = 90;
const MINUTE_MS = 60_000;

/** @param {number} seconds @param {number} [now] in milliseconds */
export function retryText(seconds, now = Date.now()) {
  if (seconds <= SHORT_S) return plural(Math.max(1, Math.ceil(seconds)), "retry.in");
  const from = new Date(now).toISOString();
  const until = new Date(Math.ceil((now + seconds * 1000) / MINUTE_MS) * MINUTE_MS).toISOString(); // shown without seconds
  if (day(from) === day(until)) return text("retry.at", { time: time(until) });
  return text("retry.on", { moment: dayAndTime(until) });
}
