import { describe, it } from "node:test";
import { duckDbForTests } from "../../warehouse/duckdb-for-tests.ts";
import { postgresForTests } from "../testing/postgres-for-tests.ts";
import { Random } from "../testing/random.ts";
import { askLog, type LoadLog } from "./testing/ask-log.ts";
import { eventLogModel, type EventLogModel, type LogEvent } from "./testing/event-log-model.ts";

const firstSeed = Number(process.env["PQL_SEED"] ?? 1);

describe("process functions", () => {
  it("A12 answer on DuckDB what the reference evaluator answers, over random logs, columns and filters", async () => {
    await compare(Number(process.env["PQL_LOGS"] ?? 30), duckDbForTests);
  });

  it("A12 answer the same on PostgreSQL", async (t) => {
    const postgres = await postgresForTests();
    if (postgres === undefined) return t.skip("no PostgreSQL answers on 127.0.0.1:5432");
    await using server = postgres;
    await compare(Number(process.env["PQL_LOGS"] ?? 20), (statements) => server.load(statements));
  });
});

async function compare(rounds: number, load: LoadLog): Promise<void> {
  for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
    const random = new Random(seed);
    const log = randomLog(random);
    const pql = new RandomProcessPql(random);
    const level = random.pick(["case", "event", "edge"] as const);
    const columns = Array.from({ length: 3 }, () => pql.column(level));
    const filters = random.chance(0.4) ? [pql.condition()] : [];
    await askLog(log, columns, filters, load).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error });
    });
  }
}

/** Events of few cases and moments, some without a case, an activity or a timestamp, some of unknown cases. */
function randomLog(random: Random): EventLogModel {
  const maybe = <T>(value: T): T | null => (random.chance(0.1) ? null : value);
  const events = Array.from({ length: random.from(0, 14) }, (): LogEvent => ({
    id: maybe(String(random.from(1, 5))),
    activity: maybe(random.pick(["A", "B", "C", "a%", "D, E"])),
    at: maybe(random.from(-3, 3) * 700),
    sorting: maybe(random.from(0, 2)),
    user: maybe(random.pick(["x", "y"])),
  }));
  return eventLogModel(events, {
    sorted: random.chance(0.5),
    ...(random.chance(0.8) ? { cases: ["1", "2", "3", "4", "6"] } : {}),
  });
}

/** Writes PQL of process functions at random. */
class RandomProcessPql {
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  column(level: "case" | "event" | "edge"): string {
    if (level === "case") return this.perCase();
    return level === "event" ? this.perEvent() : this.edge();
  }

  condition(): string {
    return this.random.pick([
      () => `PROCESS ${this.random.pick(["", "NOT "])}EQUALS ${this.steps()}`,
      () => `${this.match()} = 1`,
      () => `CALC_REWORK() > 1`,
      () => `${this.crop()} = 1`,
    ])();
  }

  private get text(): string {
    return this.random.pick([
      '"ACTIVITIES"."ACTIVITY"',
      '"ACTIVITIES"."ACTIVITY"',
      '"ACTIVITIES"."USER"',
      `REMAP_VALUES("ACTIVITIES"."ACTIVITY", ['B', 'C'], [NULL, 'A'])`,
      `("ACTIVITIES"."ACTIVITY" || "ACTIVITIES"."USER")`,
    ]);
  }

  private get name(): string {
    return this.random.pick(["'A'", "'B'", "'C'", "'a%'", "'x'", "'none'"]);
  }

  private get names(): string {
    const like = (): string =>
      `LIKE ${this.random.pick(["'A%'", "'_'", "'%E'", "'a\\\\%'", "'b'"])}`;
    const one = (): string => (this.random.chance(0.25) ? like() : this.name);
    return Array.from({ length: this.random.from(1, 3) }, one).join(", ");
  }

  private perCase(): string {
    const { random } = this;
    return random.pick([
      () => `VARIANT(${this.text})`,
      () => `SHORTENED(VARIANT(${this.text})${random.pick(["", ", 1", ", 3"])})`,
      () => `CALC_REWORK(${random.pick(["", `"ACTIVITIES"."USER" = 'x'`, this.text])})`,
      () =>
        `CALC_THROUGHPUT(${this.range()}, REMAP_TIMESTAMPS("ACTIVITIES"."TS", HOURS)${random.pick(["", `, ${this.text}`])})`,
      () => this.match(),
    ])();
  }

  private perEvent(): string {
    const { random } = this;
    return random.pick([
      () =>
        `ACTIVITY_${random.pick(["LAG", "LEAD"])}(${this.text}${random.pick(["", ", 2", ", 0"])})`,
      () =>
        `INDEX_ACTIVITY_${random.pick(["ORDER", "TYPE", "ORDER_REVERSE", "TYPE_REVERSE", "LOOP"])}(${this.text})`,
      () => this.crop(),
      () => `CALC_CROP_TO_NULL(${this.range()}, ${this.text})`,
    ])();
  }

  private edge(): string {
    const { random } = this;
    const value = random.pick([this.text, '"ACTIVITIES"."TS"', '"ACTIVITIES"."SORTING"']);
    return `${random.pick(["SOURCE", "TARGET"])}(${value}, FIRST_OCCURRENCE[] TO ANY_OCCURRENCE[])`;
  }

  private match(): string {
    const { random } = this;
    return random.pick([
      () =>
        `MATCH_ACTIVITIES(${this.text}, ${random.pick(["NODE", "NODE_ANY", "STARTING", "ENDING"])}[${this.names}], ${random.pick(["EXCLUDING", "EXCLUDING_ALL"])}[${this.names}])`,
      () =>
        `MATCH_PROCESS_REGEX(${this.text}, ${random.pick(["", "^ "])}${this.regex(2)}${random.pick(["", " $"])})`,
      () =>
        `MATCH_PROCESS(${this.text}, ${random.pick(["STARTING", "NODE", "LOOP", "OPTIONAL"])}[${this.names}] AS n1, ` +
        `${random.pick(["NODE", "LOOP", "OPTIONAL", "OPTIONAL_LOOP"])}[${this.names}] AS n2, ${random.pick(["ENDING", "NODE"])}[${this.names}] AS n3 ` +
        `CONNECTED BY ${this.edgeType()}[n1, n2], ${this.edgeType()}[n2, n3])`,
    ])();
  }

  private edgeType(): string {
    return this.random.pick(["DIRECT", "EVENTUALLY"]);
  }

  private regex(depth: number): string {
    const { random } = this;
    const inner = (): string => (depth === 0 ? this.name : this.regex(depth - 1));
    return random.pick([
      () => this.name,
      () => `[${random.pick(["", "! "])}${this.names}]`,
      () => "ANY",
      () => `(${inner()} >> ${inner()})`,
      () => `(${inner()} | ${inner()})`,
      () => `(${inner()})${random.pick(["*", "+", "?", "{0, 2}", "{2}"])}`,
    ])();
  }

  private steps(): string {
    const { random } = this;
    const step = (): string => random.pick([this.name, "ANY", `(${this.names})`]);
    const steps = Array.from({ length: random.from(1, 3) }, step).join(" TO ");
    return `${random.pick(["", "START "])}${steps}${random.pick(["", " END"])}`;
  }

  private crop(): string {
    return `CALC_CROP(${this.range()}, ${this.text})`;
  }

  private range(): string {
    const end = (edge: string): string =>
      this.random.pick([edge, `FIRST_OCCURRENCE[${this.name}]`, `LAST_OCCURRENCE[${this.name}]`]);
    return `${end("CASE_START")} TO ${end("CASE_END")}`;
  }
}
