import { setImmediate } from "node:timers/promises";
import { buildSlp } from "../../src/pipeline/build-slp.ts";
import { openControl } from "./open-control.ts";

/**
 * Imports, uploads and executes in a loop until it is killed, and prints each acknowledgement on a line of its own:
 * what was stored, its version or hash, or the run that was queued.
 */
const [dataDirectory = "", round = "0"] = process.argv.slice(2);
const control = await openControl(dataDirectory);
const admin = await control.identity.operator();
const where = { org: "myOrg", projectPath: "myProject" };
const never = new AbortController().signal;

function acknowledge(...words: readonly (string | number)[]): void {
  process.stdout.write(`${words.join(" ")}\n`);
}

async function importInLoop(): Promise<never> {
  for (let turn = 0; ; turn++) {
    const label = `p${turn % 5}`;
    const settings = {
      editable_content: JSON.stringify([{ round, turn, pad: "x".repeat(20_000) }]),
    };
    const classId = "com-snaplogic-snaps-transform-jsongenerator";
    const slp = buildSlp({ label, snaps: [{ id: "make", classId, settings }] });
    const order = { ...where, slp, duplicateCheck: false };
    const { version, snodeId } = await control.pipelines.import(admin, order);
    acknowledge("pipeline", label, version, snodeId);
    // Importing waits for the database alone, which never leaves the thread; callers over a network come one by one.
    await setImmediate();
  }
}

async function uploadInLoop(): Promise<never> {
  for (let turn = 0; ; turn++) {
    const name = `f${turn % 5}`;
    const text = `${round}-${turn}-`.repeat(40_000);
    const order = { ...where, name, content: new TextEncoder().encode(text), overwrite: true };
    const { sha256, size } = await control.files.upload(admin, order, never);
    acknowledge("file", name, sha256, size);
  }
}

async function executeOften(): Promise<void> {
  const target = { path: "/myOrg/myProject/myPipeline" };
  for (let turn = 0; turn < 6; turn++) {
    const source = { kind: "stored", target } as const;
    const { ruuid } = await control.runs.execute(admin, { source, wait: false });
    acknowledge("run", ruuid);
  }
}

await Promise.all([importInLoop(), uploadInLoop(), executeOften()]);
