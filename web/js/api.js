/** The one place that talks to the server; turns every answer into data, ApiProblem or NoAnswer. */

const PATIENCE_MS = 8000;

/** The server understood and says no, with a code that the messages file puts into words. */
export class ApiProblem extends Error {
  /**
   * @param {ProblemBody} body
   * @param {number | null} retryAfter seconds
   */
  constructor(body, retryAfter) {
    super(body.code);
    this.name = "ApiProblem";
    this.body = body;
    this.status = body.status;
    this.code = body.code;
    this.fields = body.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** Nothing understandable came back: no network, no patience left, or a broken answer. */
export class NoAnswer extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.name = "NoAnswer";
  }
}

/** Whether a request failed, rather than a line of ours. @param {unknown} failure */
export function isRefused(failure) {
  return failure instanceof ApiProblem || failure instanceof NoAnswer;
}

/**
 * @param {string} path
 * @param {{ token?: string }} [options]
 * @returns {Promise<any>} the JSON of the answer
 */
export function get(path, { token } = {}) {
  return call(path, { method: "GET", headers: bearer(token) });
}

/**
 * @param {string} path
 * @param {object} body
 * @param {{ token?: string }} [options]
 * @returns {Promise<any>} the JSON of the answer, null when it has none
 */
export function post(path, body, options) {
  return write("POST", path, body, options);
}

/** @param {string} path @param {object} body @returns {Promise<any>} */
export function put(path, body) {
  return write("PUT", path, body);
}

/** @param {string} path @param {object} body @returns {Promise<any>} */
export function patch(path, body) {
  return write("PATCH", path, body);
}

/** @param {string} path @param {object} [body] @returns {Promise<any>} */
export function del(path, body) {
  return write("DELETE", path, body);
}

/** @param {string} method @param {string} path @param {object} [body] @param {{ token?: string }} [options] */
function write(method, path, body, { token } = {}) {
  /** @type {Record<string, string>} */
  const type = body ? { "Content-Type": "application/json" } : {};
  return call(path, {
    method,
    headers: { "X-Facturable": "1", ...type, ...bearer(token) }, // which no other site can send
    body: body && JSON.stringify(body),
  });
}

/** @param {string | undefined} token @returns {Record<string, string>} */
function bearer(token) {
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** @param {string} path @param {RequestInit & { headers: Record<string, string> }} request */
async function call(path, request) {
  const answer = await reach(path, request);
  const body = await readJson(answer);
  if (answer.ok) return body;
  if (body === null || typeof body.code !== "string") throw new NoAnswer(`status ${answer.status}`);
  throw new ApiProblem({ ...body, status: answer.status }, retryAfterOf(answer, body));
}

/** @param {string} path @param {RequestInit & { headers: Record<string, string> }} request */
async function reach(path, request) {
  try {
    return await fetch(path, {
      ...request,
      credentials: "same-origin",
      headers: { Accept: "application/json", "Accept-Language": "es-MX", ...request.headers },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (failure) {
    throw new NoAnswer(String(failure));
  }
}

/** A body may break off half way, or be a proxy's HTML page. @param {Response} answer */
async function readJson(answer) {
  try {
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  } catch (failure) {
    throw new NoAnswer(String(failure));
  }
}

/** @param {Response} answer @param {ProblemBody} body @returns {number | null} */
function retryAfterOf(answer, body) {
  const seconds = Number(body.retry_after ?? answer.headers.get("Retry-After") ?? NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
