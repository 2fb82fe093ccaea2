import { asError } from "../../../../base/abort.ts";
import { Refusal } from "../../../../base/errors.ts";
import { DatabaseError, type DatabaseErrorKind } from "../database-error.ts";

/** What `mysql2` throws, as an error of a known kind. */
export function mysqlError(thrown: unknown): Error {
  if (thrown instanceof DatabaseError || thrown instanceof Refusal) return thrown;
  const error = asError(thrown);
  const code: unknown = Reflect.get(error, "code");
  const errno: unknown = Reflect.get(error, "errno");
  const name = typeof code === "string" ? code : "";
  const number = typeof errno === "number" ? errno : 0;
  return new DatabaseError(kindOf(number, name), error.message, { code: name });
}

function kindOf(errno: number, code: string): DatabaseErrorKind {
  const kind = kinds[errno];
  if (kind !== undefined) return kind;
  if (/^(?:E[A-Z_]+|PROTOCOL_.*|HANDSHAKE_.*)$/.test(code) && !code.startsWith("ER_"))
    return "connection";
  return errno === 0 ? "connection" : "other";
}

const kinds: Readonly<Record<number, DatabaseErrorKind>> = {
  1062: "duplicate",
  1586: "duplicate",
  1048: "constraint",
  1216: "constraint",
  1217: "constraint",
  1364: "constraint",
  1451: "constraint",
  1452: "constraint",
  3819: "constraint",
  4025: "constraint",
  1264: "data",
  1265: "data",
  1292: "data",
  1366: "data",
  1367: "data",
  1406: "data",
  1690: "data",
  3140: "data",
  4038: "data",
  1064: "statement",
  1210: "statement",
  1295: "statement",
  1305: "missing",
  1054: "missing",
  1049: "login",
  1146: "missing",
  1051: "missing",
  1044: "permission",
  1142: "permission",
  1143: "permission",
  1227: "permission",
  1370: "permission",
  1045: "login",
  1698: "login",
  1820: "login",
  1862: "login",
  4151: "login",
  1205: "conflict",
  1213: "conflict",
  1792: "read-only",
  1290: "read-only",
  1317: "timeout",
  1969: "timeout",
  3024: "timeout",
  1040: "connection",
  1053: "connection",
  1080: "connection",
  1152: "connection",
  1927: "connection",
  2006: "connection",
  2013: "connection",
};
