import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { copyFile, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { temporaryDirectory } from "../../../test/support/temporary-directory.ts";
import { systemClock } from "../../base/clock.ts";
import { defaultLimits } from "../../base/limits.ts";
import { openStore } from "../../store/open-store.ts";
import { boundAccount } from "../accounts/use-account.ts";
import { findAccount } from "../accounts/find-account.ts";
import { databasePathIn } from "../data-directory.ts";
import { openIdentity, type OpenIdentity } from "../open-identity.ts";
import { type MasterKey, readMasterKey } from "./master-key.ts";
import { SecretVault } from "./secret-vault.ts";

const path = "/myOrg/myProject/shop";
const secret = "kanarie-of-rotation";
const order = { oldKey: undefined, discardUnreadable: false };

describe("the key of secrets", () => {
  it("is made once, for its owner alone, and everything opens after it was rotated", async () => {
    await using directory = await filled();
    const before = await readFile(join(directory.path, "server.key"), "utf8");
    await using beside = await open(directory.path);
    const admin = await beside.operator();
    await beside.signingKeys.rotate(admin, { discardOld: false });
    const rotation = await beside.secrets.rotate(admin, order);
    assert.deepEqual([rotation.accounts, rotation.signingKeys, rotation.discarded], [1, 1, 0]);
    const file = join(directory.path, "server.key");
    assert.notEqual(await readFile(file, "utf8"), before);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await keyFiles(directory.path), ["server.key"]);
    assert.equal(await secretIn(directory.path), secret);
    await using again = await openControl(directory.path);
    assert.equal((await again.oauth.publishedKeys()).length, 1);
  });

  it("is rotated beside a server, which goes on with the new one", async () => {
    await using directory = await temporaryDirectory();
    await using control = await openControl(directory.path);
    const admin = await control.identity.operator();
    await create(control, admin);
    await using beside = await open(directory.path);
    await beside.secrets.rotate(admin, order);
    assert.equal((await control.accounts.test(admin, { path }, never)).state, "not-tested");
    await control.accounts.update(admin, { path }, { values: { password: "another one" } });
    assert.equal(await secretIn(directory.path), "another one");
  });

  it("that is another one is refused with the id of the right one, and nothing is sealed with it", async () => {
    await using directory = await filled();
    const file = join(directory.path, "server.key");
    await copyFile(file, join(directory.path, "kept"));
    await writeFile(file, randomBytes(32).toString("base64url"));
    await using beside = await open(directory.path);
    const admin = await beside.operator();
    for (const work of [
      () => beside.accounts.test(admin, { path }, never),
      () => beside.accounts.update(admin, { path }, { values: { password: "x" } }),
      () => create(beside, admin, "second"),
      () => beside.secrets.rotate(admin, order),
    ]) {
      const refusal = await refusalOf(work(), "unavailable");
      assert.match(refusal.reason, /Expected the key [0-9a-f]{16}.* is the key [0-9a-f]{16}\.$/);
      assert.match(refusal.resolution, /slipway secrets rotate --old-key-file/);
    }
    await writeFile(file, "broken");
    await refusalOf(beside.accounts.test(admin, { path }, never), "unavailable");
    await rename(join(directory.path, "kept"), file);
    assert.equal(await secretIn(directory.path), secret);
  });

  it("that is lost gives secrets up when that is wanted, and accounts then lack them", async () => {
    await using directory = await filled();
    await rm(join(directory.path, "server.key"));
    await using beside = await open(directory.path);
    const admin = await beside.operator();
    const rotation = await beside.secrets.rotate(admin, { ...order, discardUnreadable: true });
    assert.deepEqual([rotation.accounts, rotation.discarded], [0, 1]);
    const account = await beside.accounts.get(admin, { path });
    assert.deepEqual(account.values["password"], { set: false });
    assert.equal(account.values["username"], "ada");
    await beside.accounts.update(admin, { path }, { values: { password: "new one" } });
    assert.equal(await secretIn(directory.path), "new one");
  });

  it("of the operator takes the place of the made one, and of another of the operator", async () => {
    await using directory = await filled();
    const first = readMasterKey(randomBytes(32).toString("base64"), "SLIPWAY_SECRET_KEY");
    const second = readMasterKey(randomBytes(32).toString("hex"), "SLIPWAY_SECRET_KEY");
    {
      await using beside = await open(directory.path, first);
      const admin = await beside.operator();
      await refusalOf(beside.accounts.test(admin, { path }, never), "unavailable");
      assert.equal((await beside.secrets.rotate(admin, order)).keyId, first.id);
      await refusalOf(beside.secrets.rotate(admin, order), "conflict");
    }
    assert.equal(await secretIn(directory.path, first), secret);
    await using beside = await open(directory.path, second);
    const admin = await beside.operator();
    await refusalOf(beside.secrets.rotate(admin, order), "unavailable");
    await beside.secrets.rotate(admin, { ...order, oldKey: first });
    assert.equal(await secretIn(directory.path, second), secret);
    assert.throws(() => readMasterKey("too short", "SLIPWAY_SECRET_KEY"), /cannot be used/);
  });

  it("is finished by the next process when a rotation ended between its commit and its file", async () => {
    await using directory = await filled();
    const file = join(directory.path, "server.key");
    const before = await readFile(file, "utf8");
    {
      await using beside = await open(directory.path);
      await beside.secrets.rotate(await beside.operator(), order);
    }
    const { keyId, next } = await movedBack(directory.path, before);
    assert.equal(await secretIn(directory.path), secret);
    assert.equal(await readFile(file, "utf8"), next);
    await movedBack(directory.path, before);
    await using control = await openControl(directory.path);
    assert.equal(await readFile(file, "utf8"), next, keyId);
    assert.equal(control.accounts.types().length > 5, true);
  });

  it("is rotated by administrators of the server alone", async () => {
    await using directory = await filled();
    await using beside = await open(directory.path);
    const member = { ...(await beside.operator()), admin: false };
    await refusalOf(beside.secrets.rotate(member, order), "not-permitted");
  });
});

const never = new AbortController().signal;

/** A data directory with an account. */
async function filled(): Promise<{ readonly path: string } & AsyncDisposable> {
  const directory = await temporaryDirectory();
  await using control = await openControl(directory.path);
  await create(control, await control.identity.operator());
  return directory;
}

async function create(
  { accounts }: Pick<OpenIdentity, "accounts">,
  admin: Awaited<ReturnType<OpenIdentity["operator"]>>,
  name = "shop",
): Promise<void> {
  await accounts.create(admin, {
    org: "myOrg",
    projectPath: "myProject",
    name,
    type: "basic",
    values: { username: "ada", password: secret },
  });
}

async function open(dataDirectory: string, secretKey?: MasterKey): Promise<OpenIdentity> {
  const parts = { dataDirectory, clock: systemClock, limits: defaultLimits, region: "local" };
  return await openIdentity({ ...parts, secretKey });
}

/** The password as a run would get it. */
async function secretIn(dataDirectory: string, operatorKey?: MasterKey): Promise<unknown> {
  const store = await openStore(databasePathIn(dataDirectory));
  try {
    await using beside = await open(dataDirectory, operatorKey);
    const found = await findAccount(store, await beside.operator(), { path });
    const vault = new SecretVault({ store, dataDirectory, operatorKey });
    return (await boundAccount(store, vault, found)).values["password"];
  } finally {
    await store.destroy();
  }
}

/** As a process leaves it that is killed after the commit of a rotation. */
async function movedBack(
  dataDirectory: string,
  before: string,
): Promise<{ readonly keyId: string; readonly next: string }> {
  const file = join(dataDirectory, "server.key");
  const next = await readFile(file, "utf8");
  const keyId = readMasterKey(next, file).id;
  await rename(file, `${file}.${keyId}`);
  await writeFile(file, before, { mode: 0o600 });
  return { keyId, next };
}

async function keyFiles(dataDirectory: string): Promise<readonly string[]> {
  return (await readdir(dataDirectory)).filter((name) => name.startsWith("server.key"));
}
