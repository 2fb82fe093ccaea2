import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CompactSign, exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from "jose";
import { isObject } from "../../base/json.ts";
import { freshOAuth, type OAuthOptions } from "../../../test/support/open-oauth.ts";
import { openIdentity } from "../open-identity.ts";
import { defaultLimits } from "../../base/limits.ts";
import type { AssetAuthentication, AssetCredentials } from "./asset-authentication.ts";
import type { OAuth } from "./oauth.ts";
import { serverKeyIn } from "../secrets/server-key.ts";

const serverUrl = "https://agents.example";
const path = "/studio-copilot/api/v1/mcp-servers/mcp/56b10c32-97c5-4060-8e3d-12e040f889f2";
const scope = "mcp-asset.tools:execute";
const resource = { serverUrl, path };

type Fresh = Awaited<ReturnType<typeof freshOAuth>>;

function ask(oauth: OAuth, authorization?: string, appKey?: string): Promise<AssetAuthentication> {
  const credentials: AssetCredentials = { authorization, appKey };
  return oauth.authenticateAsset(credentials, resource);
}

async function tokenOf(
  fresh: Fresh,
  client: { readonly id: string; readonly secret?: string },
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const form = new Map(
    Object.entries({
      grant_type: "client_credentials",
      client_id: client.id,
      client_secret: client.secret ?? "",
      scope,
      ...more,
    }),
  );
  const request = { form, authorization: undefined, address: "test", serverUrl };
  return (await fresh.oauth.token(request)).access_token;
}

async function withClient(options: OAuthOptions = {}) {
  const fresh = await freshOAuth(options);
  const { oauth } = fresh;
  const client = await oauth.clients.create(fresh.admin, {
    org: "myOrg",
    name: "agent",
    groups: ["finance"],
  });
  return { fresh, oauth, client };
}

function claimsOf(token: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(
    Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
  );
  assert.ok(isObject(claims));
  return claims;
}

function descriptionOf(found: AssetAuthentication, error = "invalid_token"): string {
  assert.ok(found.kind === "invalid", JSON.stringify(found));
  assert.equal(found.error, error);
  assert.match(found.description, /^[ !#-[\]-~]+$/);
  return found.description;
}

describe("what a request to an asset carries", () => {
  let fresh: Fresh;
  let oauth: OAuth;
  let client: { readonly id: string; readonly secret?: string };
  let good: string;
  let forge: (claims: Record<string, unknown>, header?: Record<string, unknown>) => Promise<string>;
  before(async () => {
    ({ fresh, oauth, client } = await withClient());
    good = await tokenOf(fresh, client);
    forge = await forger(fresh);
  });
  after(() => fresh[Symbol.asyncDispose]());

  it("A4 a token of our issuer is its client, with the org and the groups it was given", async () => {
    const found = await ask(oauth, `Bearer ${good}`);
    assert.ok(found.kind === "principal" && found.principal.kind === "client");
    assert.equal(found.principal.id, client.id);
    assert.equal(found.principal.name, "agent");
    assert.deepEqual(found.principal.groups, ["finance"]);
  });

  it("A4 a token lives 15 minutes and says what RFC 9068 wants it to say", () => {
    const { iat, exp, jti, ...claims } = claimsOf(good);
    assert.equal(Number(exp) - Number(iat), 900);
    assert.match(String(jti), /^[0-9a-f]{24}$/);
    const whole = { iss: serverUrl, sub: client.id, aud: serverUrl, client_id: client.id, scope };
    assert.deepEqual(claims, whole);
    const header = Buffer.from(good.split(".")[0] ?? "", "base64url").toString();
    assert.match(header, /"alg":"ES256","typ":"at\+jwt","kid":"[0-9a-f]{24}"/);
  });

  it("A4 the forged token of these tests is good until something about it is changed", async () => {
    assert.equal((await ask(oauth, `Bearer ${await forge({})}`)).kind, "principal");
  });

  const now = Math.floor(Date.now() / 1000);
  const claims: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ["expired", { iat: now - 1000, exp: now - 100 }, /has expired/],
    ["not yet valid", { nbf: now + 1000 }, /not valid yet/],
    ["of another issuer", { iss: "https://evil.example" }, /another issuer/],
    [
      "of an issuer that only begins like ours",
      { iss: `${serverUrl}.evil.example` },
      /another issuer/,
    ],
    ["without an issuer", { iss: undefined }, /lacks the claim iss/],
    ["for another server", { aud: "https://other.example" }, /another server or asset/],
    ["for another asset", { aud: `${serverUrl}${path.slice(0, -1)}0` }, /another server or asset/],
    ["for a part of the path", { aud: `${serverUrl}/studio-copilot` }, /another server or asset/],
    ["for nobody", { aud: [] }, /another server or asset/],
    ["without an audience", { aud: undefined }, /lacks the claim aud/],
    ["without an end", { exp: undefined }, /lacks the claim exp/],
    ["with an end that is no number", { exp: "never" }, /exp of the token cannot be used/],
    ["without an id", { jti: undefined }, /lacks the claim jti/],
    [
      "of a client that does not exist",
      { client_id: "0".repeat(24) },
      /client of the token was revoked/,
    ],
    ["of a grant that does not exist", { grant_id: "0".repeat(24) }, /taken back/],
  ];
  for (const [title, changed, words] of claims) {
    it(`A4 a token ${title} is refused`, async () => {
      const token = await forge(changed);
      assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), words);
    });
  }

  for (const [title, changed] of [
    ["another scope", { scope: "studio-mcp" }],
    ["a scope that only contains the right one", { scope: `x${scope}` }],
    ["an empty scope", { scope: "" }],
  ] as const) {
    it(`A4 a token with ${title} lacks what tools need`, async () => {
      const found = await ask(oauth, `Bearer ${await forge(changed)}`);
      assert.match(descriptionOf(found, "insufficient_scope"), /lacks the scope/);
    });
  }

  const headers: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ["without a kid", { kid: undefined }, /does not publish/],
    ["with an unknown kid", { kid: "0".repeat(24) }, /does not publish/],
    ["with a kid that is a path", { kid: "../../etc/passwd" }, /does not publish/],
    ["of type JWT", { typ: "JWT" }, /no access token/],
    ["without a type", { typ: undefined }, /no access token/],
  ];
  for (const [title, changed, words] of headers) {
    it(`A4 a token ${title} is refused`, async () => {
      const token = await forge({}, changed);
      assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), words);
    });
  }

  it("A4 a token that critically extends its header is refused", async () => {
    const { key, kid } = await signingKey(fresh);
    const payload = Buffer.from(JSON.stringify(claimsOf(good)));
    const header = { alg: "ES256", typ: "at+jwt", kid, crit: ["ours"], ours: 1 };
    const token = await new CompactSign(payload)
      .setProtectedHeader(header)
      .sign(key, { crit: { ours: true } });
    assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), /not accepted/);
  });

  it("A4 an unsigned token is refused, in every spelling of none", async () => {
    const unsecured = new UnsecuredJWT(claimsOf(good)).encode();
    descriptionOf(await ask(oauth, `Bearer ${unsecured}`));
    const { kid } = await signingKey(fresh);
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      const head = encode({ alg, typ: "at+jwt", kid });
      for (const signature of ["", good.split(".")[2] ?? ""]) {
        descriptionOf(await ask(oauth, `Bearer ${head}.${good.split(".")[1]}.${signature}`));
      }
    }
  });

  it("A4 a token signed with the public key as a shared secret is refused", async () => {
    const { kid, published } = await signingKey(fresh);
    const secret = new TextEncoder().encode(JSON.stringify(published));
    const header = { alg: "HS256", typ: "at+jwt", kid };
    const token = await new SignJWT(claimsOf(good)).setProtectedHeader(header).sign(secret);
    assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), /not accepted/);
  });

  it("A4 a key that the token brings along, or points to, is not believed", async () => {
    const { kid } = await signingKey(fresh);
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(publicKey);
    const url = "https://evil.example/keys";
    for (const brought of [{ jwk }, { jku: url }, { x5u: url }, { x5c: ["MIIB"] }, {}]) {
      const header = { alg: "ES256", typ: "at+jwt", kid, ...brought };
      const token = await new SignJWT(claimsOf(good)).setProtectedHeader(header).sign(privateKey);
      assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), /signature .* is wrong/);
    }
  });

  it("A4 a token that was altered anywhere is refused", async () => {
    const [head = "", body = "", signature = ""] = good.split(".");
    const richer = encode({ ...claimsOf(good), sub: "somebody else" });
    for (const text of [
      `${head}.${richer}.${signature}`,
      `${head}.${body}.`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${head}.${body}.${signature}.${signature}`,
      `${head}.${body}.${signature.split("").toReversed().join("")}`,
      `.${body}.${signature}`,
      "..",
      `${head}..${signature}`,
      `${encode([])}.${body}.${signature}`,
    ]) {
      descriptionOf(await ask(oauth, `Bearer ${text}`));
    }
    const long = await ask(oauth, `Bearer ${"A".repeat(12_000)}.${body}.${signature}`);
    assert.match(descriptionOf(long), /accessTokenLengthMax/);
    assert.equal((await ask(oauth, `Bearer ${good}`)).kind, "principal");
  });

  it("A4 nothing at all is absent, and what cannot be read says what to send", async () => {
    assert.deepEqual(await ask(oauth), { kind: "absent" });
    assert.deepEqual(await ask(oauth, " "), { kind: "absent" });
    for (const header of ["Bearer", "Bearer a b", good, `Basic ${good}`, "Digest x"]) {
      const description = descriptionOf(await ask(oauth, header), "invalid_request");
      assert.match(description, /send Authorization: Bearer/);
      assert.ok(!description.includes(good));
    }
    const both = await ask(oauth, `Bearer ${good}`, "slk_x");
    assert.match(descriptionOf(both, "invalid_request"), /both sent/);
  });

  it("A4 a token for one asset is good for that one alone", async () => {
    const narrow = await tokenOf(fresh, client, { resource: `${serverUrl}${path}` });
    assert.equal(claimsOf(narrow)["aud"], `${serverUrl}${path}`);
    assert.equal((await ask(oauth, `Bearer ${narrow}`)).kind, "principal");
    const other = { serverUrl, path: `${path.slice(0, -1)}0` };
    const found = await oauth.authenticateAsset(
      { authorization: `Bearer ${narrow}`, appKey: undefined },
      other,
    );
    assert.match(descriptionOf(found), /another server or asset/);
  });

  it("A4 an application key is taken in each of its three forms, and ends when it is revoked or expires", async () => {
    const { applicationKeys } = oauth;
    const { key, id } = await applicationKeys.create(fresh.admin, { org: "myOrg", name: "k" });
    for (const found of [
      await ask(oauth, `Bearer ${key}`),
      await ask(oauth, `AppKey ${key}`),
      await ask(oauth, `appkey  ${key}`),
      await ask(oauth, undefined, key),
    ]) {
      assert.ok(found.kind === "principal" && found.principal.kind === "application-key");
      assert.equal(found.principal.id, id);
    }
    descriptionOf(await ask(oauth, `Bearer ${key}x`));
    descriptionOf(await ask(oauth, `AppKey ${good}`));
    await applicationKeys.revoke(fresh.admin, id);
    await applicationKeys.revoke(fresh.admin, id);
    assert.match(descriptionOf(await ask(oauth, `Bearer ${key}`)), /was revoked/);
  });

  it("A4 an SLToken stands for its user, with the user's groups as they are now", async () => {
    const { token, id } = await fresh.identity.createToken(fresh.admin, "admin");
    for (const groups of [["a", "b"], []]) {
      await oauth.groups.set(fresh.admin, "admin", groups);
      for (const scheme of ["Bearer", "SLToken"]) {
        const found = await ask(oauth, `${scheme} ${token}`);
        assert.ok(found.kind === "principal" && found.principal.kind === "user");
        assert.equal(found.principal.name, "admin");
        assert.deepEqual(found.principal.groups, groups);
      }
    }
    await fresh.identity.revokeToken(fresh.admin, id);
    descriptionOf(await ask(oauth, `Bearer ${token}`));
    descriptionOf(await ask(oauth, "Bearer local-unknown"));
  });
});

describe("the life of a token", () => {
  it("A4 ends 15 minutes after it began, whether or not the token was seen before", async () => {
    let nowMs = 1_700_000_000_000;
    const { fresh, oauth, client } = await withClient({ clock: { now: () => nowMs } });
    await using _ = fresh;
    const [seen, unseen] = [await tokenOf(fresh, client), await tokenOf(fresh, client)];
    nowMs += 899_999;
    assert.equal((await ask(oauth, `Bearer ${seen}`)).kind, "principal");
    nowMs += 1;
    for (const token of [seen, unseen]) {
      assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), /has expired/);
    }
  });

  it("A4 ends at once when its client is revoked, also by another process", async () => {
    const { fresh, oauth, client } = await withClient();
    await using _ = fresh;
    const token = await tokenOf(fresh, client);
    const { key, id } = await oauth.applicationKeys.create(fresh.admin, {
      org: "myOrg",
      name: "k",
    });
    assert.equal((await ask(oauth, `Bearer ${token}`)).kind, "principal");
    assert.equal((await ask(oauth, `Bearer ${key}`)).kind, "principal");
    {
      await using beside = await openIdentity({
        dataDirectory: fresh.path,
        clock: { now: () => Date.now() },
        limits: defaultLimits,
        region: "local",
      });
      await beside.clients.revoke(await beside.operator(), client.id);
      await beside.applicationKeys.revoke(await beside.operator(), id);
    }
    assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), /client .* was revoked/);
    assert.match(descriptionOf(await ask(oauth, `Bearer ${key}`)), /key was revoked/);
  });

  it("A4 ends with its key when that is discarded, and not when it is only replaced", async () => {
    let nowMs = Date.now();
    const { fresh, oauth, client } = await withClient({ clock: { now: () => nowMs } });
    await using _ = fresh;
    const first = await tokenOf(fresh, client);
    await oauth.signingKeys.rotate(fresh.admin, { discardOld: false });
    const second = await tokenOf(fresh, client);
    assert.notEqual(first.split(".")[0], second.split(".")[0]);
    for (const token of [first, second]) {
      assert.equal((await ask(oauth, `Bearer ${token}`)).kind, "principal");
    }
    assert.equal((await oauth.publishedKeys()).length, 2);
    await oauth.signingKeys.rotate(fresh.admin, { discardOld: true });
    assert.equal((await oauth.publishedKeys()).length, 1);
    for (const token of [first, second]) {
      assert.match(descriptionOf(await ask(oauth, `Bearer ${token}`)), /does not publish/);
    }
    nowMs += defaultLimits.signingKeyLifeMs;
    await tokenOf(fresh, client);
    assert.deepEqual(
      (await oauth.signingKeys.list(fresh.admin)).map(({ state }) => state),
      ["signs", "verifies"],
    );
    nowMs += defaultLimits.accessTokenLifeMsMax + 60_000;
    assert.equal((await oauth.publishedKeys()).length, 1);
  });
});

describe("the signing keys", () => {
  it("A4 lie sealed in the rows, and the key that opens them beside the rows for its owner alone", async () => {
    const { fresh, client } = await withClient();
    await using _ = fresh;
    await tokenOf(fresh, client);
    const row = await fresh.store.selectFrom("signing_keys").selectAll().executeTakeFirstOrThrow();
    assert.ok(!row.private_key.includes("{") && !row.public_key.includes('"d"'));
    const label = `signing-key:${row.id}`;
    const opened = await serverKeyIn(fresh.path).open(label, row.private_key);
    assert.match(opened ?? "", /"d":/);
  });
});

/** The real signing key, which only these tests take out of the data directory. */
async function signingKey(fresh: Fresh) {
  const row = await fresh.store.selectFrom("signing_keys").selectAll().executeTakeFirstOrThrow();
  const opened = await serverKeyIn(fresh.path).open(`signing-key:${row.id}`, row.private_key);
  const key = await importJWK(JSON.parse(opened ?? "{}"), "ES256");
  const published: unknown = JSON.parse(row.public_key);
  return { key, kid: row.id, published };
}

/** Signs with the right key what an honest issuer would not; `undefined` leaves a claim out. */
async function forger(fresh: Fresh) {
  const { oauth } = fresh;
  const other = await oauth.clients.create(fresh.admin, { org: "myOrg", name: "forged" });
  const honest = claimsOf(await tokenOf(fresh, other));
  const { key, kid } = await signingKey(fresh);
  return async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
    const payload = new TextEncoder().encode(JSON.stringify({ ...honest, ...claims }));
    const protectedHeader = { alg: "ES256", typ: "at+jwt", kid, ...header };
    return await new CompactSign(payload).setProtectedHeader(protectedHeader).sign(key);
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
