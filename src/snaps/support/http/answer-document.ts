import { setOwn } from "../../../base/json.ts";
import type { EgressAnswer, HttpHeader } from "../../../engine/egress/egress.ts";
import type { Document, Value } from "../../../expr/value.ts";

/** What an HTTP Snap puts out for an answer: `statusLine`, `headers`, `entity` and the input as `original`. */
export function answerDocument(
  answer: EgressAnswer,
  entity: Value,
  original: Document | Document[] | undefined,
): Document {
  return {
    ...answerHead(answer),
    entity,
    ...(original === undefined ? {} : { original }),
  };
}

/** The part of an answer before its body. */
export function answerHead({ headers, protocol, status, statusText }: EgressAnswer): Document {
  return {
    statusLine: { protoVersion: protocol, statusCode: status, reasonPhrase: statusText },
    headers: headerMap(headers),
  };
}

/** Headers by their names in lower case; one that came several times is a list. */
export function headerMap(headers: readonly HttpHeader[]): Document {
  const map: Record<string, Value> = {};
  for (const [written, value] of headers) {
    const name = written.toLowerCase();
    const known = Object.hasOwn(map, name) ? map[name] : undefined;
    const all = Array.isArray(known)
      ? [...known, value]
      : known === undefined
        ? value
        : [known, value];
    setOwn(map, name, all);
  }
  return map;
}
