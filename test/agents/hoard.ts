import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import { connectSdk } from "./connection.ts";
import type { Call, World } from "./task.ts";
import type { Workplace } from "./workplace.ts";

/** The largest answer, in o200k tokens, and the call that it answers. */
export interface LargestAnswer {
  readonly tokens: number;
  readonly tool: string;
}

/** Asks every tool for the most that it gives, in a world that has much to give. */
export async function hoard(workplace: Workplace): Promise<readonly LargestAnswer[]> {
  const world = await workplace.settle({
    files: new Map([
      ["digits.csv", Buffer.from(digits)],
      ["noise.bin", Buffer.from(Array.from({ length: 90_000 }, (_, at) => (at * at * 31) % 256))],
      ...Array.from(
        { length: 120 },
        (_, id) => [`file-${id}-${"quarterly-report-".repeat(6)}`, Buffer.from("x")] as const,
      ),
    ]),
  });
  await using connection = await connectSdk(workplace.endpoint, workplace.token);
  const names = await connection.call({ tool: "pygen_get_all_snap_names", args: {} });
  const all = wordsIn(names.response).slice(0, 100);
  const largest: LargestAnswer[] = [];
  for (const call of [...platformCalls(world), ...pygenCalls(all)]) {
    const { text } = await connection.call(call);
    largest.push({ tokens: encode(text).length, tool: call.tool });
  }
  return [...largest, { tokens: encode(names.text).length, tool: "pygen_get_all_snap_names" }];
}

const digits = Array.from({ length: 30_000 }, (_, id) => `${id * 7919},${id % 97}`).join("\n");

function platformCalls({ org, project, snaplex }: World): readonly Call[] {
  const where = { org, project_path: project };
  const rows = Array.from({ length: 600 }, (_, id) => ({ id, text: `lorem ${id} `.repeat(60) }));
  const wide = buildSlp({
    label: "wide",
    snaps: Array.from({ length: 40 }, (_, at) => ({
      id: `rows${at}`,
      classId: "com-snaplogic-snaps-transform-jsongenerator",
      settings: { editable_content: JSON.stringify(rows.slice(0, at === 0 ? 600 : 60)) },
    })),
  });
  const unknown = buildSlp({
    label: "unknown",
    snaps: Array.from({ length: 400 }, (_, at) => ({
      id: `s${at}`,
      classId: "com-snaplogic-snaps-transform-nothing",
    })),
  });
  const full = { ...where, detail: "full" };
  return [
    { tool: "list_sldb_files", args: { ...where, limit: 1000 } },
    ...["auto", "base64"].flatMap((encoding) =>
      ["digits.csv", "noise.bin"].map((name) => ({
        tool: "download_sldb_file",
        args: { ...where, sldb_file_name: name, encoding, max_bytes: 1024 * 1024 },
      })),
    ),
    { tool: "validate_pipeline", args: { ...full, slp_content: wide } },
    { tool: "validate_pipeline", args: { ...full, slp_content: unknown } },
    { tool: "execute_pipeline", args: { ...where, slp_content: wide } },
    { tool: "import_pipeline", args: { ...where, slp_content: unknown } },
    { tool: "list_snaplexes", args: { org } },
    { tool: "get_snaplex_details", args: { snaplex_path: snaplex } },
  ];
}

function pygenCalls(names: readonly string[]): readonly Call[] {
  const all = { snap_names: names };
  return [
    { tool: "pygen_list_snaps_by_category", args: {} },
    { tool: "pygen_get_snap_parameters", args: { ...all, detail: "full" } },
    { tool: "pygen_get_snap_documentation", args: { ...all, detail: "full" } },
    { tool: "pygen_get_snap_io_info", args: all },
    { tool: "pygen_validate_snap_names", args: { ...all, do_get_parameters: true } },
    { tool: "pygen_query_snap_examples", args: { ...all, query: "read join write" } },
    { tool: "pygen_query_pipeline_examples", args: { query: "csv json", limit: 10 } },
    {
      tool: "pygen_validate_connections",
      args: {
        skeleton_slpy: `p = Pipeline()\n${names.map((name, at) => `s${at} = ${name}()`).join("\n")}`,
      },
    },
  ];
}

/** Every text in lists at any depth: the names of Snaps, by category. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}
