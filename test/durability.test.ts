import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import type { Caller } from "../src/control/caller.ts";
import type { Control } from "../src/control/control.ts";
import { defaultLimits } from "../src/base/limits.ts";
import { readSlp } from "../src/pipeline/read-slp.ts";
import { openControl, temporaryDirectory } from "./support/open-control.ts";
import { refusalOf } from "./support/refusal.ts";

const child = join(import.meta.dirname, "support/durability-child.ts");
const where = { org: "myOrg", projectPath: "myProject" };

/** What a killed process had acknowledged. */
interface Acknowledged {
  /** Newest version by pipeline. */
  readonly pipelines: Map<string, { readonly version: number; readonly snodeId: string }>;
  /** Hashes by file, in order. */
  readonly files: Map<string, string[]>;
  readonly runs: string[];
}

/** Starts the child on the directory and kills it after so many acknowledgements. */
async function killAfter(path: string, round: number, lines: number, acknowledged: Acknowledged) {
  const args = ["--disable-warning=ExperimentalWarning", child, path, String(round)];
  const running = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(running, "exit");
  let seen = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    take(line, acknowledged);
    if (++seen === lines) running.kill("SIGKILL");
  }
  const [, signal] = await ended;
  assert.equal(signal, "SIGKILL");
}

function take(line: string, { pipelines, files, runs }: Acknowledged): void {
  const [kind, name = "", value = "", snodeId = ""] = line.split(" ");
  if (kind === "pipeline") pipelines.set(name, { version: Number(value), snodeId });
  else if (kind === "file") files.set(name, [...(files.get(name) ?? []), value]);
  else if (kind === "run") runs.push(name);
}

test("After kill -9 what was acknowledged is there, everything is whole, and runs have a reason", async () => {
  await using directory = await temporaryDirectory();
  const all: Acknowledged = { pipelines: new Map(), files: new Map(), runs: [] };
  const killPoints = [1, 9, 23, 40, 14, 31];
  for (const [round, lines] of killPoints.entries()) {
    await killAfter(directory.path, round, lines, all);
    await using control = await openControl(directory.path);
    const admin = await control.identity.operator();
    await checkPipelines(control, admin, all);
    await checkFiles(control, admin, all);
    await checkRuns(control, admin, all);
  }
  assert.ok(all.pipelines.size > 0 && all.files.size > 0 && all.runs.length > 0);
});

test("A second process is refused while the first is there, and takes over when it was killed", async () => {
  await using directory = await temporaryDirectory();
  const running = spawn(process.execPath, [child, directory.path], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(running, "exit");
  await once(running.stdout, "data");
  running.stdout.resume();
  const refusal = await refusalOf(openControl(directory.path), "data-directory-in-use");
  assert.match(refusal.reason, new RegExp(`process ${running.pid} holds`));
  assert.ok(!refusal.reason.includes(directory.path));
  running.kill("SIGKILL");
  await ended;
  await using control = await openControl(directory.path);
  assert.equal(control.firstStart, undefined);
});

async function checkPipelines(control: Control, admin: Caller, all: Acknowledged): Promise<void> {
  for (const [name, { version, snodeId }] of all.pipelines) {
    const stored = await control.pipelines.get(admin, { ...where, name });
    assert.equal(stored.snodeId, snodeId);
    assert.ok(stored.version >= version, `${name}: ${stored.version} after ${version}`);
    const versions = await control.pipelines.versions(admin, { ...where, name });
    assert.equal(versions.length, stored.version);
  }
  for (const { name } of await control.pipelines.list(admin, where)) {
    const { slp } = await control.pipelines.get(admin, { ...where, name });
    assert.ok(readSlp(slp, defaultLimits).ok, `${name} is whole`);
  }
}

async function checkFiles(control: Control, admin: Caller, all: Acknowledged): Promise<void> {
  for (const name of all.files.keys()) await control.files.stat(admin, { ...where, name });
  const { files } = await control.files.list(admin, where);
  for (const { name, sha256, size } of files) {
    const hash = createHash("sha256");
    let bytes = 0;
    const { content } = await control.files.open(admin, { ...where, name });
    for await (const chunk of content) {
      hash.update(chunk);
      bytes += chunk.byteLength;
    }
    assert.deepEqual([hash.digest("hex"), bytes], [sha256, size], `${name} is whole`);
    const hashes = all.files.get(name) ?? [];
    const older = hashes.slice(0, -1);
    assert.ok(hashes.at(-1) === sha256 || !older.includes(sha256), `${name} did not go back`);
  }
}

async function checkRuns(control: Control, admin: Caller, all: Acknowledged): Promise<void> {
  for (const ruuid of all.runs) {
    const run = await control.runs.get(admin, ruuid);
    assert.equal(run.state, "Failed");
    assert.equal(run.errors[0]?.error, "The run was interrupted.");
    assert.match(run.errors[0]?.reason ?? "", /in the state (Queued|Started)/);
    assert.deepEqual(
      run.stateLog.slice(-2).map((entry) => entry.state),
      ["Failing", "Failed"],
    );
  }
}
