import { asError } from "../../../../base/abort.ts";
import { Refusal } from "../../../../base/errors.ts";
import { DatabaseError, type DatabaseErrorKind } from "../database-error.ts";

/** What `tedious` throws, as an error of a known kind. */
export function sqlServerError(thrown: unknown): Error {
  if (thrown instanceof DatabaseError || thrown instanceof Refusal) return thrown;
  const error = asError(thrown);
  const code: unknown = Reflect.get(error, "code");
  const number: unknown = Reflect.get(error, "number");
  const name = typeof code === "string" ? code : "";
  const kind = typeof number === "number" ? kinds[number] : undefined;
  return new DatabaseError(kind ?? kindOf(name), error.message, {
    code: typeof number === "number" ? String(number) : name,
  });
}

function kindOf(code: string): DatabaseErrorKind {
  switch (code) {
    case "ELOGIN":
      return "login";
    case "ETIMEOUT":
      return "timeout";
    case "EREQUEST":
      return "other";
    default:
      return "connection";
  }
}

const kinds: Readonly<Record<number, DatabaseErrorKind>> = {
  2601: "duplicate",
  2627: "duplicate",
  515: "constraint",
  547: "constraint",
  220: "data",
  241: "data",
  242: "data",
  245: "data",
  248: "data",
  295: "data",
  2628: "data",
  8114: "data",
  8115: "data",
  8152: "data",
  102: "statement",
  156: "statement",
  207: "missing",
  208: "missing",
  2812: "missing",
  229: "permission",
  230: "permission",
  4060: "login",
  18456: "login",
  18487: "login",
  18488: "login",
  1205: "conflict",
  1222: "conflict",
  3906: "read-only",
};
