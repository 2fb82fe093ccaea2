import type { ColumnType, DataSchema, KeyColumns } from "../../data/data-schema.ts";
import type { ColumnExpression, GeneratedTable, Join } from "../expression.ts";

export type UpPath =
  | { readonly kind: "path"; readonly joins: readonly Join[] }
  | { readonly kind: "none" }
  /** There is more than one way. `via` names a table on each. */
  | { readonly kind: "ambiguous"; readonly via: readonly string[] };

export type CommonTable =
  | { readonly kind: "table"; readonly table: string }
  | { readonly kind: "none"; readonly tables: readonly string[] }
  | {
      readonly kind: "ambiguous";
      readonly from: string;
      readonly to: string;
      readonly via: readonly string[];
    };

/** How the tables hang together: the foreign keys of the data model and the joins of generated tables. */
export class JoinGraph {
  readonly schema: DataSchema;
  private readonly all: Join[];
  private readonly generated = new Map<string, GeneratedTable>();

  constructor(schema: DataSchema) {
    this.schema = schema;
    this.all = schema.foreignKeys.map(({ parent, child }) => ({
      child: child.table,
      parent: parent.table,
      childKeys: this.keyColumns(child),
      parentKeys: this.keyColumns(parent),
    }));
  }

  add(table: GeneratedTable): void {
    if (this.generated.has(table.id)) return;
    this.generated.set(table.id, table);
    this.all.push(...table.joins);
  }

  generatedTable(id: string): GeneratedTable | undefined {
    return this.generated.get(id);
  }

  parentsOf(table: string): readonly Join[] {
    return this.all.filter((join) => join.child === table);
  }

  childrenOf(table: string): readonly Join[] {
    return this.all.filter((join) => join.parent === table);
  }

  columnType(table: string, column: string): ColumnType | undefined {
    return (this.generated.get(table) ?? this.schema.tables.get(table))?.columns.get(column);
  }

  /** The one way from a table to one of its parents' parents' … rows: at most one row there for each row here. */
  up(from: string, to: string): UpPath {
    const paths = this.upPaths(from, to, new Set([from]));
    const [joins] = paths;
    if (joins === undefined) return { kind: "none" };
    if (paths.length === 1) return { kind: "path", joins };
    return { kind: "ambiguous", via: viaOf(paths) };
  }

  /** The one table among `tables` from which every other is reached upwards: the N-most. */
  common(tables: Iterable<string>): CommonTable {
    const wanted = [...new Set(tables)];
    for (const table of wanted) {
      const ways = wanted.map((other) => ({ other, path: this.up(table, other) }));
      if (ways.some(({ path }) => path.kind === "none")) continue;
      for (const { other, path } of ways) {
        if (path.kind === "ambiguous") {
          return { kind: "ambiguous", from: table, to: other, via: path.via };
        }
      }
      return { kind: "table", table };
    }
    return { kind: "none", tables: wanted };
  }

  /** The tables from which every one of `tables` is reached upwards in one way, nearest first. */
  belowAll(tables: readonly string[]): readonly string[] {
    return [...this.schema.tables.keys()].filter((candidate) =>
      tables.every((table) => this.up(candidate, table).kind === "path"),
    );
  }

  /** The joins that lead from one table to another, up or down, one list a way; no table twice on a way. */
  ways(from: string, to: string, passed: ReadonlySet<string> = new Set([from])): Join[][] {
    if (from === to) return [[]];
    const found: Join[][] = [];
    for (const join of [...this.parentsOf(from), ...this.childrenOf(from)]) {
      const next = join.child === from ? join.parent : join.child;
      if (passed.has(next)) continue;
      for (const rest of this.ways(next, to, new Set([...passed, next]))) {
        found.push([join, ...rest]);
        if (found.length > 1) return found;
      }
    }
    return found;
  }

  private upPaths(from: string, to: string, passed: ReadonlySet<string>): Join[][] {
    if (from === to) return [[]];
    const found: Join[][] = [];
    for (const join of this.parentsOf(from)) {
      if (passed.has(join.parent)) continue;
      for (const rest of this.upPaths(join.parent, to, new Set([...passed, join.parent]))) {
        found.push([join, ...rest]);
        if (found.length > 1) return found;
      }
    }
    return found;
  }

  private keyColumns({ table, columns }: KeyColumns): readonly ColumnExpression[] {
    return columns.map((column) => ({
      kind: "column",
      table,
      column,
      type: this.schema.tables.get(table)?.columns.get(column) ?? "STRING",
      span: { start: 0, end: 0 },
    }));
  }
}

function viaOf(paths: readonly (readonly Join[])[]): readonly string[] {
  return paths.flatMap((joins) => {
    const first = joins[0];
    if (first === undefined) return [];
    const keys = first.childKeys.flatMap((key) => (key.kind === "column" ? [key.column] : []));
    return [`${first.parent} by ${keys.join(", ")}`];
  });
}
