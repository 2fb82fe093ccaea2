import { assert, unreachable } from "../../../base/errors.ts";
import type { DerivedExpression, Expression, Join } from "../expression.ts";
import { sqlOfExpression } from "./sql-of-expression.ts";
import type { RowScope } from "./sql-site.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** A table of the `FROM` of one `SELECT`, with the parents that are joined to it. */
export interface Place {
  readonly table: string;
  readonly alias: string;
  readonly parents: Map<Join, Place>;
  readonly windows: Map<string, { readonly name: string; readonly sql: string }>;
  /** Where the window functions of this table are computed. */
  inner?: Scope;
  /** How a generated parent is reached; it is joined only when more than its keys is wanted. */
  readonly reached?: { readonly join: Join; readonly from: Place };
}

/** One `SELECT` over the rows of a table: parents are joined as expressions need them, one row each. */
export class Scope implements RowScope {
  readonly root: Place;
  private readonly writer: SqlWriter;
  private readonly joins: (() => string)[] = [];
  private readonly joined = new Set<Place>();
  private readonly required = new Set<Place>();
  private readonly first: string[] = [];
  private readonly pulled = new Map<string, string>();

  constructor(writer: SqlWriter, table: string) {
    this.writer = writer;
    this.root = { table, alias: writer.alias(), parents: new Map(), windows: new Map() };
  }

  get row(): string {
    return this.writer.dialect.row(this.root.alias);
  }

  expression(expression: Expression): string {
    return this.at(this.root, expression);
  }

  /** The inside of `FROM`, after every expression of the scope was written. */
  from(): string {
    const joins = this.joins.map((join) => join());
    return [this.sourceOf(this.root), ...this.first, ...joins].join(" ");
  }

  /** Joins something to the root before its parents, so that these are only looked up for what is left. */
  joinFirst(join: string): void {
    this.first.push(join);
  }

  /** The place of a parent; rows without one are left out from now on. */
  require(place: Place, join: Join): Place {
    const parent = this.parent(place, join);
    this.required.add(parent);
    this.materialize(parent);
    return parent;
  }

  /** An expression at a place other than the root. */
  at(place: Place, expression: Expression): string {
    return sqlOfExpression(expression, this.writer, (leaf) => {
      switch (leaf.kind) {
        case "column":
          return this.column(place, leaf.table, leaf.column);
        case "bind":
          return this.at(this.walk(place, leaf.table), leaf.operand);
        case "derived":
          return this.derived(place, leaf);
        case "global":
          return this.writer.global(leaf);
        case "aggregate":
          throw new Error("assertion failed: the checker keeps aggregates out of rows");
        default:
          return unreachable(leaf);
      }
    });
  }

  private column(place: Place, table: string, column: string): string {
    const owner = this.walk(place, table);
    if (owner.reached !== undefined && this.writer.joins.generatedTable(table) !== undefined) {
      const { join, from } = owner.reached;
      const index = join.parentKeys.findIndex((key) => key.column === column);
      const key = join.childKeys[index];
      if (key !== undefined) return this.at(from, key);
    }
    this.materialize(owner);
    return `${owner.alias}.${this.writer.dialect.identifier(column)}`;
  }

  private derived(place: Place, expression: DerivedExpression): string {
    const { source, table, empty } = expression;
    if (source.kind === "constant" || table === undefined) {
      const name = this.writer.share(expression.id, () => source.sql(this.writer, this));
      return `(SELECT v FROM ${name})`;
    }
    const owner = this.walk(place, table);
    if (source.kind === "window") return this.window(owner, expression);
    const id = `${owner.alias} ${expression.id}`;
    let alias = this.pulled.get(id);
    if (alias === undefined) {
      const name = this.writer.share(expression.id, () => source.sql(this.writer));
      const keys = source.keys.map((key) => this.at(owner, key));
      alias = this.writer.alias();
      this.pulled.set(id, alias);
      const on = keys.map((key, index) => `${alias}.k${index + 1} = ${key}`).join(" AND ");
      const join = `LEFT JOIN ${name} AS ${alias} ON ${on}`;
      this.joins.push(() => join);
    }
    if (empty === null) return `${alias}.v`;
    const value = `COALESCE(${alias}.v, ${Number(empty)})`;
    const [key] = source.keys;
    return owner === this.root || key === undefined
      ? value
      : `(CASE WHEN ${this.at(owner, key)} IS NOT NULL THEN ${value} END)`;
  }

  private window(owner: Place, expression: DerivedExpression): string {
    this.materialize(owner);
    let window = owner.windows.get(expression.id);
    if (window === undefined) {
      owner.inner ??= new Scope(this.writer, owner.table);
      const sql = expression.source.sql(this.writer, owner.inner);
      window = { name: `"$${this.writer.alias()}"`, sql };
      owner.windows.set(expression.id, window);
    }
    return `${owner.alias}.${window.name}`;
  }

  /** The place of a table that is `place` or above it. */
  private walk(place: Place, table: string): Place {
    const path = this.writer.joins.up(place.table, table);
    assert(path.kind === "path", `the checker found the way from ${place.table} to ${table}`);
    let at = place;
    for (const join of path.joins) at = this.parent(at, join);
    return at;
  }

  private parent(place: Place, join: Join): Place {
    const known = place.parents.get(join);
    if (known !== undefined) return known;
    const parent: Place = {
      table: join.parent,
      alias: this.writer.alias(),
      parents: new Map(),
      windows: new Map(),
      reached: { join, from: place },
    };
    place.parents.set(join, parent);
    return parent;
  }

  /** Joins a parent that was only a place so far. */
  private materialize(place: Place): void {
    if (place.reached === undefined || this.joined.has(place)) return;
    this.joined.add(place);
    const { join, from } = place.reached;
    const { dialect } = this.writer;
    const on = join.parentKeys.map((key, index) => {
      const childKey = join.childKeys[index];
      assert(childKey !== undefined, "the keys of a join correspond");
      return `${place.alias}.${dialect.identifier(key.column)} = ${this.at(from, childKey)}`;
    });
    this.joins.push(() => {
      const kind = this.required.has(place) ? "JOIN" : "LEFT JOIN";
      return `${kind} ${this.sourceOf(place)} ON ${on.join(" AND ")}`;
    });
  }

  /** What stands for a table in `FROM`: itself, or a subquery that adds its window functions. */
  private sourceOf(place: Place): string {
    const { dialect } = this.writer;
    const generated = this.writer.joins.generatedTable(place.table);
    const { inner } = place;
    if (inner !== undefined && place.windows.size > 0) {
      const windows = [...place.windows.values()].map(({ name, sql }) => `${sql} AS ${name}`);
      const hasRow = inner.root.windows.size > 0;
      const row = hasRow ? [] : [`${inner.row} AS ${dialect.rowName}`];
      const all = [`${inner.root.alias}.*`, ...row, ...windows];
      return `(SELECT ${all.join(", ")} FROM ${inner.from()}) AS ${place.alias}`;
    }
    if (generated === undefined) return `${dialect.identifier(place.table)} AS ${place.alias}`;
    const name = this.writer.share(generated.id, () => {
      const alias = this.writer.alias();
      return `SELECT ${alias}.*, ${alias}."$row" AS ${dialect.rowName} FROM (${generated.sql(this.writer)}) AS ${alias}`;
    });
    return `${name} AS ${place.alias}`;
  }
}
