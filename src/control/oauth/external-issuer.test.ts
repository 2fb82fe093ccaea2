import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { freshOAuth } from "../../../test/support/open-oauth.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import type { Limits } from "../../base/limits.ts";
import type { AssetAuthentication } from "./asset-authentication.ts";
import type { ExternalIssuer } from "./oauth-settings.ts";

const issuerUrl = "https://login.example/tenant";
const discoveryUrl = `${issuerUrl}/.well-known/openid-configuration`;
const keysUrl = "https://login.example/keys";
const resource = {
  serverUrl: "https://agents.example",
  path: "/studio-copilot/api/v1/mcp-servers/mcp/56b10c32-97c5-4060-8e3d-12e040f889f2",
};

const issuer: ExternalIssuer = {
  issuer: issuerUrl,
  audience: "api://slipway",
  org: "myOrg",
  subject: "client",
  nameClaim: "preferred_username",
  groupsClaim: "roles",
  scopeClaim: "scp",
  scope: "assets.call",
  algorithms: ["RS256", "ES256"],
  clockToleranceSeconds: 30,
};

/** An issuer on a network that only these tests have. */
async function network() {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const state = {
    kid: "one",
    asked: [] as string[],
    down: false,
    documents: new Map<string, unknown>([[discoveryUrl, { issuer: issuerUrl, jwks_uri: keysUrl }]]),
  };
  const publish = async (kid: string): Promise<void> => {
    const key = { ...(await exportJWK(pair.publicKey)), kid, alg: "ES256", use: "sig" };
    state.documents.set(keysUrl, { keys: [key] });
  };
  await publish("one");
  const fetchFake = (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const address = url instanceof Request ? url.url : url.toString();
    state.asked.push(address);
    assert.equal(init?.redirect, "error");
    assert.ok(init?.signal instanceof AbortSignal);
    if (state.down) return Promise.reject(new TypeError("fetch failed"));
    const document = state.documents.get(address);
    return Promise.resolve(
      document === undefined
        ? new Response("", { status: 404 })
        : new Response(JSON.stringify(document)),
    );
  };
  const sign = async (
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
  ) => {
    const payload = {
      iss: issuerUrl,
      aud: "api://slipway",
      sub: "subject-1",
      preferred_username: "Ada's agent",
      roles: ["finance", "audit"],
      scp: "other assets.call",
      exp: Math.floor(Date.now() / 1000) + 600,
      ...claims,
    };
    return await new SignJWT(payload)
      .setProtectedHeader({ alg: "ES256", kid: "one", ...header })
      .sign(pair.privateKey);
  };
  return { state, publish, fetchFake, sign };
}

async function opened(changes: Partial<ExternalIssuer> = {}, limits: Partial<Limits> = {}) {
  const net = await network();
  const clock = { nowMs: Date.now() };
  const fresh = await freshOAuth({
    oauth: { externalIssuers: [{ ...issuer, ...changes }] },
    fetch: net.fetchFake,
    clock: { now: () => clock.nowMs },
    limits,
  });
  const ask = (token: string): Promise<AssetAuthentication> =>
    fresh.oauth.authenticateAsset(
      { authorization: `Bearer ${token}`, appKey: undefined },
      resource,
    );
  return { ...net, fresh, ask, clock };
}

function descriptionOf(found: AssetAuthentication): string {
  assert.ok(found.kind === "invalid", JSON.stringify(found));
  return `${found.error}: ${found.description}`;
}

describe("tokens of an external issuer", () => {
  it("A4 stand for a client of the configured org, with name and groups from the named claims", async () => {
    const { fresh, ask, sign, state } = await opened();
    await using _ = fresh;
    for (const token of [await sign(), await sign({}, { typ: "at+jwt" })]) {
      assert.deepEqual(await ask(token), {
        kind: "principal",
        principal: {
          kind: "client",
          id: `${issuerUrl}#subject-1`,
          name: "Ada's agent",
          orgId: fresh.orgId,
          groups: ["finance", "audit"],
        },
      });
    }
    assert.deepEqual(state.asked, [discoveryUrl, keysUrl]);
  });

  it("A4 stand for the user of that name where the operator says so", async () => {
    const { fresh, ask, sign } = await opened({ subject: "user" });
    await using _ = fresh;
    await fresh.oauth.groups.set(fresh.admin, "admin", ["local"]);
    const found = await ask(await sign({ preferred_username: "admin" }));
    assert.ok(found.kind === "principal" && found.principal.kind === "user");
    assert.deepEqual(found.principal.groups, ["local", "finance", "audit"]);
    assert.match(descriptionOf(await ask(await sign())), /names no user/);
  });

  const now = Math.floor(Date.now() / 1000);
  const wrong: readonly (readonly [
    string,
    Record<string, unknown>,
    Record<string, unknown>,
    RegExp,
  ])[] = [
    ["for another audience", { aud: "api://other" }, {}, /another server or asset/],
    ["that expired", { exp: now - 31 }, {}, /has expired/],
    ["that is not valid yet", { nbf: now + 100 }, {}, /not valid yet/],
    ["without an end", { exp: undefined }, {}, /lacks the claim exp/],
    ["without a subject", { sub: undefined }, {}, /lacks the claim sub/],
    ["without its scope", { scp: "other" }, {}, /insufficient_scope: .*assets\.call/],
    ["without a kid", {}, { kid: undefined }, /kid is missing/],
    ["of type id token", {}, { typ: "logout+jwt" }, /no access token/],
    ["of an issuer that nobody named", { iss: "https://login.example" }, {}, /another issuer/],
  ];
  it("A4 are refused when anything about them is wrong", async () => {
    const { fresh, ask, sign } = await opened();
    await using _ = fresh;
    for (const [title, claims, header, words] of wrong) {
      assert.match(descriptionOf(await ask(await sign(claims, header))), words, title);
    }
  });

  it("A4 are believed a little beyond their end, as far as clocks may differ", async () => {
    const { fresh, ask, sign, clock } = await opened();
    await using _ = fresh;
    const token = await sign({ exp: now - 10 });
    assert.equal((await ask(token)).kind, "principal");
    clock.nowMs += 30_000;
    assert.match(descriptionOf(await ask(token)), /has expired/);
  });

  it("A4 signed with a new key make us fetch the keys once, and unknown keys not more often than issuerRefetchMs", async () => {
    const { fresh, ask, sign, state, publish, clock } = await opened({ jwksUrl: keysUrl });
    await using _ = fresh;
    await ask(await sign());
    assert.equal(state.asked.length, 1);
    for (let at = 0; at < 20; at++) {
      assert.match(descriptionOf(await ask(await sign({}, { kid: `k${at}` }))), /does not publish/);
    }
    assert.equal(state.asked.length, 1);
    clock.nowMs += 30_000;
    await publish("two");
    const [one, two] = await Promise.all([
      ask(await sign({}, { kid: "two" })),
      ask(await sign({ sub: "b" }, { kid: "two" })),
    ]);
    assert.deepEqual([one.kind, two.kind], ["principal", "principal"]);
    assert.equal(state.asked.length, 2);
    clock.nowMs += 600_000;
    assert.match(descriptionOf(await ask(await sign({ exp: now + 5_000 }))), /does not publish/);
  });

  it("A4 cannot be checked while the issuer was never reached, and can with keys that are known", async () => {
    const { fresh, ask, sign, state, clock } = await opened();
    await using _ = fresh;
    state.down = true;
    const refusal = await refusalOf(ask(await sign()), "unavailable");
    assert.match(refusal.reason, /login\.example/);
    state.down = false;
    clock.nowMs += 30_000;
    assert.equal((await ask(await sign())).kind, "principal");
    state.down = true;
    clock.nowMs += 600_000;
    assert.equal((await ask(await sign({ sub: "c", exp: now + 5_000 }))).kind, "principal");
  });

  it("A4 are not believed by keys on another host than the issuer's, nor by a document of another issuer", async () => {
    for (const document of [
      { issuer: issuerUrl, jwks_uri: "https://evil.example/keys" },
      { issuer: "https://evil.example", jwks_uri: keysUrl },
      { issuer: issuerUrl },
      [],
    ]) {
      const { fresh, ask, sign, state } = await opened();
      await using _ = fresh;
      state.documents.set(discoveryUrl, document);
      await refusalOf(ask(await sign()), "unavailable");
      assert.ok(state.asked.every((url) => url === discoveryUrl));
    }
  });

  it("A4 are not believed by a document beyond issuerDocumentBytesMax", async () => {
    const { fresh, ask, sign, state } = await opened({}, { issuerDocumentBytesMax: 1_000 });
    await using _ = fresh;
    state.documents.set(discoveryUrl, {
      issuer: issuerUrl,
      jwks_uri: keysUrl,
      x: "y".repeat(1_000),
    });
    await refusalOf(ask(await sign()), "unavailable");
  });
});
