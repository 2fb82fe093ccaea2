import { SnapFailure } from "../../../engine/snap-failure.ts";
import { didYouMean } from "../../../base/nearest.ts";

export const httpMethods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** Requests that only look: sent in a validation too. */
export const lookingMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Requests that do no more when they are sent twice. */
export const repeatableMethods: ReadonlySet<string> = new Set([...lookingMethods, "PUT", "DELETE"]);

/** The method that a setting came to for a document. */
export function requireMethod(text: string): string {
  const method = text.trim().toUpperCase();
  if (httpMethods.some((one) => one === method)) return method;
  throw new SnapFailure(
    `${JSON.stringify(text)} is not a method`,
    `Expected one of ${httpMethods.join(", ")}.`,
    didYouMean(method, httpMethods) || 'Set `httpMethod` to "GET".',
  );
}
