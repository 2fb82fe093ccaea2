import { isObject, parseJson, printJson, setOwn } from "../base/json.ts";
import { takeWithin } from "./take-within.ts";

export interface AnswerDocuments {
  /** Documents by view label. */
  readonly documents: Readonly<Record<string, readonly unknown[]>>;
  readonly truncated: boolean;
}

/** Documents of views as JSON, as many as fit in `charactersMax` characters, shared evenly by the views. */
export function answerDocuments(
  views: Readonly<Record<string, readonly unknown[]>>,
  charactersMax: number,
): AnswerDocuments {
  const documents: Record<string, readonly unknown[]> = {};
  const labels = Object.keys(views);
  let truncated = false;
  for (const label of labels) {
    const share = Math.floor(charactersMax / labels.length);
    const plain = (views[label] ?? []).map(plainDocument);
    const taken = takeWithin(plain, share);
    truncated ||= taken.omitted > 0;
    setOwn(documents, label, taken.items);
  }
  return { documents, truncated };
}

/** A document as its JSON says it; binary content as base64. */
export function plainDocument(document: unknown): unknown {
  return parseJson(printJson(withBase64(document)));
}

function withBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(withBase64);
  if (!isObject(value) || typeof value["toJSON"] === "function") return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, withBase64(item));
  return copy;
}
