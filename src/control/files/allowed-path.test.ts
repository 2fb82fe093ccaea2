import assert from "node:assert/strict";
import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { temporaryDirectory } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { resolveAllowedPath } from "./allowed-path.ts";

test("A file path reaches allowed directories only, with symbolic links followed", async () => {
  await using directory = await temporaryDirectory();
  const root = await realpath(directory.path);
  const allowed = join(root, "allowed");
  await mkdir(join(allowed, "sub"), { recursive: true });
  await mkdir(join(root, "allowed-not"));
  await writeFile(join(root, "secret"), "secret");
  await symlink(join(root, "secret"), join(allowed, "link"));
  await symlink(root, join(allowed, "up"));
  await symlink(join(root, "nowhere"), join(allowed, "dangling"));
  const resolve = (path: string): Promise<string> => resolveAllowedPath(path, [allowed]);
  assert.equal(await resolve(`file://${allowed}/new.csv`), join(allowed, "new.csv"));
  assert.equal(await resolve(`file://localhost${allowed}/sub/x`), join(allowed, "sub/x"));
  assert.equal(await resolve(`file:${allowed}/sub/../x`), join(allowed, "x"));
  assert.equal(await resolve(`file://${allowed}`), allowed);
  const refused = [
    `file://${root}/secret`,
    `file://${allowed}/../secret`,
    `file://${allowed}-not/x`,
    `file://${allowed}/link`,
    `file://${allowed}/up/secret`,
    `file://${allowed}/up/allowed-not/new`,
    `file://${allowed}/dangling`,
    `file://host${allowed}/x`,
    `file:////${allowed}/x`,
    `file://${allowed}/x\0`,
    "file:relative",
  ];
  const words = new Set<string>();
  for (const path of refused) {
    const refusal = await refusalOf(resolve(path), "path-not-allowed");
    words.add(`${refusal.message} ${refusal.reason} ${refusal.resolution}`);
  }
  assert.equal(words.size, 1);
  await refusalOf(resolveAllowedPath(`file://${allowed}/x`, []), "path-not-allowed");
});

test("No file path resolves outside the allowed directory", async () => {
  await using directory = await temporaryDirectory();
  const root = await realpath(directory.path);
  const allowed = join(root, "allowed");
  await mkdir(join(allowed, "sub"), { recursive: true });
  await symlink(root, join(allowed, "up"));
  const piece = fc.constantFrom("..", ".", "", "sub", "up", "allowed", "new", "%2e%2e", "etc");
  const path = fc
    .tuple(fc.constantFrom(`file://${allowed}`, "file:///", "file:", allowed), fc.array(piece))
    .map(([start, pieces]) => [start, ...pieces].join("/"));
  await fc.assert(
    fc.asyncProperty(path, async (text) => {
      const real = await resolveAllowedPath(text, [allowed]).catch(() => allowed);
      assert.ok(real === allowed || real.startsWith(`${allowed}/`), `${text} led to ${real}`);
    }),
    { numRuns: 300 },
  );
});
