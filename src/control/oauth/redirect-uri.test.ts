import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as fc from "fast-check";
import { defaultLimits } from "../../base/limits.ts";
import { isRegisteredRedirect, redirectUriProblem } from "./redirect-uri.ts";

const hosts = ["127.0.0.1", "localhost", "[::1]"] as const;

describe("redirect URIs", () => {
  it("A4 of the own machine match whatever the port, and nothing else about them may differ", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...hosts),
        fc.constantFrom("", "/", "/cb", "/cb?x=1"),
        fc.integer({ min: 1, max: 65_535 }),
        fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
        (host, path, asked, registered) => {
          const own = `http://${host}${registered === undefined ? "" : `:${registered}`}${path}`;
          assert.ok(isRegisteredRedirect(`http://${host}:${asked}${path}`, [own]));
          assert.ok(!isRegisteredRedirect(`http://${host}:${asked}${path}x`, [own]));
          assert.ok(!isRegisteredRedirect(`https://${host}:${asked}${path}`, [own]));
          assert.ok(!isRegisteredRedirect(`http://${host}:${asked}.evil.example${path}`, [own]));
          assert.ok(!isRegisteredRedirect(`http://${host}:${asked}@evil.example${path}`, [own]));
          for (const other of hosts.filter((one) => one !== host)) {
            assert.ok(!isRegisteredRedirect(`http://${other}:${asked}${path}`, [own]));
          }
        },
      ),
    );
  });

  it("A4 of other machines match to the letter", () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ["https"] }),
        fc.string({ minLength: 1 }),
        (uri, more) => {
          assert.ok(isRegisteredRedirect(uri, ["https://other.example/", uri]));
          assert.ok(!isRegisteredRedirect(`${uri}${more}`, [uri]));
          assert.ok(!isRegisteredRedirect(`${more}${uri}`, [uri]));
        },
      ),
    );
  });

  it("A4 never throw, whatever is registered", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.notEqual(redirectUriProblem(text, defaultLimits), "");
        isRegisteredRedirect(text, ["http://127.0.0.1/cb"]);
      }),
    );
  });
});
