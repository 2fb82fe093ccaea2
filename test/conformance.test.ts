import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mcpPath } from "../src/edge/mcp-path.ts";
import { authorizingProxy } from "./support/authorizing-proxy.ts";
import { conformanceSurface } from "./support/conformance-fixtures/conformance-surface.ts";
import { type ConformanceOutcome, runConformance } from "./support/run-conformance.ts";
import type { ServeOptions } from "./support/serve-edge.ts";
import { type Serve, serveModes } from "./support/serve-modes.ts";

/** Scenarios that need no fixture, so that the product itself must pass them. */
const generic: Readonly<Record<string, readonly string[]>> = {
  "2025-11-25": [
    "server-initialize",
    "logging-set-level",
    "ping",
    "completion-complete",
    "tools-list",
    "prompts-list",
    "resources-list",
    "server-sse-multiple-streams",
    "dns-rebinding-protection",
    "server-session-lifecycle",
  ],
  "2026-07-28": [
    "completion-complete",
    "tools-list",
    "prompts-list",
    "resources-list",
    "server-sse-multiple-streams",
    "sep-2164-resource-not-found",
    "dns-rebinding-protection",
    "caching",
    "input-required-result-unsupported-methods",
    "http-header-validation",
  ],
};

const revisions = ["2025-11-25", "2026-07-28"];

describe("the conformance suite of the protocol", () => {
  for (const revision of revisions) {
    for (const [mode, serve] of Object.entries(serveModes)) {
      it(`P12 passes every check of ${revision}, the scored and the others, with the fixtures, ${mode}`, async () => {
        const { exitCode, output } = await outcome(
          serve,
          { surface: conformanceSurface() },
          revision,
        );
        assert.equal(exitCode, 0, output);
        assert.match(output, /^Total: \d+ passed, 0 failed$/m, output);
        if (revision === "2025-11-25") assert.match(output, /^Total: 84 passed/m);
        assert.doesNotMatch(output, /^✗/m, output);
      });
    }

    it(`P12 passes the scenarios of ${revision} that need no fixture with the product`, async () => {
      const { output } = await outcome(serveModes.embedded, {}, revision);
      for (const scenario of generic[revision] ?? []) {
        assert.match(output, new RegExp(`^✓ ${scenario}: [1-9]\\d* passed, 0 failed$`, "m"));
      }
    });
  }
});

async function outcome(
  serve: Serve,
  options: ServeOptions,
  revision: string,
): Promise<ConformanceOutcome> {
  await using served = await serve(options);
  await using proxy = await authorizingProxy(served.url, `SLToken ${served.token}`);
  return await runConformance(`${proxy.url}${mcpPath}`, "--requirements", revision);
}
