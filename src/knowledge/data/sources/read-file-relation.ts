import type { DuckDbSource, FileSource } from "../model/data-model.ts";
import { didYouMean } from "../../../base/nearest.ts";
import { Refusal } from "../../../base/errors.ts";
import { pathLiteral, quoted } from "../load/sql-text.ts";
import type { StagedRows } from "../load/staged-rows.ts";
import { describeRelation } from "./describe-relation.ts";
import { explainingFile, fileErrors, localFile } from "./local-file.ts";
import type { SourceContext } from "./source-context.ts";

export async function readParquet(
  source: FileSource<"parquet">,
  context: SourceContext,
): Promise<StagedRows> {
  const path = await localFile(source.file, context);
  const relation = `read_parquet(${pathLiteral(path)})`;
  return explainingFile(source.file, path, "Parquet", async () => ({
    relation,
    isTable: false,
    columns: await describeRelation(context.workspace, relation),
    findings: [],
    explain: fileErrors(source.file, path, "Parquet"),
  }));
}

/** An array of objects, or an object a line. All of it is looked at before a column gets its type. */
export async function readJson(
  source: FileSource<"json" | "jsonl">,
  context: SourceContext,
): Promise<StagedRows> {
  const path = await localFile(source.file, context);
  const format = source.kind === "jsonl" ? "newline_delimited" : "auto";
  const size = context.workspace.limits.dataCellLengthMax;
  const relation = `read_json(${pathLiteral(path)}, format = '${format}', sample_size = -1, maximum_object_size = ${size})`;
  const staged = context.workspace.newStaged();
  return explainingFile(source.file, path, "JSON", async () => {
    await context.workspace.run(`CREATE TABLE ${staged} AS SELECT * FROM ${relation}`);
    return {
      relation: staged,
      isTable: true,
      columns: await describeRelation(context.workspace, staged),
      findings: [],
    };
  });
}

export async function readDuckDbTable(
  source: DuckDbSource,
  context: SourceContext,
): Promise<StagedRows> {
  const { workspace } = context;
  const path = await localFile(source.file, context);
  const attached = workspace.newStaged().replaceAll(".", "_");
  return explainingFile(source.file, path, "DuckDB", async () => {
    await workspace.run(`ATTACH ${pathLiteral(path)} AS ${attached} (READ_ONLY)`);
    const rows = await workspace.read(
      `SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = '${attached}'`,
    );
    const names = rows.map(([schema, name]) =>
      schema === "main" ? String(name) : `${String(schema)}.${String(name)}`,
    );
    const at = names.indexOf(source.table);
    if (at === -1) throw noTable(source, names);
    const [schema, name] = rows[at] ?? [];
    const relation = `${attached}.${quoted(String(schema))}.${quoted(String(name))}`;
    return {
      relation,
      isTable: false,
      columns: await describeRelation(workspace, relation),
      findings: [],
      explain: fileErrors(source.file, path, "DuckDB"),
    };
  });
}

function noTable(source: DuckDbSource, names: readonly string[]): Refusal {
  return new Refusal(
    "not-found",
    `There is no table "${source.table}" in "${source.file}"`,
    `Expected one of ${names.slice(0, 50).join(", ") || "its tables, of which there are none"}; found "${source.table}".`,
    didYouMean(source.table, names) || "Name one of these in `source.table`.",
  );
}
