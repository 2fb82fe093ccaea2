import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { asError } from "../../../../base/abort.ts";
import { Refusal } from "../../../../base/errors.ts";
import { type DataFinding, dataFinding } from "../../data-finding.ts";
import { unreadable } from "../../load/load-refusals.ts";
import type { StagedRows } from "../../load/staged-rows.ts";
import type { FileSource } from "../../model/data-model.ts";
import { localFile } from "../local-file.ts";
import { RowStager } from "../row-stager.ts";
import type { SourceContext } from "../source-context.ts";
import { XesReader, type XesTotals } from "./xes-events.ts";

/**
 * The events of an XES log, plain or as .gz. Attributes of traces are columns `case:<key>`; a trace without a name is
 * named by its number.
 */
export async function readXes(
  source: FileSource<"xes">,
  context: SourceContext,
): Promise<StagedRows> {
  const path = await localFile(source.file, context);
  const stager = new RowStager(context);
  const reader = new XesReader(source.file, context.workspace.limits.xmlDepthMax);
  const caseName = stager.column(caseNameColumn);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const content = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => content.destroy(error));
  let unnamed = 0;
  let lastUnnamed = 0;
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const piece of content) {
      const bytes: Uint8Array = piece;
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
      for (const { trace, attributes } of reader.write(decoder.decode(bytes, { stream: true }))) {
        let named = false;
        for (const [key, value, type] of trace.attributes) {
          const name = `case:${key}`;
          if (name === caseNameColumn) named = true;
          stager.setText(stager.column(name), value, type);
        }
        if (!named) {
          stager.setText(caseName, String(trace.number), "STRING");
          if (lastUnnamed !== trace.number) unnamed++;
          lastUnnamed = trace.number;
        }
        for (const [key, value, type] of attributes) {
          stager.setText(stager.column(key), value, type);
        }
        await stager.endRow();
      }
    }
    reader.write(decoder?.decode() ?? "");
    reader.close();
  } catch (error) {
    throw explained(source.file, asError(error));
  } finally {
    content.destroy();
    file.destroy();
  }
  return stager.finish(findingsOf(context.table, reader.totals, unnamed));
}

export const caseNameColumn = "case:concept:name";

/** As the XML declaration says; UTF-8 otherwise. */
function encodingOf(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const declaration = Buffer.from(start.subarray(0, 200)).toString("latin1");
  const label = /^[^<]*<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(declaration)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return "utf-8";
  }
}

function explained(file: string, error: Error): Error {
  if (error instanceof Refusal) return error;
  if ("code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
    return unreadable(
      file,
      "XES",
      "Expected the encoding that its first line names; found other bytes.",
    );
  }
  if ("code" in error && String(error.code).startsWith("Z_")) {
    return unreadable(file, "XES", "Expected a whole .gz file; found other bytes.");
  }
  return error;
}

function findingsOf(table: string, totals: XesTotals, unnamed: number): readonly DataFinding[] {
  const findings: DataFinding[] = [];
  const tell = (code: string, count: number, error: string, reason: string, todo: string): void => {
    if (count > 0)
      findings.push(dataFinding({ code, table, count, error, reason, resolution: todo }));
  };
  tell(
    "empty-traces",
    totals.emptyTraces,
    `${totals.emptyTraces} of ${totals.traces} traces have no events.`,
    "Expected at least one event in a trace; these cases are not loaded.",
    "Nothing, if that is meant.",
  );
  tell(
    "unnamed-traces",
    unnamed,
    `${unnamed} traces have no \`concept:name\`.`,
    "Expected a name for each case; they are named by their number in the file.",
    "Nothing, unless other data refers to these cases.",
  );
  tell(
    "nested-attributes",
    totals.nested,
    `${totals.nested} nested attributes were left out.`,
    "Expected attributes of traces and events; attributes of attributes and lists have no column.",
    "Nothing, unless they are needed; then write them as attributes of the event.",
  );
  tell(
    "log-attributes",
    totals.logAttributes,
    `${totals.logAttributes} attributes of the log were left out.`,
    "They are the same for all events and have no column.",
    "Nothing, unless they are needed.",
  );
  return findings;
}
