/**
 * The catalogue of refusals: everything the product may decline to do, each with its HTTP status. A refusal is thrown;
 * what it says is `error` (what is wrong), `reason` (expected and found), `resolution` (what to do now). No secret, no
 * stack and no path of the machine stands in any of the three.
 */
export const refusalStatus = {
  "bad-request": 400,
  "invalid-argument": 400,
  "not-authenticated": 401,
  "not-permitted": 403,
  "not-found": 404,
  "not-acceptable": 406,
  "already-exists": 409,
  conflict: 409,
  "too-large": 413,
  "limit-reached": 429,
  "invalid-pipeline": 422,
  "invalid-content": 422,
  "org-required": 400,
  "snaplex-required": 400,
  "snaplex-unavailable": 503,
  "data-directory-in-use": 503,
  "address-not-available": 503,
  "path-not-allowed": 403,
  "egress-not-allowed": 403,
  "run-failed": 422,
  "bad-gateway": 502,
  unavailable: 503,
  overloaded: 503,
  timeout: 504,
  stopped: 499,
  "not-supported": 501,
  internal: 500,
} as const;

export type RefusalCode = keyof typeof refusalStatus;

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly reason: string;
  readonly resolution: string;

  constructor(code: RefusalCode, error: string, reason: string, resolution: string) {
    super(clipped(error));
    this.name = "Refusal";
    this.code = code;
    this.reason = clipped(reason);
    this.resolution = clipped(resolution);
  }

  get status(): number {
    return refusalStatus[this.code];
  }
}

/** Texts repeat what was sent, and what was sent may be as large as a request. */
const textLengthMax = 8_000;

function clipped(text: string): string {
  if (text.length <= textLengthMax) return text;
  const left = text.length - textLengthMax;
  return `${text.slice(0, textLengthMax).toWellFormed()}… (${left} more characters)`;
}

/** A promise the code makes to itself. When it fails there is a bug here, never in the user's work. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** Marks the branch of a `switch` that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
