import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { buildSlp } from "../../pipeline/build-slp.ts";
import type { NewAccount } from "./accounts.ts";

const where = { org: "myOrg", projectPath: "myProject" };
const never = new AbortController().signal;
const shop: NewAccount = {
  ...where,
  name: "shop",
  type: "postgres",
  values: {
    hostname: "db.example.com",
    portNumber: "5433",
    username: "ada",
    password: "kanarie-1",
  },
};

describe("accounts", () => {
  it("are created, shown without their secrets, changed and deleted", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const made = await control.accounts.create(admin, shop);
    assert.equal(made.path, "/myOrg/myProject/shop");
    assert.equal(made.values["portNumber"], 5433);
    assert.equal(made.values["batchSize"], 50);
    assert.deepEqual(made.values["password"], { set: true });
    assert.deepEqual(made.values["urlProperties"], { set: false });
    assert.deepEqual(made.missing, []);
    const target = { path: made.path };
    const changed = await control.accounts.update(admin, target, {
      values: { password: null, hostname: "db2.example.com" },
      name: "store",
      version: 1,
    });
    assert.deepEqual(changed.values["password"], { set: false });
    assert.deepEqual([changed.id, changed.name, changed.version], [made.id, "store", 2]);
    assert.equal(changed.values["username"], "ada");
    const stale = { values: {}, version: 1 };
    await refusalOf(control.accounts.update(admin, { ...where, name: "store" }, stale), "conflict");
    assert.deepEqual(await control.accounts.list(admin, { org: "myOrg" }), [changed]);
    await control.accounts.delete(admin, { ...where, name: "store" });
    assert.deepEqual(await control.accounts.list(admin, where), []);
  });

  it("say what is wrong with a type, a field, a value or a name, and never repeat a value", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const create = (change: Partial<NewAccount>) =>
      control.accounts.create(admin, { ...shop, ...change });
    const type = await refusalOf(create({ type: "postgre" }), "invalid-argument");
    assert.match(type.resolution, /Did you mean "postgres"/);
    const field = await refusalOf(create({ values: { host: "x" } }), "invalid-argument");
    assert.match(field.resolution, /It is called "hostname" here/);
    const near = await refusalOf(create({ values: { pasword: "kanarie-2" } }), "invalid-argument");
    assert.match(near.resolution, /Did you mean "password"/);
    const value = await refusalOf(
      create({ values: { portNumber: "kanarie-2" } }),
      "invalid-argument",
    );
    assert.match(value.reason, /a whole number from 1 to 65535/);
    for (const refusal of [near, value]) assert.doesNotMatch(JSON.stringify(refusal), /kanarie/);
    await refusalOf(create({ name: "a/b" }), "invalid-argument");
    await create({});
    await refusalOf(create({}), "already-exists");
    const missing = await refusalOf(
      control.accounts.get(admin, { ...where, name: "shpo" }),
      "not-found",
    );
    assert.match(missing.resolution, /Did you mean "shop"/);
    const elsewhere = await refusalOf(
      control.accounts.get(admin, { org: "myOrg", projectPath: "shared", name: "shop" }),
      "not-found",
    );
    assert.match(elsewhere.resolution, /There is "\/myOrg\/myProject\/shop"/);
  });

  it("have limits on their number and their values", async () => {
    await using fresh = await freshControl({
      limits: { accountsPerProjectMax: 1, accountValueLengthMax: 20, accountPropertiesMax: 2 },
    });
    const { admin, control } = fresh;
    const long = { values: { password: "x".repeat(21) } };
    const refusal = await refusalOf(
      control.accounts.create(admin, { ...shop, ...long }),
      "too-large",
    );
    assert.match(refusal.reason, /accountValueLengthMax/);
    const many = { values: { urlProperties: { a: "1", b: "2", c: "3" } } };
    await refusalOf(control.accounts.create(admin, { ...shop, ...many }), "too-large");
    await control.accounts.create(admin, shop);
    await refusalOf(control.accounts.create(admin, { ...shop, name: "two" }), "limit-reached");
  });

  it("that are for administrators are changed and given to others by administrators alone", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const grants = [{ org: "myOrg", role: "member" as const }];
    await control.identity.createUser(admin, {
      name: "m",
      password: "long enough",
      admin: false,
      grants,
    });
    const member = await control.identity.operator("m");
    await refusalOf(
      control.accounts.create(member, { ...shop, usableBy: "admins" }),
      "not-permitted",
    );
    const { path } = await control.accounts.create(admin, { ...shop, usableBy: "admins" });
    assert.equal((await control.accounts.get(member, { path })).usableBy, "admins");
    for (const work of [
      () => control.accounts.update(member, { path }, { values: { hostname: "x.example.com" } }),
      () => control.accounts.delete(member, { path }),
      () => control.accounts.test(member, { path }, never),
    ])
      await refusalOf(work(), "not-permitted");
    const stranger = { ...member, userId: "0".repeat(24) };
    await refusalOf(control.accounts.get(stranger, { path }), "not-found");
  });

  it("are not deleted while pipelines name them, unless that is wanted", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const { path } = await control.accounts.create(admin, shop);
    const slp = buildSlp({
      label: "uses it",
      snaps: [
        { id: "a", classId: "com-example-a", label: "Select", account: "shop" },
        { id: "b", classId: "com-example-b", label: "Other", account: "../shared/shop" },
        { id: "c", classId: "com-example-c", account: { expression: "'shop'" } },
      ],
    });
    await control.pipelines.import(admin, { ...where, slp, duplicateCheck: true });
    const use = { pipelinePath: "/myOrg/myProject/uses it", snapId: "a", snapLabel: "Select" };
    assert.deepEqual(await control.accounts.usage(admin, { path }), [use]);
    const refusal = await refusalOf(control.accounts.delete(admin, { path }), "conflict");
    assert.match(refusal.reason, /uses it/);
    await control.accounts.delete(admin, { path }, { force: true });
    await refusalOf(control.accounts.get(admin, { path }), "not-found");
  });
});
