import { asError } from "../../../../base/abort.ts";
import { DatabaseError, type DatabaseErrorKind } from "../database-error.ts";

/** What `pg` throws, as an error of a known kind. What it says holds values of the row, as the error view needs them. */
export function postgresError(thrown: unknown): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  const error = asError(thrown);
  const code = textAt(error, "code");
  const detail = textAt(error, "detail");
  return new DatabaseError(kindOf(code, error.message), error.message, {
    code,
    detail,
    row: rowOf(textAt(error, "where")),
  });
}

function kindOf(code: string, message: string): DatabaseErrorKind {
  switch (code) {
    case "23505":
    case "23P01":
      return "duplicate";
    case "25006":
      return "read-only";
    case "42501":
      return "permission";
    case "57014":
    case "55P03":
      return "timeout";
    case "57P01":
    case "57P02":
    case "57P03":
      return "connection";
    case "42P01":
    case "42703":
    case "42883":
    case "3F000":
    case "42704":
      return "missing";
    case "3D000":
      return "login";
    default:
  }
  switch (code.slice(0, 2)) {
    case "22":
      return "data";
    case "23":
      return "constraint";
    case "28":
      return "login";
    case "40":
      return "conflict";
    case "42":
      return /is of type|operator does not exist/.test(message) ? "data" : "statement";
    case "08":
    case "53":
      return "connection";
    default:
      return isBroken(code, message) ? "connection" : "other";
  }
}

/** Errors of the socket, and those of the client itself, which have no SQLSTATE. */
function isBroken(code: string, message: string): boolean {
  return (
    /^E[A-Z_]+$/.test(code) || /terminated|not queryable|timeout expired|SSL|password/.test(message)
  );
}

/** `COPY orders, line 3, column id: "x"` → 3. */
function rowOf(where: string): number | undefined {
  const line = /COPY .*?, line (\d+)/s.exec(where)?.[1];
  return line === undefined ? undefined : Number(line);
}

function textAt(error: Error, key: string): string {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}
