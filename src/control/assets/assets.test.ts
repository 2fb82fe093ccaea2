import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { countOrders, publishTexts } from "../../../test/support/assets/published-package.ts";
import {
  filesOf,
  type PackageTexts,
  samplePackage,
  samplePackageWith,
} from "../../../test/support/assets/sample-package.ts";
import { freshControl, handExecutor } from "../../../test/support/open-control.ts";
import { refusal } from "../../../test/support/refusal.ts";
import { until } from "../../../test/support/until.ts";
import { openStore } from "../../store/open-store.ts";
import type { Caller } from "../caller.ts";
import type { Principal } from "../identity/principal.ts";
import { samplePipeline } from "../sample/my-pipeline.ts";
import type { GrantOrder } from "./packages.ts";

const { signal } = new AbortController();

/** Another process never writes within the turn in which this one looks. */
const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const hidden = refusal("not-found", /^Asset not found or not accessible\.$/);

function user({ userId, name, admin }: Caller, groups: string[] = []): Principal {
  return { kind: "user", id: userId, name, admin, groups };
}

describe("assets", () => {
  const hand = handExecutor();
  let fresh: Awaited<ReturnType<typeof freshControl>>;
  let member: Caller;
  let stranger: Caller;
  let clientId: string;
  let keyId: string;
  let orgId: string;

  before(async () => {
    fresh = await freshControl({ executor: hand.executor });
    const { admin, control } = fresh;
    const { identity, orgs, oauth } = control;
    await orgs.create(admin, "otherOrg");
    orgId = (await orgs.resolve(admin, "myOrg")).id;
    for (const [name, org] of [
      ["member", "myOrg"],
      ["stranger", "otherOrg"],
    ] as const) {
      const grants = [{ org, role: "member" as const }];
      await identity.createUser(admin, { name, password: "correct horse", admin: false, grants });
    }
    member = await identity.operator("member");
    stranger = await identity.operator("stranger");
    const org = "myOrg";
    clientId = (await oauth.clients.create(admin, { org, name: "reporting" })).id;
    keyId = (await oauth.applicationKeys.create(admin, { org, name: "scripts" })).id;
  });
  after(() => fresh[Symbol.asyncDispose]());

  const program = (
    kind: "client" | "application-key",
    of = orgId,
    groups: string[] = [],
  ): Principal => ({
    kind,
    id: kind === "client" ? clientId : keyId,
    name: "program",
    orgId: of,
    groups,
  });
  let count = 0;
  async function published(changes: PackageTexts = {}) {
    const where = { org: "myOrg", key: `asset-${count++}` };
    const id = randomUUID();
    await publishTexts(fresh.control.packages, fresh.admin, where, samplePackageWith(id, changes));
    const permit = (order: GrantOrder) => fresh.control.packages.permit(fresh.admin, where, order);
    return { where, id, permit };
  }
  /** What a principal may open: published, draft. */
  async function mayOpen(principal: Principal, id: string): Promise<string> {
    const tell = async (which: "published" | "draft"): Promise<string> => {
      const opened = fresh.control.assets.open(principal, id, which);
      return await opened.then(
        ({ version }) => version,
        (thrown: unknown) => (hidden(thrown) ? "-" : ""),
      );
    };
    return `${await tell("published")} ${await tell("draft")}`;
  }

  it("A5 are there for those alone who were granted them, draft and published apart", async () => {
    const { id, permit } = await published();
    const everyone: readonly Principal[] = [
      user(member),
      user(member, ["analysts"]),
      user(stranger, ["analysts"]),
      program("client"),
      program("client", orgId, ["analysts"]),
      program("application-key"),
    ];
    const table = async (): Promise<string[]> =>
      await Array.fromAsync(everyone, (principal) => mayOpen(principal, id));
    const nobody = ["- -", "- -", "- -", "- -", "- -", "- -"];
    assert.equal(await mayOpen(user(fresh.admin), id), "1.0.0 draft");
    assert.deepEqual(await table(), nobody);
    const grants: readonly [GrantOrder, readonly string[]][] = [
      [
        { subjectKind: "user", subject: "member", permission: "USE" },
        ["1.0.0 -", "1.0.0 -", "- -", "- -", "- -", "- -"],
      ],
      [
        { subjectKind: "user", subject: "stranger", permission: "EDIT", assetId: id },
        ["- -", "- -", "1.0.0 draft", "- -", "- -", "- -"],
      ],
      [
        { subjectKind: "group", subject: "analysts", permission: "USE", assetId: id },
        ["- -", "1.0.0 -", "- -", "- -", "1.0.0 -", "- -"],
      ],
      [
        { subjectKind: "role", subject: "member", permission: "EDIT" },
        ["1.0.0 draft", "1.0.0 draft", "- -", "- -", "- -", "- -"],
      ],
      [
        { subjectKind: "client", subject: clientId, permission: "USE" },
        ["- -", "- -", "- -", "1.0.0 -", "1.0.0 -", "- -"],
      ],
      [
        { subjectKind: "application-key", subject: "scripts", permission: "EDIT" },
        ["- -", "- -", "- -", "- -", "- -", "1.0.0 draft"],
      ],
    ];
    for (const [order, expected] of grants) {
      await permit(order);
      assert.deepEqual(await table(), expected, JSON.stringify(order));
      await permit({ ...order, permission: "none" });
      assert.deepEqual(await table(), nobody, "the next call is refused");
    }
  });

  it("A5 of another org are not there, even for a program whose id was granted them", async () => {
    const { id, permit } = await published();
    await permit({ subjectKind: "client", subject: clientId, permission: "EDIT" });
    const other = await fresh.control.orgs.resolve(fresh.admin, "otherOrg");
    assert.equal(await mayOpen(program("client", other.id), id), "- -");
    await assert.rejects(
      permit({ subjectKind: "client", subject: "nobody", permission: "USE" }),
      refusal("not-found", /no client "nobody"/),
    );
    const missing = fresh.control.assets.open(user(fresh.admin), randomUUID(), "published");
    await assert.rejects(missing, hidden);
  });

  it("A5 are there for every member when the published package says so", async () => {
    const open = "settings:\n  orgMembersMayUse: true\n";
    const { id, where } = await published({ "package.yaml": open });
    assert.equal(await mayOpen(user(member), id), "1.0.0 -");
    assert.equal(await mayOpen(user(stranger), id), "- -");
    assert.equal(await mayOpen(program("client"), id), "- -");
    const { packages } = fresh.control;
    assert.deepEqual(
      (await packages.list(member, "myOrg")).map(({ key }) => key),
      [where.key],
    );
    await assert.rejects(packages.files(member, where), refusal("not-permitted", /not edit it/));
    await assert.rejects(packages.get(stranger, where), refusal("not-found", /organization/));
  });

  it("are opened once, and anew when another process has changed the rows", async () => {
    const { id, where } = await published();
    const principal = user(member);
    await assert.rejects(fresh.control.assets.open(principal, id, "published"), hidden);
    const store = await openStore(join(fresh.path, "slipway.sqlite"));
    try {
      const { id: packageId } = await fresh.control.packages.get(fresh.admin, where);
      const grant = {
        org_id: orgId,
        package_id: packageId,
        asset_id: "",
        subject_kind: "user",
        subject: member.userId,
        permission: "USE",
        granted_by: "another process",
        granted_ms: 0,
      } as const;
      await store.insertInto("asset_grants").values(grant).execute();
      await nextTurn();
      const opened = await fresh.control.assets.open(principal, id, "published");
      assert.equal(await fresh.control.assets.open(principal, id, "published"), opened);
      await store.deleteFrom("asset_grants").where("subject", "=", member.userId).execute();
    } finally {
      await store.destroy();
    }
    await nextTurn();
    await assert.rejects(fresh.control.assets.open(principal, id, "published"), hidden);
  });

  it("answer from what was loaded last, and go on during a refresh", async () => {
    const { id, where } = await published();
    const { assets, packages } = fresh.control;
    const principal = user(fresh.admin);
    const old = await assets.open(principal, id, "published");
    const [first] = await packages.loads(fresh.admin, where);
    await packages.refresh(fresh.admin, where);
    assert.equal(await countOrders(old), 5);
    await packages.loaded(fresh.admin, where, signal);
    await until(async () => (await packages.loads(fresh.admin, where)).length === 1);
    const [second] = await packages.loads(fresh.admin, where);
    assert.notEqual(second?.id, first?.id);
    assert.equal(second?.current, true);
    const anew = await assets.open(principal, id, "published");
    assert.notEqual(anew.knowledge, old.knowledge);
    assert.equal(await countOrders(anew), 5);
    assert.equal(await countOrders(old), 5, "whoever opened it before still may ask");
  });

  it("say why data cannot be loaded, and what was there before goes on", async () => {
    const { id, where } = await published();
    const { assets, packages } = fresh.control;
    const nothing = samplePackageWith(id, { "data/orders.csv": "" });
    await packages.importDraft(fresh.admin, where, filesOf(nothing), signal);
    const outcome = await packages.publish(fresh.admin, where, {});
    assert.equal(outcome.kind, "loading");
    await packages.loaded(fresh.admin, where, signal);
    const refused = await packages.publish(fresh.admin, where, {});
    assert.equal(refused.kind, "refused");
    assert.ok(
      refused.findings.every(({ reason, resolution }) => reason !== "" && resolution !== ""),
    );
    const draft = assets.open(user(fresh.admin), id, "draft");
    await assert.rejects(draft, refusal("unavailable", /could not be loaded/));
    assert.equal(await countOrders(await assets.open(user(fresh.admin), id, "published")), 5);
  });

  it("A6 count calls for each of them, and forget those of a package that is deleted", async () => {
    const { id, where } = await published();
    const { assets, packages } = fresh.control;
    assert.deepEqual(await assets.takeCall(id, 2), {
      allowed: true,
      remaining: 1,
      resetMs: 60_000,
      retryAfterMs: 0,
    });
    assert.equal((await assets.takeCall(id, 2)).allowed, true);
    const { allowed, retryAfterMs } = await assets.takeCall(id, 2);
    assert.ok(!allowed && retryAfterMs > 0 && retryAfterMs <= 60_000);
    const [counts] = await packages.callCounts(fresh.admin, where);
    assert.deepEqual(counts, { assetId: id, allowed: 2, refused: 1, lastMinute: 2 });
    await packages.remove(fresh.admin, where);
    assert.ok(!(await assets.callCounts()).some(({ assetId }) => assetId === id));
    await assert.rejects(assets.takeCall(id, 0), refusal("invalid-argument", /out of range/));
  });

  it("A9 run action flows as whoever published them, with the author's inputs", async () => {
    const flow = `  - kind: trigger_action_flow
    name: trigger_action_flow_Export
    pipeline: /myOrg/myProject/${samplePipeline}
    inputs:
      - {name: Minimum, description: Least worth., type: number, required: true, parameter: minimum}
`;
    const asset = `${samplePackage["assets/shop.yaml"] ?? ""}${flow}`;
    const id = randomUUID();
    const where = { org: "myOrg", key: "flows" };
    const texts = samplePackageWith(id, {
      "assets/shop.yaml": asset.replace(/^id: .*/, `id: ${id}`),
    });
    const { assets, packages } = fresh.control;
    await publishTexts(packages, fresh.admin, where, texts);
    await packages.permit(fresh.admin, where, {
      subjectKind: "client",
      subject: clientId,
      permission: "USE",
    });
    const opened = await assets.open(program("client"), id, "published");
    const tool = "trigger_action_flow_Export";
    const running = opened.runActionFlow(tool, { Minimum: 250 }, signal);
    await until(() => hand.orders.length > 0);
    assert.deepEqual(hand.orders[0]?.parameters, { minimum: "250" });
    hand.end({ outputs: { "Write orders": [{ written: 3 }] } });
    assert.deepEqual((await running).documents, [{ written: 3 }]);
    const failing = opened.runActionFlow(tool, { Minimum: 1 }, signal);
    await until(() => hand.orders.length > 1);
    hand.end({ state: "Failed" });
    await assert.rejects(failing, refusal("run-failed", /did not complete/));
    await assert.rejects(
      opened.runActionFlow(tool, {}, signal),
      refusal("invalid-argument", /missing/),
    );
    await assert.rejects(
      opened.runActionFlow(tool, { Minimum: "1" }, signal),
      refusal("invalid-argument", /another type/),
    );
    const text = texts["assets/shop.yaml"]?.replace(samplePipeline, "myPipelin") ?? "";
    await packages.importDraft(
      fresh.admin,
      where,
      filesOf({ ...texts, "assets/shop.yaml": text }),
      signal,
    );
    const refused = await packages.publish(fresh.admin, where, {});
    assert.equal(refused.kind, "refused");
    assert.deepEqual(
      refused.findings.map(({ code }) => code),
      ["unknown-pipeline"],
    );
  });
});
