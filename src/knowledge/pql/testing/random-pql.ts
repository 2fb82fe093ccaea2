import { unreachable } from "../../../base/errors.ts";
import type { ColumnType, DataSchema } from "../../data/data-schema.ts";
import type { Random } from "./random.ts";

/** Writes PQL at random: mostly over one table and what it refers to, so that most of it can be answered. */
export class RandomPql {
  private readonly schema: DataSchema;
  private readonly random: Random;

  constructor(schema: DataSchema, random: Random) {
    this.schema = schema;
    this.random = random;
  }

  get tables(): readonly string[] {
    return [...this.schema.tables.keys()];
  }

  row(type: ColumnType, table: string, depth: number): string {
    const { random } = this;
    if (depth <= 0 || random.chance(0.25))
      return random.chance(0.8) ? this.column(type, table) : this.literal(type);
    const inner = (of: ColumnType): string => this.row(of, table, depth - 1);
    if (random.chance(0.12)) {
      return `CASE WHEN ${inner("BOOLEAN")} THEN ${inner(type)} ELSE ${random.chance(0.2) ? "NULL" : inner(type)} END`;
    }
    if (random.chance(0.08)) return `COALESCE(${inner(type)}, ${inner(type)})`;
    if (random.chance(0.15)) return this.pull(type, table);
    switch (type) {
      case "STRING":
        return random.pick([
          () => `(${inner("STRING")} || ${inner("STRING")})`,
          () => `CONCAT(${inner("STRING")}, 'x', ${inner("STRING")})`,
          () => `UPPER(${inner("STRING")})`,
          () => `LOWER(${inner("STRING")})`,
          () => `TRIM(${inner("STRING")})`,
          () => `REVERSE(${inner("STRING")})`,
          () => `LEFT(${inner("STRING")}, ${inner("INT")})`,
          () => `RIGHT(${inner("STRING")}, ${inner("INT")})`,
          () => `SUBSTRING(${inner("STRING")}, ${inner("INT")}, 2)`,
          () =>
            `STRING_SPLIT(${inner("STRING")}, ${random.pick(["'a'", "'%'", "''"])}, ${inner("INT")})`,
          () => `TO_STRING(${inner("DATE")}, FORMAT('%Y/%m/%d %H:%M:%S'))`,
          () => `TO_STRING(${inner("INT")})`,
          () =>
            `REMAP_VALUES(${inner("STRING")}, ['a', 'z'], [NULL, 'none']${random.pick(["", ", NULL", ", 'other'"])})`,
          () => `GREATEST(${inner("STRING")}, ${inner("STRING")})`,
        ])();
      case "INT":
        return random.pick([
          () => `(${inner("INT")} ${random.pick(["+", "-", "*", "%"])} ${inner("INT")})`,
          () => `(- ${inner("INT")})`,
          () => `ABS(${inner("INT")})`,
          () => `LEN(${inner("STRING")})`,
          () => `${random.pick(["FLOOR", "CEIL", "ROUND", "TO_INT"])}(${inner("FLOAT")})`,
          () => `TO_INT(${inner("STRING")})`,
          () => `ISNULL(${inner(random.pick(["STRING", "DATE", "INT"]))})`,
          () =>
            `${random.pick(["YEAR", "QUARTER", "MONTH", "CALENDAR_WEEK", "DAY", "HOUR", "MINUTE", "DAY_OF_WEEK"])}(${inner("DATE")})`,
          () => `REMAP_INTS(${inner("INT")}, [1, 10], [2, NULL])`,
          () =>
            `REMAP_TIMESTAMPS(${inner("DATE")}, ${random.pick(["DAYS", "HOURS", "MINUTES"])}${random.pick(["", ", WEEKDAY_CALENDAR(MONDAY 08:00-16:30 WEDNESDAY SATURDAY 22:00-24:00)"])})`,
          () =>
            `WORKDAYS_BETWEEN(WEEKDAY_CALENDAR(MONDAY TUESDAY FRIDAY), ${inner("DATE")}, ${inner("DATE")})`,
          () => `LEAST(${inner("INT")}, ${inner("INT")})`,
        ])();
      case "FLOAT":
        return random.pick([
          () =>
            `(${inner("FLOAT")} ${random.pick(["+", "-", "*", "/"])} ${inner(random.pick(["INT", "FLOAT"]))})`,
          () => `(${inner("INT")} / ${inner("INT")})`,
          () => `ROUND(${inner("FLOAT")}, 1)`,
          () => `SQRT(${inner("FLOAT")})`,
          () => `LOG(${inner("INT")})`,
          () => `TO_FLOAT(${inner("STRING")})`,
          () =>
            `DATEDIFF(${random.pick(["ms", "ss", "mi", "hh", "dd", "mm", "yy"])}, ${inner("DATE")}, ${inner("DATE")})`,
          () => `HOURS_BETWEEN(${inner("DATE")}, TODAY())`,
        ])();
      case "DATE":
        return random.pick([
          () =>
            `ROUND_${random.pick(["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])}(${inner("DATE")})`,
          () =>
            `ADD_${random.pick(["DAYS", "HOURS", "MONTHS", "YEARS", "MILLIS"])}(${inner("DATE")}, ${this.literal("INT")})`,
          () => `TO_TIMESTAMP(${inner("STRING")}, 'YYYY-MM-DD')`,
          () => `TO_DATE(${inner("STRING")})`,
        ])();
      case "BOOLEAN": {
        const of = random.pick<ColumnType>(["STRING", "INT", "FLOAT", "DATE"]);
        return random.pick([
          () => `(${inner(of)} ${random.pick(["=", "!=", "<", "<=", ">", ">="])} ${inner(of)})`,
          () => `(${inner("BOOLEAN")} ${random.pick(["AND", "OR"])} ${inner("BOOLEAN")})`,
          () => `(NOT ${inner("BOOLEAN")})`,
          () => `(${inner(of)} ${random.pick(["", "NOT "])}IN (${inner(of)}, ${this.literal(of)}))`,
          () => `(${inner(of)} BETWEEN ${inner(of)} AND ${inner(of)})`,
          () => `(${inner(of)} IS ${random.pick(["", "NOT "])}NULL)`,
          () =>
            `(${inner("STRING")} ${random.pick(["", "NOT "])}LIKE ${random.pick(["'a'", "'A'", "'a%'", "'_b'", "'\\%'", "'a\\_%'", "'\\\\'", inner("STRING")])})`,
        ])();
      }
      default:
        return unreachable(type);
    }
  }

  kpi(table: string, depth: number): string {
    const { random } = this;
    if (depth > 0 && random.chance(0.25)) {
      return `(${this.kpi(table, depth - 1)} ${random.pick(["+", "-", "*", "/"])} ${this.kpi(table, depth - 1)})`;
    }
    if (depth > 0 && random.chance(0.1)) return `GLOBAL(${this.kpi(table, 0)})`;
    if (random.chance(0.15)) return `COUNT_TABLE(${quote(table)})`;
    return this.aggregate(random.pick(["INT", "FLOAT"]), table, "", "");
  }

  /** An aggregate that gives the type, after `prefix` such as `PU_` and the arguments before its own. */
  aggregate(
    type: ColumnType,
    table: string,
    prefix: string,
    target: string,
    condition = "",
  ): string {
    const { random } = this;
    const any = (): ColumnType => random.pick(["STRING", "INT", "FLOAT", "DATE", "BOOLEAN"]);
    const call = (name: string, given: string, order = ""): string =>
      `${prefix}${name}(${target}${given}${condition}${order})`;
    const of = (wanted: ColumnType): string => this.row(wanted, table, 1);
    const order = (): string =>
      random.chance(0.5) ? "" : `, ORDER BY ${of(any())}${random.pick(["", " DESC"])}`;
    const same = [
      () => call(random.pick(["MIN", "MAX", "MODE"]), of(type)),
      () => call(random.pick(["FIRST", "LAST"]), of(type), order()),
    ];
    switch (type) {
      case "INT":
        return random.pick([
          ...same,
          () => call("COUNT", of(any())),
          () => call("COUNT_DISTINCT", of(any())),
          () => (prefix === "" ? `COUNT(DISTINCT ${of(any())})` : call("COUNT", of(any()))),
          () => call("SUM", of("INT")),
          () => call("MEDIAN", of("INT")),
          () => call("QUANTILE", `${of("INT")}, ${random.pick(["0.0", "0.25", "0.9", "1"])}`),
        ])();
      case "FLOAT":
        return random.pick([
          ...same,
          () => call(random.pick(["AVG", "STDEV", "VAR"]), of(random.pick(["INT", "FLOAT"]))),
          () => call(random.pick(["SUM", "MEDIAN"]), of("FLOAT")),
        ])();
      case "STRING":
        return random.pick([...same, () => call("STRING_AGG", `${of("STRING")}, ', '`, order())])();
      case "DATE":
      case "BOOLEAN":
        return random.pick(same)();
      default:
        return unreachable(type);
    }
  }

  /** A column that a PU function makes for `table` or one that it refers to. */
  private pull(type: ColumnType, table: string): string {
    const { random } = this;
    const source = random.pick(this.tables);
    const below = this.schema.foreignKeys.filter((key) => key.parent.table === table);
    const from = below.length > 0 && random.chance(0.8) ? random.pick(below).child.table : source;
    const target = random.chance(0.2)
      ? random.pick([
          "CONSTANT()",
          `DOMAIN_TABLE(${this.column("STRING", table)}, ${this.column("INT", table)})`,
        ])
      : quote(table);
    const condition = random.chance(0.4) ? `, ${this.row("BOOLEAN", from, 1)}` : "";
    return this.aggregate(type, from, "PU_", `${target}, `, condition);
  }

  private column(type: ColumnType, table: string): string {
    const { random } = this;
    const parents = this.schema.foreignKeys.filter((key) => key.child.table === table);
    if (parents.length > 0 && random.chance(0.25)) {
      return this.column(type, random.pick(parents).parent.table);
    }
    const owner = this.schema.tables.get(table);
    const names = [...(owner?.columns ?? [])].filter(([, of]) => of === type).map(([name]) => name);
    return `${quote(table)}.${quote(random.pick(names))}`;
  }

  private literal(type: ColumnType): string {
    const { random } = this;
    switch (type) {
      case "STRING":
        return random.pick(["'a'", "'b'", "''", "'it\\'s'", "'2024-02-29'"]);
      case "INT":
        return String(random.from(-2, 5));
      case "FLOAT":
        return random.pick(["0.5", "2.0", "1e2", "-0.25"]);
      case "DATE":
        return random.pick(["{d'2024-01-15'}", "{t'2024-02-29 23:00:00'}", "TODAY()", "NOW()"]);
      case "BOOLEAN":
        return random.pick(["TRUE", "FALSE"]);
      default:
        return unreachable(type);
    }
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
