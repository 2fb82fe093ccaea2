import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultLimits } from "../../base/limits.ts";
import type { Finding } from "../../base/finding.ts";
import { checkPql } from "./check-pql.ts";
import { noNames } from "./names.ts";
import { parsePql, parsePqlFilters } from "./parse.ts";
import { nodeOf } from "./testing/ask.ts";
import { smallSchema } from "./testing/small-model.ts";

const context = { schema: smallSchema, names: noNames, nowMs: 0 };

function finding(text: string): Finding {
  const parsed = parsePql(text);
  const result = parsed.kind === "parsed" ? checkPql(parsed.node, context) : parsed;
  assert.ok(result.kind === "invalid", text);
  const [first] = result.findings;
  assert.ok(first !== undefined);
  return first;
}

/** The text that a finding points at. */
function pointed(text: string): string {
  const { span } = finding(text).place;
  return text.slice(span?.start, span?.end);
}

function read(text: string): number {
  const parsed = parsePqlFilters(text);
  return parsed.kind === "parsed" ? parsed.conditions.length : 0;
}

describe("checked PQL", () => {
  it("A12 has a type, a level and a table", () => {
    const cases: readonly (readonly [string, string, string, string | undefined])[] = [
      ['"CASES"."VALUE" + 1', "INT", "row", "CASES"],
      ['"CASES"."VALUE" * 1.0', "FLOAT", "row", "CASES"],
      [
        '"ACTIVITIES"."TS" > {d\'2024-01-01\'} AND "CASES"."VALUE" > 3',
        "BOOLEAN",
        "row",
        "ACTIVITIES",
      ],
      ['AVG("CASES"."VALUE")', "FLOAT", "aggregate", undefined],
      ['MIN("ACTIVITIES"."TS")', "DATE", "aggregate", undefined],
      ['PU_FIRST("CASES", "ACTIVITIES"."TS")', "DATE", "row", "CASES"],
      ["TODAY()", "DATE", "constant", undefined],
      ['GLOBAL(COUNT_TABLE("CASES"))', "INT", "constant", undefined],
    ];
    for (const [text, type, level, table] of cases) {
      const result = checkPql(nodeOf(text), context);
      assert.ok(result.kind === "checked", `${text} ${JSON.stringify(result)}`);
      assert.deepEqual([result.type, result.level, result.table], [type, level, table], text);
    }
  });

  it("A12 refuses what does not go together and points at it", () => {
    assert.equal(pointed(`UPPER("CASES"."VALUE")`), '"CASES"."VALUE"');
    assert.match(finding(`"CASES"."VALUE" = '1'`).resolution, /TO_INT/);
    assert.match(finding(`"ACTIVITIES"."TS" > '2024-01-01'`).resolution, /\{d'2024-01-31'\}/);
    assert.match(finding("CASE WHEN 1 THEN 2 END").reason, /After WHEN a condition/);
    assert.match(finding(`CASE WHEN TRUE THEN 2 ELSE 'x' END`).reason, /INT and STRING/);
    assert.match(finding('QUANTILE("CASES"."VALUE", 1.5)').reason, /0\.0 to 1\.0/);
    assert.match(
      finding('QUANTILE("CASES"."VALUE", "ITEMS"."AMOUNT")').error,
      /written as a value/,
    );
    assert.match(finding("DATEDIFF(days, NOW(), NOW())").reason, /MS, SS, MI/);
    assert.match(finding('SUM("CASES"."VALUE", 1)').reason, /SUM\(column\)/);
    assert.match(finding('SUM(DISTINCT "CASES"."VALUE")').error, /takes no DISTINCT/);
    assert.match(finding('"CASES"').resolution, /COUNT_TABLE\("CASES"\)/);
    assert.match(finding("VALUE").resolution, /"CASES"\."VALUE"/);
    assert.match(finding('REMAP_VALUES("CASES"."ID", (1))').reason, /REMAP_VALUES\(column/);
  });

  it("A12 refuses aggregates inside aggregates and beside rows", () => {
    const nested = finding('AVG(SUM("CASES"."VALUE"))');
    assert.equal(nested.code, "pql-level");
    assert.match(nested.resolution, /PU_SUM/);
    assert.match(finding('SUM("CASES"."VALUE") / "CASES"."VALUE"').error, /mixes a column/);
    assert.match(finding("SUM(1)").error, /no rows/);
    assert.match(finding('PU_SUM("CASES", SUM("ITEMS"."AMOUNT"))').error, /aggregate/);
  });

  it("reads FILTER statements, and one condition without the word", () => {
    assert.equal(read("FILTER a.b = 1; filter forced a.c = 2;"), 2);
    assert.equal(read("a.b = 1"), 1);
    assert.equal(read("a.b = 1 a.c = 2"), 0);
  });

  it("A12 has limits of length, depth and size", () => {
    const limits = { pqlLengthMax: 2_000, pqlDepthMax: 20, pqlNodesMax: 50 };
    const code = (text: string): string | undefined => {
      const parsed = parsePql(text, limits);
      return parsed.kind === "invalid" ? parsed.findings[0]?.reason : undefined;
    };
    assert.match(code(" ".repeat(2_001)) ?? "", /pqlLengthMax/);
    assert.match(code("(".repeat(21) + "1" + ")".repeat(21)) ?? "", /pqlDepthMax/);
    assert.match(code("- ".repeat(21) + "1") ?? "", /pqlDepthMax/);
    assert.match(code(`1 IN (${"1, ".repeat(50)}1)`) ?? "", /pqlNodesMax/);
    assert.equal(code("(".repeat(15) + "1" + ")".repeat(15)), undefined);
    const chain = parsePql(`1${" + 1".repeat(600)}`);
    assert.ok(chain.kind === "invalid" && /levels/.test(chain.findings[0]?.reason ?? ""));
    const bomb = {
      ...noNames,
      kpi: (id: string) =>
        Number(id) > 40
          ? undefined
          : {
              node: nodeOf(
                id === "40" ? "1" : `KPI("${Number(id) + 1}") + KPI("${Number(id) + 1}")`,
              ),
              parameters: [],
            },
    };
    const result = checkPql(nodeOf('KPI("0")'), { ...context, names: bomb }, defaultLimits);
    assert.ok(result.kind === "invalid");
    assert.match(result.findings[0]?.reason ?? "", /pqlNodesMax/);
  });
});
