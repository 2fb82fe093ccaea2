import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import { assetScope, basicOf, callback, postForm } from "../../../test/support/oauth-flow.ts";
import { type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";

const base = "/api/slipway/v1";

describe("administering OAuth over REST", () => {
  let served: ServedEdge;
  let member: string;
  before(async () => {
    served = await serveEdge({ limits: { oauthClientsPerOrgMax: 6, applicationKeysPerOrgMax: 3 } });
    const { identity } = served.control;
    const admin = await identity.operator();
    const grants = [{ org: "myOrg", role: "member" }] as const;
    await identity.createUser(admin, {
      name: "mia",
      password: "long enough",
      admin: false,
      grants,
    });
    member = (await identity.createToken(admin, "mia")).token;
  });
  after(() => served[Symbol.asyncDispose]());

  async function send(
    method: string,
    path: string,
    body?: unknown,
    token: string | undefined = served.token,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const answer = await fetch(`${served.url}${base}${path}`, {
      method,
      headers: {
        authorization: `SLToken ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const found: unknown = await answer.json();
    assert.ok(isObject(found));
    return { status: answer.status, body: found };
  }

  it("A4 makes a client whose secret is shown once, and ends it", async () => {
    const made = await send("POST", "/oauth-clients", {
      org: "myOrg",
      name: "rest",
      groups: ["b", "a", "b"],
    });
    assert.equal(made.status, 201);
    assert.deepEqual(made.body["groups"], ["a", "b"]);
    const [id, secret] = [String(made.body["id"]), String(made.body["secret"])];
    const listed = await send("GET", "/oauth-clients?org=myOrg");
    assert.ok(!JSON.stringify(listed.body).includes(secret));
    assert.match(JSON.stringify(listed.body), new RegExp(id));
    const form = { grant_type: "client_credentials", scope: assetScope };
    assert.equal((await postForm(served.url, form, basicOf(id, secret))).status, 200);
    const rotated = await send("POST", `/oauth-clients/${id}/secret`, { graceMs: 0 });
    const next = String(rotated.body["secret"]);
    assert.equal((await postForm(served.url, form, basicOf(id, secret))).status, 401);
    assert.equal((await postForm(served.url, form, basicOf(id, next))).status, 200);
    assert.equal((await send("DELETE", `/oauth-clients/${id}`)).status, 200);
    assert.equal((await postForm(served.url, form, basicOf(id, next))).status, 401);
    assert.equal((await send("DELETE", `/oauth-clients/${id}`)).status, 200);
    assert.equal((await send("POST", `/oauth-clients/${id}/secret`, {})).status, 404);
  });

  it("A4 makes and ends application keys, shows signing keys, and sets groups", async () => {
    const made = await send("POST", "/application-keys", {
      org: "myOrg",
      name: "k",
      lifeMs: 60_000,
    });
    assert.match(String(made.body["key"]), /^slk_[A-Za-z0-9_-]{43}$/);
    const listed = await send("GET", "/application-keys?org=myOrg");
    assert.ok(!JSON.stringify(listed.body).includes(String(made.body["key"])));
    assert.equal(
      (await send("DELETE", `/application-keys/${String(made.body["id"])}`)).status,
      200,
    );
    const rotated = await send("POST", "/signing-keys", {});
    const keys = await send("GET", "/signing-keys");
    assert.match(JSON.stringify(keys.body), new RegExp(String(rotated.body["id"])));
    assert.ok(!JSON.stringify(keys.body).includes("private"));
    const set = await send("PUT", "/user-groups", { user: "mia", groups: ["finance"] });
    assert.deepEqual(set.body, { user: "mia", groups: ["finance"] });
    assert.deepEqual((await send("GET", "/user-groups", undefined, member)).body, set.body);
  });

  it("A4 lets only an administrator of the org do so; what is of other orgs does not exist", async () => {
    const { orgs, identity, oauth } = served.control;
    const admin = await identity.operator();
    await orgs.create(admin, "otherOrg");
    const hidden = await oauth.clients.create(admin, { org: "otherOrg", name: "hidden" });
    const own = await oauth.clients.create(admin, { org: "myOrg", name: "own" });
    for (const [method, path, body, status] of [
      ["GET", "/oauth-clients?org=myOrg", undefined, 403],
      ["POST", "/oauth-clients", { org: "myOrg", name: "x" }, 403],
      ["DELETE", `/oauth-clients/${own.id}`, undefined, 403],
      ["POST", "/application-keys", { org: "myOrg", name: "x" }, 403],
      ["GET", "/oauth-clients?org=otherOrg", undefined, 404],
      ["DELETE", `/oauth-clients/${hidden.id}`, undefined, 404],
      ["POST", `/oauth-clients/${hidden.id}/secret`, {}, 404],
      ["DELETE", `/oauth-clients/${"0".repeat(24)}`, undefined, 404],
      ["GET", "/signing-keys", undefined, 403],
      ["POST", "/signing-keys", {}, 403],
      ["PUT", "/user-groups", { user: "mia", groups: ["admins"] }, 403],
      ["GET", "/user-groups?user=admin", undefined, 404],
    ] as const) {
      const answer = await send(method, path, body, member);
      assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    }
    assert.equal((await send("GET", "/oauth-clients?org=myOrg", undefined, "unknown")).status, 401);
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    ["no name", { org: "myOrg" }, /`name`/],
    ["an unknown field", { org: "myOrg", name: "x", redirect: [] }, /redirect/],
    ["an unknown grant type", { org: "myOrg", name: "x", grantTypes: ["password"] }, /grantTypes/],
    ["an unknown scope", { org: "myOrg", name: "x", scopes: ["all"] }, /no scope/],
    [
      "a public client without redirect",
      { org: "myOrg", name: "x", kind: "public" },
      /cannot use client_credentials/,
    ],
    [
      "redirects without their grant",
      { org: "myOrg", name: "x", redirectUris: [callback], grantTypes: ["client_credentials"] },
      /belong together/,
    ],
    [
      "refresh alone",
      { org: "myOrg", name: "x", grantTypes: ["refresh_token"] },
      /needs authorization_code/,
    ],
    [
      "too many redirects",
      {
        org: "myOrg",
        name: "x",
        redirectUris: Array.from({ length: 21 }, (_, at) => `https://x.example/${at}`),
      },
      /redirectUrisMax/,
    ],
    [
      "too many groups",
      { org: "myOrg", name: "x", groups: Array.from({ length: 101 }, (_, at) => `g${at}`) },
      /groupsMax/,
    ],
    ["a group with a slash", { org: "myOrg", name: "x", groups: ["a/b"] }, /no name for a group/],
    ["a name with a control character", { org: "myOrg", name: "a\u0000b" }, /no name for a client/],
    ["a list", [], /object/],
    ["deep nesting", JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`), /requestJsonDepthMax/],
  ];
  for (const [title, body, words] of wrong) {
    it(`A4 refuses a client with ${title}`, async () => {
      const answer = await send("POST", "/oauth-clients", body);
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(answer.body), words);
    });
  }

  for (const uri of [
    "javascript:alert(1)",
    "data:text/html,x",
    "http://other.example/cb",
    "https://user@x.example/cb",
    "https://x.example/cb#fragment",
    "https://*.example/cb",
    "https://x.example/a b",
    "/callback",
    `https://x.example/${"a".repeat(2_000)}`,
  ]) {
    it(`A4 registers nobody with the redirect URI ${uri.slice(0, 40)}`, async () => {
      const client = { org: "myOrg", name: "x", redirectUris: [uri] };
      const answer = await send("POST", "/oauth-clients", client);
      assert.equal(answer.status, 400);
      assert.match(String(answer.body["error"]), /is no redirect URI/);
    });
  }

  it("A4 refuses a second client of a name, and more than an org may have", async () => {
    assert.equal((await send("POST", "/oauth-clients", { org: "myOrg", name: "own" })).status, 409);
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) {
      const { status, body } = await send("POST", "/oauth-clients", {
        org: "myOrg",
        name: `n${at}`,
      });
      statuses.push(status);
      if (status === 429) assert.match(JSON.stringify(body), /oauthClientsPerOrgMax/);
    }
    assert.equal(statuses.at(-1), 429);
    for (let at = 0; at < 3; at++) {
      const { status, body } = await send("POST", "/application-keys", {
        org: "myOrg",
        name: `n${at}`,
      });
      assert.equal(status, at < 2 ? 201 : 429);
      if (status === 429) assert.match(JSON.stringify(body), /applicationKeysPerOrgMax/);
    }
  });
});

describe("clients that register themselves", () => {
  it("A4 are public, come back to the own machine alone, and are bounded", async () => {
    let nowMs = Date.now();
    await using served = await serveEdge({
      clock: { now: () => nowMs },
      oauth: { dynamicRegistration: true },
      limits: { selfRegistrationsPerMinuteMax: 8, selfRegisteredClientsMax: 2 },
    });
    const register = async (body: unknown) => {
      const answer = await fetch(`${served.url}/oauth2/register`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      const found: unknown = await answer.json();
      assert.ok(isObject(found));
      return { status: answer.status, body: found };
    };
    const redirect_uris = [callback];
    const made = await register({ redirect_uris, client_name: "Some agent" });
    assert.equal(made.status, 201);
    const { client_id: id, client_id_issued_at: issued, ...rest } = made.body;
    assert.ok(typeof id === "string" && typeof issued === "number");
    assert.deepEqual(rest, {
      client_name: "Some agent",
      redirect_uris,
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      scope: assetScope,
    });
    for (const [body, error] of [
      [{ redirect_uris: ["https://evil.example/cb"] }, "invalid_redirect_uri"],
      [{ redirect_uris: ["cursor://x"] }, "invalid_redirect_uri"],
      [{ redirect_uris: [] }, "invalid_redirect_uri"],
      [{ redirect_uris, grant_types: ["client_credentials"] }, "invalid_client_metadata"],
      [
        { redirect_uris, token_endpoint_auth_method: "client_secret_basic" },
        "invalid_client_metadata",
      ],
      [[], "invalid_client_metadata"],
    ] as const) {
      const answer = await register(body);
      assert.equal(`${answer.status} ${String(answer.body["error"])}`, `400 ${error}`);
    }
    assert.equal((await register({ redirect_uris })).status, 201);
    const tooOften = await register({ redirect_uris });
    assert.match(JSON.stringify(tooOften), /429.*selfRegistrationsPerMinuteMax/);
    nowMs += 60_000;
    const tooMany = await register({ redirect_uris });
    assert.match(JSON.stringify(tooMany), /429.*selfRegisteredClientsMax/);
  });
});
