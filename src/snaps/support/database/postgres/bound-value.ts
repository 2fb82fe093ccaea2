import { printJson } from "../../../../base/json.ts";
import { toJsonValue } from "../../../../engine/json-value.ts";
import type { Value } from "../../../../expr/value.ts";
import { dateText } from "../date-values.ts";
import { arrayText } from "./array-text.ts";

/** A value as it is bound: text whose type the server finds by its place, or bytes. */
export function boundValue(value: Value, type: string | undefined): string | Buffer | null {
  if (value === null) return null;
  if (value instanceof Uint8Array)
    return isText(type) ? Buffer.from(value).toString("base64") : Buffer.from(value);
  return textOf(value, type);
}

/** The text of a value that is not null, as the server reads it for a column of that type. */
export function textOf(value: Exclude<Value, null>, type: string | undefined): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return Object.is(value, -0) ? "0" : String(value);
    case "bigint":
    case "boolean":
      return String(value);
    default:
  }
  if (value instanceof Uint8Array) {
    return isText(type)
      ? Buffer.from(value).toString("base64")
      : `\\x${Buffer.from(value).toString("hex")}`;
  }
  const date = dateText(value, "+00");
  if (date !== undefined) return date;
  const element = type?.endsWith("[]") === true ? type.slice(0, -2) : undefined;
  if (Array.isArray(value) && (type === undefined || element !== undefined)) {
    return arrayText(value, (one) => (one === null ? "" : textOf(one, element)));
  }
  return printJson(toJsonValue(value));
}

function isText(type: string | undefined): boolean {
  return type !== undefined && /^(?:text|json|char|character)/.test(type);
}
