import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freshControl, handExecutor } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import type { BoundAccount } from "../../engine/accounts.ts";
import { createCatalogue } from "../../engine/catalogue.ts";
import type { Executor } from "../../engine/executor.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import type { RunHost } from "../../engine/run-host.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import type { Caller } from "../caller.ts";
import { accountPlaces } from "./find-account.ts";

const never = new AbortController().signal;
const classId = "probe-login";
const login = defineSnap({
  classId,
  version: 1,
  name: "ProbeLogin",
  label: "Login",
  category: "flow",
  summary: "For tests.",
  views: { input: one("document"), output: one("document") },
  settings: {},
  accounts: ["basic", "ssh"],
  run: () => () => ({
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
  }),
  examples: [],
});

/** A control plane whose runs hand out what they may ask for. */
async function withRuns() {
  const hosts: Pick<RunHost, "findAccount">[] = [];
  const hand = handExecutor();
  const executor: Executor = {
    start: (order, host, onProgress) => {
      hosts.push(host);
      return hand.executor.start(order, host, onProgress);
    },
  };
  const fresh = await freshControl({ executor, shapes: createCatalogue([...snaps, login]) });
  const { control } = fresh;
  const run = async (
    caller: Caller,
    projectPath = "myProject",
  ): Promise<RunHost["findAccount"]> => {
    const slp = buildSlp({ label: "job", snaps: [{ id: "a", classId }] });
    const source = { kind: "inline", org: "myOrg", projectPath, slp } as const;
    await control.runs.execute(caller, { source, wait: false });
    while (hosts.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const host = hosts.pop();
    assert.ok(host !== undefined);
    return host.findAccount;
  };
  const create = async (projectPath: string, name: string, more: object = {}): Promise<void> => {
    await control.orgs.ensureProject(fresh.admin, { org: "myOrg", projectPath });
    await control.accounts.create(fresh.admin, {
      org: "myOrg",
      projectPath,
      name,
      type: "basic",
      values: { username: `${projectPath}/${name}`, password: "secret" },
      ...more,
    });
  };
  return { ...fresh, run, create };
}

function ask(find: RunHost["findAccount"], path: string): Promise<BoundAccount> {
  return find({ path, types: ["basic", "ssh"] }, "/myOrg/myProject/job", never);
}

describe("an account in a run", () => {
  it("is found by its label, by a relative path and by a full one", async () => {
    await using fresh = await withRuns();
    for (const place of ["Team/one", "Team/two", "Team/shared", "shared"])
      await fresh.create(place, place === "shared" ? "org wide" : "acct");
    const find = await fresh.run(fresh.admin, "Team/one");
    const from = "/myOrg/Team/one/job";
    const who = async (path: string): Promise<unknown> =>
      (await find({ path, types: ["basic"] }, from, never)).values["username"];
    assert.equal(await who("acct"), "Team/one/acct");
    assert.equal(await who("../two/acct"), "Team/two/acct");
    assert.equal(await who("../shared/acct"), "Team/shared/acct");
    assert.equal(await who("../../shared/org wide"), "shared/org wide");
    assert.equal(await who("org wide"), "shared/org wide");
    assert.equal(await who("/myOrg/Team/two/acct"), "Team/two/acct");
    const missing = await refusalOf(who("../two/acc"), "not-found");
    assert.match(missing.reason, /looked at "\/myOrg\/Team\/two\/acc"/);
    assert.match(missing.resolution, /Did you mean "acct"/);
    const elsewhere = await refusalOf(who("../../shared/acct"), "not-found");
    assert.match(elsewhere.resolution, /There is "\/myOrg\/Team\/(one|two|shared)\/acct"/);
    await refusalOf(who("/otherOrg/x/acct"), "path-not-allowed");
  });

  it("of a project without a space is found as the platform's two levels have it", () => {
    const base = { org: "o", projectPath: "p" };
    assert.deepEqual(accountPlaces("../../shared/a", base), [["shared", "a"]]);
    assert.deepEqual(accountPlaces("../shared/a", base), [["shared", "a"]]);
    assert.deepEqual(accountPlaces("a", base), [
      ["p", "a"],
      ["shared", "a"],
    ]);
  });

  it("of another type, incomplete or for administrators is refused before its secrets are opened", async () => {
    await using fresh = await withRuns();
    const { admin, control } = fresh;
    await fresh.create("myProject", "pg", { type: "postgres", values: { hostname: "h" } });
    await fresh.create("myProject", "kept", { usableBy: "admins" });
    await fresh.create("myProject", "half", { type: "ssh", values: { username: "u" } });
    await fresh.create("myProject", "bare", { values: { password: "secret" } });
    const grants = [{ org: "myOrg", role: "member" as const }];
    await control.identity.createUser(admin, {
      name: "m",
      password: "long enough",
      admin: false,
      grants,
    });
    const member = await control.identity.operator("m");
    const asAdmin = await fresh.run(admin);
    const asMember = await fresh.run(member);
    const wrong = await refusalOf(ask(asAdmin, "pg"), "invalid-argument");
    assert.match(wrong.reason, /Expected one of "Basic Auth", "SSH"; found PostgreSQL/);
    await refusalOf(ask(asMember, "kept"), "not-permitted");
    assert.deepEqual((await ask(asAdmin, "kept")).secrets, ["password"]);
    assert.match((await refusalOf(ask(asAdmin, "half"), "invalid-content")).reason, /privateKey/);
    assert.match((await refusalOf(ask(asAdmin, "bare"), "invalid-content")).reason, /"username"/);
  });

  it("is looked at by validation and import, which name what is wrong and what is near", async () => {
    await using fresh = await withRuns();
    const { admin, control } = fresh;
    await fresh.create("myProject", "acct");
    const where = { org: "myOrg", projectPath: "myProject" };
    const slp = buildSlp({
      label: "job",
      snaps: [
        { id: "a", classId, label: "Log in", account: "acc" },
        { id: "b", classId, label: "Fine", account: "acct" },
        { id: "c", classId, label: "Later", account: { expression: "'none'" } },
        { id: "d", classId, label: "Off", account: "none", mode: "Disabled" },
      ],
    });
    const imported = await control.pipelines.import(admin, { ...where, slp, duplicateCheck: true });
    const own = imported.findings.filter(({ code }) => code === "account-not-usable");
    assert.deepEqual(
      own.map(({ place, severity }) => [place.snapId, place.setting, severity]),
      [
        ["a", "account.account_ref", "error"],
        ["d", "account.account_ref", "warning"],
      ],
    );
    const source = { kind: "inline", ...where, slp } as const;
    const validation = await control.runs.validate(admin, { source });
    assert.equal(validation.state, "Failed");
    assert.equal(validation.ruuid, undefined);
    const [status] = validation.snapStatuses;
    assert.match(status?.message ?? "", /There is no account "acc"/);
    const finding = validation.findings.find(({ code }) => code === "account-not-usable");
    assert.match(finding?.resolution ?? "", /Did you mean "acct"/);
  });
});
