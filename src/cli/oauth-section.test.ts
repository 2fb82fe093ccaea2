import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { temporaryDirectory } from "../../test/support/temporary-directory.ts";
import { refusalOf } from "../../test/support/refusal.ts";
import { readAppSettings } from "./app-settings.ts";

async function settingsOf(oauth: unknown) {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "config.json");
  await writeFile(path, JSON.stringify({ oauth }));
  return (await readAppSettings({ arguments: [], options: { config: path } }, {})).oauth;
}

const external = { issuer: "https://login.example/", audience: "slipway", org: "myOrg" };

describe("the section oauth of the config file", () => {
  it("A4 is 15 minutes, no registration and no other issuer when it is left out", async () => {
    const { oauth } = await readAppSettings({ arguments: [], options: {} }, {});
    assert.equal(oauth.accessTokenLifeMs, 900_000);
    assert.deepEqual([oauth.dynamicRegistration, oauth.externalIssuers], [false, []]);
  });

  it("A4 names other issuers, with what is usual for the rest", async () => {
    const oauth = await settingsOf({
      issuer: "https://agents.example",
      accessTokenSeconds: 60,
      dynamicRegistration: true,
      externalIssuers: [external],
    });
    assert.equal(oauth.issuer, "https://agents.example");
    assert.equal(oauth.accessTokenLifeMs, 60_000);
    assert.equal(oauth.dynamicRegistration, true);
    assert.deepEqual(oauth.externalIssuers, [
      {
        ...external,
        subject: "client",
        nameClaim: "sub",
        groupsClaim: "groups",
        scopeClaim: "scope",
        scope: "mcp-asset.tools:execute",
        algorithms: ["RS256", "ES256"],
        clockToleranceSeconds: 30,
      },
    ]);
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    [
      "an issuer without encryption",
      { externalIssuers: [{ ...external, issuer: "http://login.example" }] },
      /oauth\.externalIssuers\.0\.issuer.*https/,
    ],
    [
      "keys without encryption",
      { externalIssuers: [{ ...external, jwksUrl: "http://login.example/k" }] },
      /jwksUrl/,
    ],
    [
      "a shared secret",
      { externalIssuers: [{ ...external, algorithms: ["HS256"] }] },
      /algorithms/,
    ],
    ["no signature", { externalIssuers: [{ ...external, algorithms: ["none"] }] }, /algorithms/],
    ["no audience", { externalIssuers: [{ ...external, audience: undefined }] }, /audience/],
    ["an issuer twice", { externalIssuers: [external, external] }, /each issuer once/],
    ["a token of a day", { accessTokenSeconds: 86_400 }, /accessTokenSeconds/],
    ["an issuer with a path", { issuer: "https://agents.example/x" }, /oauth\.issuer/],
    ["two scopes in one", { externalIssuers: [{ ...external, scope: "a b" }] }, /without blanks/],
    ["a word that is not known", { registration: true }, /registration/],
  ];
  for (const [title, section, words] of wrong) {
    it(`A4 refuses ${title}`, async () => {
      const refusal = await refusalOf(settingsOf(section), "invalid-content");
      assert.match(refusal.reason, words);
    });
  }
});
