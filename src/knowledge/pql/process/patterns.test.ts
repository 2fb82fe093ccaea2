import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { duckDbDialect } from "../../warehouse/duckdb-dialect.ts";
import { compileQuery } from "../compile-query.ts";
import { noNames } from "../names.ts";
import { parsePql } from "../parse.ts";
import { askLog } from "./testing/ask-log.ts";
import { eventLogModel, type LogEvent } from "./testing/event-log-model.ts";

const activity = '"ACTIVITIES"."ACTIVITY"';
const words = ["ABC", "ABBC", "ACB", "BA", "C", "AXC", "0", ""];

function logOf(): ReturnType<typeof eventLogModel> {
  const events = words.flatMap((word, index) =>
    word.split("").map((letter, at): LogEvent => ({
      id: `c${index}`,
      activity: letter === "0" ? null : letter,
      at,
    })),
  );
  return eventLogModel(events, { cases: words.map((_, index) => `c${index}`) });
}

/** The cases for which a condition holds, by their activities. */
async function matching(pql: string): Promise<string> {
  const condition = pql.startsWith("PROCESS") ? pql : `${pql} = 1`;
  const rows = await askLog(logOf(), ['"CASES"."CASE_ID"'], [condition]);
  return rows.map(([id]) => words[Number(String(id).slice(1))] || "-").join(" ");
}

function activitiesOf(groups: string): Promise<string> {
  return matching(`MATCH_ACTIVITIES(${groups})`);
}

function processOf(nodes: string): Promise<string> {
  return matching(`MATCH_PROCESS(${nodes})`);
}

function regexOf(regex: string): Promise<string> {
  return matching(`MATCH_PROCESS_REGEX(${activity}, ${regex})`);
}

function reasonOf(pql: string): string {
  const parsed = parsePql(pql);
  if (parsed.kind === "invalid") return JSON.stringify(parsed.findings);
  const query = {
    columns: [{ id: "X", node: parsed.node, role: "attribute" as const }],
    conditions: [],
    orderBy: [],
    offset: 0,
    withTotal: false,
  };
  const context = { schema: logOf().schema, names: noNames, nowMs: 0, dialect: duckDbDialect };
  return JSON.stringify(compileQuery(query, context));
}

describe("patterns of activities", () => {
  it("A12 PROCESS EQUALS finds activities that follow each other directly", async () => {
    assert.equal(await matching("PROCESS EQUALS 'A' TO 'B'"), "ABC ABBC");
    assert.equal(await matching("PROCESS EQUALS 'A' TO ANY TO 'C'"), "ABC ABBC ACB AXC");
    assert.equal(await matching("PROCESS EQUALS START 'A' TO ('B', 'X') TO 'C' END"), "ABC AXC");
    assert.equal(await matching("PROCESS # ^ 'A' -> * -> 'C' $"), "ABC ABBC AXC");
    assert.equal(await matching("PROCESS EQUALS 'A' TO LIKE '%X%'"), "AXC");
    assert.equal(await matching("PROCESS NOT EQUALS 'A'"), "C 0 -");
    assert.equal(
      await matching(`PROCESS ON ${activity} NOT EQUALS 'B' END`),
      "ABC ABBC BA C AXC 0 -",
    );
    assert.equal(await matching(`PROCESS ON UPPER(${activity}) EQUALS 'X'`), "AXC");
    assert.equal(await matching("PROCESS EQUALS 'nothing'"), "");
  });

  it("A12 MATCH_ACTIVITIES asks for activities in any order", async () => {
    assert.equal(await activitiesOf("NODE['A', 'B']"), "ABC ABBC ACB BA");
    assert.equal(await activitiesOf(`${activity}, NODE_ANY['X', 'C']`), "ABC ABBC ACB C AXC");
    assert.equal(await activitiesOf("STARTING['A'], ENDING['B', 'C']"), "ABC ABBC ACB AXC");
    assert.equal(await activitiesOf("NODE['A'], EXCLUDING['X', 'C']"), "BA");
    assert.equal(await activitiesOf("EXCLUDING_ALL['A', 'B']"), "C AXC");
    assert.equal(await activitiesOf("NODE[LIKE 'X%']"), "AXC");
  });

  it("A12 MATCH_PROCESS connects nodes by edges", async () => {
    const ab = "NODE['A'] AS a, NODE['B'] AS b CONNECTED BY";
    assert.equal(await processOf(`${ab} DIRECT[a, b]`), "ABC ABBC");
    assert.equal(await processOf(`${ab} EVENTUALLY[a, b]`), "ABC ABBC ACB");
    assert.equal(await processOf(`${activity}, ${ab} DIRECT[b, a]`), "BA");
    assert.equal(
      await processOf(
        "STARTING['A'] AS a, LOOP['B', 'X'] AS b, ENDING['C'] AS c CONNECTED BY DIRECT[a, b], DIRECT[b, c]",
      ),
      "ABC ABBC AXC",
    );
    assert.equal(
      await processOf(
        "NODE['A'] AS a, OPTIONAL['B'] AS b, NODE['C'] AS c CONNECTED BY DIRECT[a, b], DIRECT[b, c]",
      ),
      "ABC ACB",
    );
    assert.equal(
      await processOf(
        "STARTING['A'] AS a, OPTIONAL_LOOP['B'] AS b, NODE['C'] AS c CONNECTED BY DIRECT[a, b], DIRECT[b, c]",
      ),
      "ABC ABBC ACB",
    );
    assert.equal(await processOf("STARTING['B', 'C'] AS a"), "BA C");
  });

  it("A12 MATCH_PROCESS_REGEX knows the patterns of the documentation", async () => {
    assert.equal(await regexOf("'B'"), "ABC ABBC ACB BA");
    assert.equal(await regexOf("^ 'B'"), "BA");
    assert.equal(await regexOf("'B' $"), "ACB");
    assert.equal(await regexOf("'A' >> 'B'"), "ABC ABBC");
    assert.equal(await regexOf("'X' | ^ 'C' $"), "C AXC");
    assert.equal(await regexOf("^ 'A' >> 'B'* >> 'C'"), "ABC ABBC ACB AXC".replace(" AXC", ""));
    assert.equal(await regexOf("^ 'A' >> ('B')+ >> 'C'"), "ABC ABBC");
    assert.equal(await regexOf("^ 'A' >> 'B'{2, 3} >> 'C'"), "ABBC");
    assert.equal(await regexOf("^ 'A' >> ('B' | 'X')? >> 'C' $"), "ABC AXC");
    assert.equal(await regexOf("'A' >> ANY >> 'C' $"), "ABC AXC");
    assert.equal(await regexOf("'A' >> . >> 'C' $"), "ABC AXC");
    assert.equal(await regexOf("'A' >> ('*')+ >> 'C'"), "ABC ABBC AXC");
    assert.equal(await regexOf("'A' >> LIKE '%X%'"), "AXC");
    assert.equal(await regexOf("'A' >> ['B', 'X'] >> 'C'"), "ABC AXC");
    assert.equal(await regexOf("'A' >> [! 'B'] >> 'C'"), "AXC");
    assert.equal(await regexOf("^ [! 'A', 'B'] $"), "C");
    assert.equal(await regexOf("('A' >> 'B') AS ab, ^ ab >> 'C'"), "ABC");
  });

  it("compares names as they are: signs of expressions, quotes and injections are names", async () => {
    const names = [".*", "a'); DROP TABLE x; --", "%", "[", "A|B", "\\", "一"];
    const events = names.map((name, index): LogEvent => ({
      id: String(index),
      activity: name,
      at: index,
    }));
    const model = eventLogModel(events, { cases: names.map((_, index) => String(index)) });
    for (const [index, name] of names.entries()) {
      const text = `'${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
      const filter = `MATCH_PROCESS_REGEX(${activity}, ^ ${text} $) = 1`;
      assert.deepEqual(await askLog(model, ['"CASES"."CASE_ID"'], [filter]), [[String(index)]]);
    }
  });

  it("says what is wrong with a pattern", () => {
    const two = "NODE['A'] AS a, NODE['B'] AS b";
    assert.match(reasonOf(`MATCH_PROCESS(${two} CONNECTED BY DIRECT[a, x])`), /Unknown node `x`/);
    assert.match(reasonOf(`MATCH_PROCESS(${two})`), /do not lie on one line/);
    assert.match(
      reasonOf(`MATCH_PROCESS(${two} CONNECTED BY DIRECT[a, b], DIRECT[b, a])`),
      /do not lie on one line/,
    );
    assert.match(
      reasonOf("MATCH_PROCESS(NODE['A'] AS a, STARTING['B'] AS b CONNECTED BY DIRECT[a, b])"),
      /STARTING node `b` is not the first/,
    );
    assert.match(reasonOf(`MATCH_PROCESS_REGEX(${activity}, nothing)`), /Unknown alias `nothing`/);
    assert.match(reasonOf(`MATCH_PROCESS_REGEX(${activity}, 'A'{3,1})`), /repeats nothing/);
    assert.match(reasonOf(`MATCH_PROCESS_REGEX(${activity}, 'A' >> )`), /Expected an activity/);
    assert.match(reasonOf("PROCESS EQUAL 'A'"), /one of `EQUALS`/);
    assert.match(reasonOf("MATCH_ACTIVITIES(NODES['A'])"), /Expected/);
    assert.match(reasonOf(`CALC_CROP(CASE_END TO CASE_END, ${activity})`), /CASE_START/);
    assert.match(reasonOf(`SHORTENED(VARIANT(${activity}), 0)`), /cannot keep 0/);
    assert.match(reasonOf('VARIANT("ACTIVITIES"."TS")'), /cannot be DATE/);
    assert.match(reasonOf(`SOURCE(${activity}, LAST_OCCURRENCE[] TO ANY_OCCURRENCE[])`), /one of/);
  });

  it("refuses patterns that are too large", () => {
    const likes = Array.from({ length: 11 }, (_, index) => `LIKE '%${index}%'`).join(", ");
    assert.match(reasonOf(`MATCH_PROCESS_REGEX(${activity}, [${likes}])`), /11 different LIKE/);
    assert.match(reasonOf(`MATCH_PROCESS_REGEX(${activity}, ('A'{0, 100}){0, 100})`), /too large/);
    const deep = `${"(".repeat(60)}'A'${")".repeat(60)}`;
    assert.match(reasonOf(`MATCH_PROCESS_REGEX(${activity}, ${deep})`), /at most 50 brackets/);
  });
});
