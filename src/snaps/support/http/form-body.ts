import type { HttpBody } from "./http-message.ts";
import { type Pair, valuesOf } from "./request-url.ts";

/** A body as a browser sends a form without files. */
export function formBody(pairs: readonly Pair[]): HttpBody {
  const form = new URLSearchParams();
  for (const [name, value] of pairs) for (const text of valuesOf(value)) form.append(name, text);
  const bytes = Buffer.from(form.toString(), "latin1");
  return { contentType: "application/x-www-form-urlencoded", open: async () => bytes };
}
