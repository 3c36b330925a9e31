/** How long to wait before asking again. Seconds in, milliseconds out. */

const RESEND = [1, 2, 4, 8];
const POLL = [1, 2, 3, 5, 8];
const LONGEST_RESEND = 15;
const LONGEST_POLL = 15;
const LONGEST_ASKED = 60;

/**
 * @param {number} tries how many went unanswered so far
 * @param {number | null} retryAfter seconds that the server asked for
 * @param {number} jitter in [0, 1)
 */
export function resendDelay(tries, retryAfter, jitter) {
  const own = RESEND[tries - 1] ?? LONGEST_RESEND;
  const seconds = Math.max(own, Math.min(retryAfter ?? 0, LONGEST_ASKED));
  return Math.round(seconds * 1000 * (1 + jitter / 4));
}

/**
 * @param {number} polls how many were made so far
 * @param {number | null | undefined} pollAfter seconds that the server asked for
 */
export function pollDelay(polls, pollAfter) {
  const own = POLL[polls] ?? LONGEST_POLL;
  return Math.max(own, Math.min(pollAfter ?? 0, LONGEST_ASKED)) * 1000;
}
