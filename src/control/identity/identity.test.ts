import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { defaultLimits } from "../../base/limits.ts";
import { systemClock } from "../../base/clock.ts";
import { freshControl, openControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { openIdentity } from "../open-identity.ts";
import type { Authentication } from "./identity.ts";

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

function sentenceOf(authentication: Authentication): string {
  assert.equal(authentication.kind, "unusable");
  return authentication.kind === "unusable" ? authentication.sentence : "";
}

test("P6 A token and a password both lead to their user, and no header is absent", async () => {
  await using fresh = await freshControl();
  const { identity } = fresh.control;
  const { token } = await identity.createToken(fresh.admin, "admin");
  const { userId } = fresh.admin;
  assert.deepEqual(await identity.authenticate(`SLToken ${token}`), {
    kind: "caller",
    caller: { userId, name: "admin", admin: true, proof: "token" },
  });
  for (let time = 0; time < 2; time++) {
    assert.deepEqual(await identity.authenticate(basic("admin", "correct horse")), {
      kind: "caller",
      caller: { userId, name: "admin", admin: true, proof: "password" },
    });
  }
  assert.deepEqual(await identity.authenticate(undefined), { kind: "absent" });
});

test("P6 A token lives one hour by default and ends when it is revoked", async () => {
  let nowMs = 1_700_000_000_000;
  await using fresh = await freshControl({ clock: { now: () => nowMs } });
  const { identity } = fresh.control;
  const short = await identity.createToken(fresh.admin, "admin");
  assert.equal(short.expiresMs, nowMs + 60 * 60 * 1000);
  const revoked = await identity.createToken(fresh.admin, "admin");
  await identity.revokeToken(fresh.admin, revoked.id);
  assert.match(sentenceOf(await identity.authenticate(`SLToken ${revoked.token}`)), /was revoked/);
  nowMs = short.expiresMs - 1;
  assert.equal((await identity.authenticate(`SLToken ${short.token}`)).kind, "caller");
  nowMs = short.expiresMs;
  assert.match(
    sentenceOf(await identity.authenticate(`SLToken ${short.token}`)),
    /expired at 2023-11-14T23:13:20\.000Z: make another/,
  );
});

test("P7 Each unusable header has one sentence that says what is wrong and never repeats a secret", async () => {
  await using fresh = await freshControl();
  const { identity } = fresh.control;
  const { token } = await identity.createToken(fresh.admin, "admin");
  const secret = token.slice("local-".length);
  const cases: readonly (readonly [header: string, words: RegExp])[] = [
    [token, /no `SLToken ` prefix: send `Authorization: SLToken <token>`/],
    [`Bearer ${token}`, /scheme `Bearer` is not understood/],
    ["SLToken", /no single token/],
    [`SLToken ${token} ${token}`, /no single token/],
    [`SLToken ${token}x`, /unknown to this server/],
    [`SLToken emea-${secret}`, /region `emea` and this server is of the region `local`/],
    ["Basic %%%", /not the base64 of `name:password`/],
    [`Basic ${Buffer.from("nocolon").toString("base64")}`, /not the base64/],
    [basic("admin", "wrong"), /name or the password is wrong/],
    [basic("nobody", "correct horse"), /name or the password is wrong/],
  ];
  for (const [header, words] of cases) {
    const sentence = sentenceOf(await identity.authenticate(header));
    assert.match(sentence, words);
    assert.ok(sentence.endsWith("."), sentence);
    assert.ok(!sentence.includes(secret) && !sentence.includes("correct horse"), sentence);
  }
});

test("P6 Neither tokens nor passwords stand in the data directory", async () => {
  await using fresh = await freshControl();
  const { token } = await fresh.control.identity.createToken(fresh.admin, "admin");
  for (const file of ["slipway.sqlite", "slipway.sqlite-wal"]) {
    const bytes = await readFile(join(fresh.path, file));
    assert.ok(!bytes.includes(token) && !bytes.includes("correct horse"), file);
  }
});

test("T22 A user without a role sees no org, one with a role sees that one, and loses it again", async () => {
  await using fresh = await freshControl();
  const { control, admin } = fresh;
  await control.identity.createUser(admin, { name: "ada", password: "engine", admin: false });
  const ada = await control.identity.operator("ada");
  assert.deepEqual(await control.orgs.list(ada), []);
  await control.identity.grant(admin, { user: "ada", org: "myOrg", role: "member" });
  assert.deepEqual(
    (await control.orgs.list(ada)).map(({ name, role }) => ({ name, role })),
    [{ name: "myOrg", role: "member" }],
  );
  await refusalOf(
    control.identity.grant(ada, { user: "ada", org: "myOrg", role: "admin" }),
    "not-permitted",
  );
  await control.identity.grant(admin, { user: "ada", org: "myOrg", role: "none" });
  assert.deepEqual(await control.orgs.list(ada), []);
});

test("Users are made by administrators, once, and tokens are one's own", async () => {
  await using fresh = await freshControl();
  const { identity } = fresh.control;
  const ada = { name: "ada", password: "engine", admin: false };
  await identity.createUser(fresh.admin, ada);
  await refusalOf(identity.createUser(fresh.admin, ada), "already-exists");
  await refusalOf(identity.createUser(fresh.admin, { ...ada, name: "a:b" }), "invalid-argument");
  const caller = await identity.operator("ada");
  await refusalOf(identity.createUser(caller, { ...ada, name: "eve" }), "not-permitted");
  await refusalOf(identity.createToken(caller, "admin"), "not-found");
  const adminToken = await identity.createToken(fresh.admin, "admin");
  await refusalOf(identity.revokeToken(caller, adminToken.id), "not-found");
  const unknown = await refusalOf(identity.createToken(fresh.admin, "adda"), "not-found");
  assert.match(unknown.resolution, /Did you mean "ada"/);
});

test("P6 A token revoked beside a running server is refused there at once", async () => {
  await using fresh = await freshControl();
  const parts = {
    dataDirectory: fresh.path,
    clock: systemClock,
    limits: defaultLimits,
    region: "local",
  };
  const { identity } = fresh.control;
  const { token, id } = await identity.createToken(fresh.admin, "admin");
  for (let time = 0; time < 3; time++) {
    assert.equal((await identity.authenticate(`SLToken ${token}`)).kind, "caller");
  }
  await using beside = await openIdentity(parts);
  await beside.revokeToken(await beside.operator(), id);
  // Another process never acts within a turn of this one's event loop, which is how often this one looks.
  await setImmediate();
  assert.match(sentenceOf(await identity.authenticate(`SLToken ${token}`)), /was revoked/);
});

test("A token made beside a running server is good there, and tokens survive a restart", async () => {
  await using fresh = await freshControl();
  const dataDirectory = fresh.path;
  const parts = { dataDirectory, clock: systemClock, limits: defaultLimits, region: "local" };
  let token: string;
  {
    await using beside = await openIdentity(parts);
    ({ token } = await beside.createToken(await beside.operator(), "admin"));
  }
  const { identity } = fresh.control;
  assert.equal((await identity.authenticate(`SLToken ${token}`)).kind, "caller");
  await fresh.control[Symbol.asyncDispose]();
  await using again = await openControl(dataDirectory);
  assert.equal((await again.identity.authenticate(`SLToken ${token}`)).kind, "caller");
  await refusalOf(openIdentity({ ...parts, dataDirectory: `${dataDirectory}/none` }), "not-found");
});
