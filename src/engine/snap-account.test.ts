import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runProbe } from "../../test/support/account-probe.ts";
import { Refusal } from "../base/errors.ts";

describe("the account of a Snap", () => {
  it("is found once before the run for a label, and its fields are typed", async () => {
    const run = await runProbe({ account: "../shared/db" });
    assert.deepEqual(run.result.errors, []);
    assert.deepEqual(run.documents, [
      { user: "ada", n: 1 },
      { user: "ada", n: 2 },
    ]);
    assert.deepEqual(run.asked, [
      { path: "../shared/db", types: ["basic"], from: "/myOrg/mySpace/myProject/job" },
    ]);
  });

  it("that an expression over parameters names is found once before the run", async () => {
    const run = await runProbe({ account: { expression: "'../shared/' + _which" } });
    assert.deepEqual(
      run.asked.map(({ path }) => path),
      ["../shared/db"],
    );
    assert.equal(run.result.state, "Completed");
  });

  it("that an expression over the document names is found for each name", async () => {
    const run = await runProbe({ account: { expression: "'acct' + $n" } });
    assert.deepEqual(
      run.asked.map(({ path }) => path),
      ["acct1", "acct2"],
    );
  });

  it("is undefined when the Snap names none, or a blank one", async () => {
    for (const account of [undefined, { expression: "null" }, { expression: "' '" }]) {
      const run = await runProbe({ account });
      assert.deepEqual(run.documents, [
        { user: null, n: 1 },
        { user: null, n: 2 },
      ]);
      assert.deepEqual(run.asked, []);
    }
  });

  it("that cannot be used keeps the run from starting, with its words", async () => {
    const run = await runProbe({
      account: "none",
      find: () => new Refusal("not-found", "There is no account.", "Looked around.", "Make one."),
    });
    assert.equal(run.result.state, "Failed");
    assert.deepEqual(run.documents, []);
    const [error] = run.result.errors;
    assert.equal(error?.error, "Probe: There is no account.");
    assert.equal(error.finding?.code, "account-not-usable");
    assert.deepEqual(error.finding.place, {
      snapId: "probe",
      snapLabel: "Probe",
      setting: "account.account_ref",
    });
  });

  it("whose expression is broken keeps the run from starting", async () => {
    const run = await runProbe({ account: { expression: "_which +" } });
    assert.equal(run.result.state, "Failed");
    assert.deepEqual(run.asked, []);
  });

  it("whose expression gives no text fails the document", async () => {
    const run = await runProbe({ account: { expression: "$n" } });
    assert.match(run.result.errors[0]?.error ?? "", /The account of "Probe" is no name/);
  });

  it("leaves none of its secrets in errors, error documents, warnings, outputs and statistics", async () => {
    for (const error of ["fail", "continue"] as const) {
      const run = await runProbe({ account: "db", leak: true, error });
      const told = JSON.stringify([run.result, run.progress]);
      assert.match(told, /\[secret\]/);
      assert.doesNotMatch(told, /kanarie|a2FuYXJpZQ/);
      assert.doesNotMatch(JSON.stringify(run.errorDocuments), /kanarie/);
      assert.equal(run.errorDocuments.length, error === "continue" ? 2 : 0);
    }
  });
});
