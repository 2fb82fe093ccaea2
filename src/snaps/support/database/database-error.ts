import { SnapFailure } from "../../../engine/snap-failure.ts";

/** What went wrong, as far as it decides what happens next. */
export type DatabaseErrorKind =
  | "duplicate"
  | "constraint"
  | "data"
  | "statement"
  | "missing"
  | "permission"
  | "login"
  | "connection"
  | "timeout"
  | "conflict"
  /** The connection broke while the server committed. */
  | "in-doubt"
  | "read-only"
  | "other";

/** What a server or a connection to it answers in place of a result. */
export class DatabaseError extends Error {
  readonly kind: DatabaseErrorKind;
  /** As the server names it: `23505`, `ER_DUP_ENTRY`; "" when it named none. */
  readonly code: string;
  readonly detail: string;
  /** Number of the row of a load that it is about, counted from 1. */
  readonly row: number | undefined;

  constructor(
    kind: DatabaseErrorKind,
    message: string,
    more: {
      readonly code?: string;
      readonly detail?: string;
      readonly row?: number | undefined;
    } = {},
  ) {
    super(message);
    this.name = "DatabaseError";
    this.kind = kind;
    this.code = more.code ?? "";
    this.detail = more.detail ?? "";
    this.row = more.row;
  }

  /** Nothing more can be done on the connection. */
  get endsConnection(): boolean {
    return ["connection", "timeout", "login", "in-doubt"].includes(this.kind);
  }
}

/** The words for an error document; errors that are none of a database pass as they are. */
export function databaseFailure(thrown: unknown, database: string): unknown {
  if (!(thrown instanceof DatabaseError)) return thrown;
  const { kind, code, detail, message } = thrown;
  const said = [message, detail].filter((part) => part !== "").join(" ");
  return new SnapFailure(
    `${database}: ${message}`,
    `${reasons[kind]}${code === "" ? "" : ` The server's code is ${code}.`} It says: ${said}`,
    resolutions[kind],
    code === "" ? {} : { code },
  );
}

const reasons: Readonly<Record<DatabaseErrorKind, string>> = {
  duplicate: "A row with that key is there already.",
  constraint: "A constraint of the table does not allow the row.",
  data: "A value does not fit its column or its place in the statement.",
  statement: "The server does not understand the statement.",
  missing: "Something the statement names is not there.",
  permission: "The user of the account may not do that.",
  login: "The server does not let the user of the account in.",
  connection: "The connection to the server cannot be made, or it broke.",
  timeout: "The server did not answer in time.",
  conflict: "Another transaction was in the way, and the server gave this one up.",
  "in-doubt":
    "The connection broke while the server committed, so nobody knows whether the rows are written.",
  "read-only": "The statement writes where only reading is allowed.",
  other: "The server refused.",
};

const resolutions: Readonly<Record<DatabaseErrorKind, string>> = {
  duplicate: "Leave rows out that are there already, or use an Upsert.",
  constraint: "Give the columns values that the constraint allows.",
  data: "Convert the value before, or correct the field that it comes from.",
  statement: "Correct the SQL.",
  missing: "Correct the name of the table, column, schema or procedure.",
  permission: "Grant the user the right, or use another account.",
  login: "Correct the user, the password and the database in the account.",
  connection: "Check that the server runs and that host and port of the account are right.",
  timeout: "Ask for less at once, or make the statement faster, for example by an index.",
  conflict: "Run it again; where it happens often, write smaller batches.",
  "in-doubt": "Look in the table whether they are there before they are sent again.",
  "read-only":
    "Nothing needs to be done for a validation: the statement runs when the pipeline does.",
  other: "Read what the server says.",
};
