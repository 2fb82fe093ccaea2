import { open } from "node:fs/promises";
import { gunzipSync, constants } from "node:zlib";
import { Refusal } from "../../../base/errors.ts";
import type { Guess } from "./event-log-import.ts";

export type EventLogFormat =
  | "csv"
  | "xes"
  | "parquet"
  | "json"
  | "jsonl"
  | "ocel2-json"
  | "ocel2-sqlite"
  | "excel";

/** What a file is, by how it begins; its name decides only between kinds of text. */
export async function guessFormat(
  name: string,
  path: string,
): Promise<{ readonly format: EventLogFormat; readonly guess: Guess }> {
  const start = await beginning(path);
  const lower = name.toLowerCase().replace(/\.gz$/, "");
  const told = (format: EventLogFormat, why: string) => ({
    format,
    guess: { what: "format", value: format, why } as const,
  });
  if (start.subarray(0, 4).equals(Buffer.from("PAR1"))) {
    return told("parquet", "It begins with `PAR1`.");
  }
  if (start.subarray(0, 15).equals(Buffer.from("SQLite format 3"))) {
    return told("ocel2-sqlite", "It is an SQLite database.");
  }
  if (start.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"))) {
    return told("excel", "It is a ZIP archive, as Excel workbooks are.");
  }
  if (start.subarray(8, 12).equals(Buffer.from("DUCK"))) throw duckDbFile(name);
  if (!isText(start)) throw noText(name);
  const text = start
    .toString("utf8")
    .replaceAll("\0", "")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (text.startsWith("<")) return told("xes", "It is XML.");
  if (text.startsWith("{") || text.startsWith("[")) {
    if (/"(?:ocel:(?:global-log|events|objects|version)|objectTypes|eventTypes)"\s*:/.test(text)) {
      return told("ocel2-json", "It is JSON with event types and object types.");
    }
    if (lower.endsWith(".jsonocel") || /^\{\s*"(?:events|objects)"\s*:\s*\[/.test(text)) {
      return told("ocel2-json", "It is JSON with lists of events and objects.");
    }
    return /^\{[^\n]*\}\s*\n\s*\{/.test(text) ||
      lower.endsWith(".jsonl") ||
      lower.endsWith(".ndjson")
      ? told("jsonl", "It has a JSON object on each line.")
      : told("json", "It is JSON.");
  }
  return told("csv", "It is text in lines.");
}

/** Whether hardly any byte is a sign that texts do not have; where a mark says UTF-16, any may be. */
function isText(start: Buffer): boolean {
  const mark = start.subarray(0, 2).toString("hex");
  if (mark === "fffe" || mark === "feff") return true;
  const signs = start.filter((byte) => (byte > 0 && byte < 9) || (byte > 13 && byte < 32));
  return signs.length <= start.length * textSignsShareMax;
}

const textSignsShareMax = 0.01;

function duckDbFile(name: string): Refusal {
  return new Refusal(
    "invalid-content",
    `"${name}" is a DuckDB database, not one event log`,
    "Expected a file with one table of events; found a database that may have many.",
    "Write the table into a file of its own, as `COPY events TO 'log.parquet'` does, and import that; or load it with a data model whose source has `kind: duckdb`.",
  );
}

function noText(name: string): Refusal {
  return new Refusal(
    "invalid-content",
    `"${name}" cannot be read as an event log`,
    "Expected CSV, XES, Parquet, JSON, Excel or OCEL 2.0, which may be packed with gzip; found bytes that are no text.",
    "Check that it is the file that you mean, and that it is whole; unpack other archives first.",
  );
}

/** The first bytes, unpacked. */
async function beginning(path: string): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(beginningBytes),
      0,
      beginningBytes,
    );
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    // What is behind the end of the piece is missing, which is no error here.
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedMax });
  } finally {
    await handle.close();
  }
}

const beginningBytes = 256 * 1024;
const unpackedMax = 512 * 1024 * 1024;
