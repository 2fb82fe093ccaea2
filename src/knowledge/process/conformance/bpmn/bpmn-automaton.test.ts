import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultLimits } from "../../../../base/limits.ts";
import { bpmnForTests } from "../../testing/bpmn-for-tests.ts";
import { conforms } from "../deviations.ts";
import { BpmnAutomaton } from "./bpmn-automaton.ts";
import { readBpmn } from "./read-bpmn.ts";

function accepted(lines: readonly string[], among: readonly string[], markingsMax = 10_000) {
  const automaton = new BpmnAutomaton(readBpmn(bpmnForTests(lines), defaultLimits), {
    ...defaultLimits,
    conformanceMarkingsMax: markingsMax,
  });
  return among.filter((word) => conforms(automaton, word.split(""))).toSorted();
}

/** Every word of up to three of the letters. */
function words(letters: string, length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = words(letters, length - 1);
  return ["", ...shorter.flatMap((word) => letters.split("").map((letter) => letter + word))];
}

describe("BPMN as an automaton", () => {
  const three = [...new Set(words("ABC", 3))];

  it("allows a sequence and nothing else", () => {
    assert.deepEqual(accepted(["start > A > B > end"], three), ["AB"]);
  });

  it("allows one way of an exclusive gateway", () => {
    const lines = ["start > x1 > A > x2 > C > end", "x1 > B > x2"];
    assert.deepEqual(accepted(lines, three), ["AC", "BC"]);
  });

  it("allows every order of parallel ways, and all of them", () => {
    const lines = ["start > p1 > A > p2 > end", "p1 > B > p2", "p1 > C > p2"];
    assert.deepEqual(accepted(lines, three), ["ABC", "ACB", "BAC", "BCA", "CAB", "CBA"]);
  });

  it("allows any choice of ways of an inclusive gateway, and waits where they meet", () => {
    const lines = ["start > o1 > A > o2 > C > end", "o1 > B > o2"];
    assert.deepEqual(accepted(lines, three), ["ABC", "AC", "BAC", "BC"]);
  });

  it("lets an inclusive gateway wait for tokens that come over a further gateway", () => {
    const lines = ["start > o1 > A > x1 > B > o2 > C > end", "x1 > o2", "o1 > o2"];
    const four = [...new Set(words("ABC", 4))];
    assert.deepEqual(accepted(lines, four), ["ABC", "AC", "C"]);
  });

  it("allows loops of any length", () => {
    const lines = ["start > x1 > A > x2 > end", "x2 > x1"];
    assert.deepEqual(accepted(lines, ["", "A", "AA", "AAAAAAA", "AB"]), ["A", "AA", "AAAAAAA"]);
  });

  it("skips what leaves no event, such as intermediate events", () => {
    const lines = ["start > m1 > A > x1 > m2 > x2 > end", "x1 > B > x2"];
    assert.deepEqual(accepted(lines, three), ["A", "AB"]);
  });

  it("splits and joins at tasks as BPMN has it: all ways out, any way in", () => {
    const lines = ["start > A", "A > B > end", "A > C > end"];
    assert.deepEqual(accepted(lines, three), ["ABC", "ACB"]);
    assert.deepEqual(accepted(["start > x1 > A > C > end", "x1 > B > C"], three), ["AC", "BC"]);
  });

  it("lets a terminating end cut off what runs beside it", () => {
    const lines = ["start > p1 > A > stop", "p1 > B > C > end"];
    assert.deepEqual(accepted(lines, three), ["A", "AB", "ABC", "BA", "BAC", "BCA"]);
  });

  it("starts at one of several start events", () => {
    assert.deepEqual(accepted(["start1 > A > C > end", "start2 > B > C"], three), ["AC", "BC"]);
  });

  it("tells two tasks of one name apart by what follows", () => {
    const xml = bpmnForTests(["start > x1 > A1 > B > end", "x1 > A2 > C > end"])
      .replace('name="A1"', 'name="A"')
      .replace('name="A2"', 'name=" A\n"');
    const automaton = new BpmnAutomaton(readBpmn(xml, defaultLimits), defaultLimits);
    assert.deepEqual(
      three.filter((word) => conforms(automaton, word.split(""))),
      ["AB", "AC"],
    );
  });

  it("refuses a process with more states than conformanceMarkingsMax", () => {
    const endless = ["start > x1 > p1 > x1", "p1 > A > end"];
    assert.throws(() => accepted(endless, ["AAA"], 500), /The BPMN process has too many states/);
  });

  it("refuses many parallel branches at conformanceTokensMax, long before all their states are made", () => {
    const names = Array.from({ length: 42 }, (_, at) => `T${at}`);
    const lines = ["start > p1", ...names.map((name) => `p1 > ${name} > p2`), "p2 > end"];
    const automaton = new BpmnAutomaton(
      readBpmn(bpmnForTests(lines), defaultLimits),
      defaultLimits,
    );
    const everyWay = (): void => {
      const found = [automaton.start];
      for (const state of found) {
        for (const name of automaton.possible(state)) found.push(automaton.next(state, name) ?? 0);
      }
    };
    assert.throws(everyWay, { reason: /limit conformanceTokensMax/ });
  });

  it("refuses an inclusive gateway with more ways than can be tried", () => {
    const lines = ["start > o1", ..."ABCDEFGHIJK".split("").map((name) => `o1 > ${name} > end`)];
    assert.throws(() => accepted(lines, []), /"n_o1" has 11 ways out/);
  });
});
