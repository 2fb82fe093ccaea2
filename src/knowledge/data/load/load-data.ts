import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { throwIfAborted } from "../../../base/abort.ts";
import { assert } from "../../../base/errors.ts";
import { hasErrors } from "../../../base/finding.ts";
import type { DataFinding } from "../data-finding.ts";
import type { DataSchema, TableSchema } from "../data-schema.ts";
import type { CasesSource, DataModel, DataTable } from "../model/data-model.ts";
import { readSource } from "../sources/read-source.ts";
import { arrangeTable } from "./arrange-table.ts";
import { checkData } from "./checks/check-data.ts";
import { checkSchema } from "./checks/check-schema.ts";
import type { LoadOrder, LoadProgress, LoadResult } from "./load-order.ts";
import { writeLoadRecord } from "./load-record.ts";
import { tooManyTables } from "./load-refusals.ts";
import { LoadWorkspace } from "./load-workspace.ts";
import { stageCases } from "./stage-cases.ts";
import { stagedTable } from "./staged-table.ts";
import type { StagedRows } from "./staged-rows.ts";

/**
 * Loads a data model into one DuckDB file that never changes afterwards. Rows of an activity table lie in it by case,
 * timestamp, sorting column and then as they were read, so that `rowid` orders the events of a case.
 */
export async function loadData(model: DataModel, order: LoadOrder): Promise<LoadResult> {
  const { limits, signal } = order;
  throwIfAborted(signal);
  assert(model.warehouse === undefined, "what stays in a warehouse is not loaded");
  if (model.tables.length > limits.dataTablesMax) {
    throw tooManyTables(model.tables.length, limits.dataTablesMax);
  }
  await mkdir(dirname(order.file), { recursive: true });
  const folder = `${order.file}.${randomBytes(6).toString("hex")}.loading`;
  await using workspace = await LoadWorkspace.create({ folder, limits, signal });
  return await new Loading(model, order, workspace).run();
}

class Loading {
  readonly #model: DataModel;
  readonly #order: LoadOrder;
  readonly #workspace: LoadWorkspace;
  readonly #staged = new Map<string, StagedRows>();
  readonly #tables = new Map<string, TableSchema>();
  readonly #rowCounts = new Map<string, number>();
  readonly #findings: DataFinding[] = [];
  readonly #shared = new Map<string, Promise<unknown>>();

  constructor(model: DataModel, order: LoadOrder, workspace: LoadWorkspace) {
    this.#model = model;
    this.#order = order;
    this.#workspace = workspace;
  }

  async run(): Promise<LoadResult> {
    const loadedMs = this.#order.clock.now();
    for (const table of this.#model.tables) {
      if (table.source?.kind !== "cases") await this.#load(table);
    }
    for (const table of this.#model.tables) {
      if (table.source?.kind === "cases") await this.#loadCases(table, table.source);
    }
    if (hasErrors(this.#findings)) return { ok: false, findings: this.#findings };
    const { foreignKeys, eventLogs } = this.#model;
    const schema: DataSchema = { tables: this.#inOrder(), foreignKeys, eventLogs };
    this.#findings.push(...checkSchema(schema));
    if (hasErrors(this.#findings)) return { ok: false, findings: this.#findings };
    this.#findings.push(
      ...(await checkData(schema, this.#workspace, (table) => this.#tell(table, "check"))),
    );
    const loaded = { loadedMs, rowCounts: this.#rowCounts, findings: this.#findings };
    await writeLoadRecord({ schema, ...loaded }, this.#workspace);
    await this.#workspace.publish(this.#order.file);
    return { ok: true, ...loaded };
  }

  async #load(table: DataTable): Promise<void> {
    const { source } = table;
    assert(source !== undefined && source.kind !== "cases", "the table has a source of its own");
    this.#tell(table.name, "read");
    const watch = setInterval(() => {
      void this.#workspace.bytesOnDisk().then((bytes) => this.#tell(table.name, "read", { bytes }));
    }, progressIntervalMs);
    try {
      const typed = this.#typedColumns(table);
      const read = await readSource(source, {
        table: table.name,
        workspace: this.#workspace,
        readers: this.#order.readers,
        shared: this.#shared,
        asText: (column) => typed.has(column),
        onRows: (count) => this.#tell(table.name, "read", { rows: count }),
      });
      const hasCases = this.#casesOf(table.name).length > 0;
      const rows = hasCases ? await stagedTable(read, this.#workspace) : read;
      await this.#arrange(table, rows);
      if (hasCases) this.#staged.set(table.name, rows);
      else await this.#drop(rows);
    } finally {
      clearInterval(watch);
    }
  }

  async #loadCases(table: DataTable, source: CasesSource): Promise<void> {
    const parent = this.#model.tables.find(({ name }) => name === source.of);
    const rows = this.#staged.get(source.of);
    assert(parent !== undefined && rows !== undefined, "cases are of a table that was read");
    const staged = await stageCases({ table, source, parent, rows }, this.#workspace);
    if (hasErrors(staged.findings)) return void this.#findings.push(...staged.findings);
    await this.#arrange(table, staged);
    await this.#drop(staged);
  }

  async #arrange(table: DataTable, rows: StagedRows): Promise<void> {
    this.#tell(table.name, "arrange");
    const moved = this.#casesOf(table.name).flatMap(({ source }) =>
      source?.kind === "cases" ? source.columns : [],
    );
    const arranged = await arrangeTable(
      { table, rows, sortBy: this.#sortBy(table.name), moved: new Set(moved) },
      this.#workspace,
    );
    this.#findings.push(...arranged.findings);
    this.#tables.set(table.name, arranged.schema);
    this.#rowCounts.set(table.name, arranged.rowCount);
    this.#tell(table.name, "arrange", { rows: arranged.rowCount });
  }

  /** Columns of a source whose types are declared, by the table itself or by the cases that are made of it. */
  #typedColumns(table: DataTable): ReadonlySet<string> {
    const columns = [table, ...this.#casesOf(table.name)].flatMap((one) => one.columns);
    return new Set(
      columns
        .filter(({ type, format }) => type !== undefined || format !== undefined)
        .map(({ name }) => name),
    );
  }

  #casesOf(table: string): readonly DataTable[] {
    return this.#model.tables.filter(
      ({ source }) => source?.kind === "cases" && source.of === table,
    );
  }

  #sortBy(table: string): readonly string[] {
    const log = this.#model.eventLogs.find(({ activityTable }) => activityTable === table);
    if (log === undefined) return [];
    const { caseColumn, timestampColumn, sortingColumn } = log;
    return [caseColumn, timestampColumn, ...(sortingColumn === undefined ? [] : [sortingColumn])];
  }

  async #drop(rows: StagedRows): Promise<void> {
    if (rows.relation.startsWith("staging.")) {
      await this.#workspace.run(`DROP TABLE IF EXISTS ${rows.relation}`);
    }
  }

  /** As declared. */
  #inOrder(): ReadonlyMap<string, TableSchema> {
    const tables = new Map<string, TableSchema>();
    for (const { name } of this.#model.tables) {
      const table = this.#tables.get(name);
      if (table !== undefined) tables.set(name, table);
    }
    return tables;
  }

  #tell(table: string, step: LoadProgress["step"], more: Partial<LoadProgress> = {}): void {
    this.#order.onProgress?.({ table, step, ...more });
  }
}

const progressIntervalMs = 500;
