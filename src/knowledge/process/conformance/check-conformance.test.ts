import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { defaultLimits } from "../../../base/limits.ts";
import { duckDbForTests } from "../../warehouse/duckdb-for-tests.ts";
import { bpmnForTests } from "../testing/bpmn-for-tests.ts";
import { eventsOf, sourceForTests } from "../testing/log-for-tests.ts";
import {
  checkConformance,
  type ConformanceAnswer,
  type ConformanceModel,
} from "./check-conformance.ts";

const warehouse = await duckDbForTests([]);
const signal = new AbortController().signal;

/** Cases as words, each with one event a minute unless it says otherwise. */
async function checked(
  words: readonly string[],
  model: ConformanceModel,
  limits = defaultLimits,
): Promise<ConformanceAnswer> {
  const cases = words.map((word, index) => [
    `c${index}`,
    word.includes("0")
      ? word
      : word
          .split("")
          .map((letter, at) => `${letter}${at}`)
          .join(" "),
  ]);
  const source = sourceForTests(warehouse, eventsOf(Object.fromEntries(cases)));
  return checkConformance(source, model, limits, signal);
}

const bpmn: ConformanceModel = {
  kind: "bpmn",
  xml: bpmnForTests(["start > A > B > x1 > C > D > end", "x1 > E > D"]),
};

async function deviationsOf(word: string): Promise<readonly string[]> {
  const { deviations } = await checked([word], bpmn);
  return deviations.map(({ kind, activity, after: before }) =>
    [kind, activity, ...(before === undefined ? [] : [String(before)])].join(" "),
  );
}

describe("conformance", () => {
  after(() => warehouse[Symbol.asyncDispose]());

  it("A9 counts cases and variants that a BPMN allows", async () => {
    const answer = await checked(["ABCD", "ABCD", "ABED", "ABD", "ABCED"], bpmn);
    assert.equal(answer.cases, 5);
    assert.equal(answer.checkedCases, 5);
    assert.equal(answer.conformingCases, 3);
    assert.equal(answer.conformingShare, 0.6);
    assert.deepEqual([answer.variants, answer.conformingVariants], [4, 2]);
  });

  it("A9 checks against a list of variants", async () => {
    const variants = [
      ["A", "B", "C"],
      ["A", "C"],
    ];
    const answer = await checked(["ABC", "AC", "AB", "ACB"], { kind: "variants", variants });
    assert.equal(answer.conformingCases, 2);
    assert.deepEqual(
      answer.deviations.map(({ kind, activity, cases }) => `${kind} ${activity} ${cases}`),
      ["incomplete B 1", "not-allowed-after B 1", "undesired-activity B 1"],
    );
  });

  it("tells how a case deviates", async () => {
    assert.deepEqual(await deviationsOf("ABCD"), []);
    assert.deepEqual(await deviationsOf("ABXCD"), ["undesired-activity X"]);
    assert.deepEqual(await deviationsOf("ABBCD"), ["not-allowed-after B B", "repeated-activity B"]);
    assert.deepEqual(await deviationsOf("ACD"), ["missing-activity B", "not-allowed-after C A"]);
    assert.deepEqual(await deviationsOf("BACD"), ["not-allowed-after B null", "wrong-order B"]);
    assert.deepEqual(await deviationsOf("ABC"), ["incomplete C"]);
    assert.deepEqual(await deviationsOf("ABCED"), [
      "not-allowed-after E C",
      "undesired-activity C",
    ]);
  });

  it("ranks deviations by cases, with their share, variants, times and an example", async () => {
    const answer = await checked(["ABCD", "A0 B1 D9", "A0 B1 D11", "XABCD", "XABD"], bpmn);
    const [first, second, third] = answer.deviations;
    assert.deepEqual(first, {
      kind: "missing-activity",
      activity: "C",
      cases: 3,
      share: 0.6,
      variants: 2,
      throughputDifference: ((9 + 11 + 3) / 3 - 3) * 60,
      exampleCase: "c1",
    });
    assert.deepEqual(
      [second, third].map((one) => [one?.kind, one?.activity, one?.cases, one?.variants]),
      [
        ["not-allowed-after", "D", 2, 1],
        ["undesired-activity", "X", 2, 2],
      ],
    );
    assert.equal(answer.conformingThroughputMean, 180);
    assert.equal(answer.deviatingThroughputMean, ((9 + 11 + 4 + 3) / 4) * 60);
  });

  it("is deterministic", async () => {
    const words = ["ABCD", "DCBA", "AABBCCDD", "EEE", "ABX", "BD"];
    const [one, two] = [await checked(words, bpmn), await checked(words, bpmn)];
    assert.deepEqual(one, two);
  });

  it("refuses a model to which no case can conform", async () => {
    const stuck = bpmnForTests(["start > x1 > A > p1 > end", "x1 > B > p1"]);
    await assert.rejects(checked(["AB"], { kind: "bpmn", xml: stuck }), /No case can conform/);
    await assert.rejects(
      checked(["AB"], { kind: "variants", variants: [] }),
      /No case can conform/,
    );
  });

  it("replays the most frequent variants only, past conformanceVariantsMax, and says so", async () => {
    const limits = { ...defaultLimits, conformanceVariantsMax: 1 };
    const answer = await checked(["ABCD", "ABCD", "ABED", "ABD"], bpmn, limits);
    assert.deepEqual([answer.cases, answer.checkedCases, answer.checkedVariants], [4, 2, 1]);
    assert.deepEqual([answer.variants, answer.conformingShare], [3, 1]);
  });

  it("leaves deviations unexplained past conformanceStepsMax, and says of how many cases", async () => {
    const limits = { ...defaultLimits, conformanceStepsMax: 30 };
    const answer = await checked(["XXXXXXXXXXXXXXX", "ABCD"], bpmn, limits);
    assert.deepEqual([answer.conformingCases, answer.unexplainedCases], [1, 1]);
    assert.deepEqual(answer.deviations, []);
  });
});
