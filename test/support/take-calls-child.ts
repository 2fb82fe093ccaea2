import { once } from "node:events";
import { systemClock } from "../../src/base/clock.ts";
import { openCallWindows } from "../../src/store/sqlite/sqlite-call-windows.ts";

/**
 * Takes calls as fast as it can for so long, once it is told to begin, and prints when each one that was allowed had
 * been taken, and how many were refused.
 */
const [path = "", limit = "", windowMs = "", durationMs = ""] = process.argv.slice(2);
await using windows = openCallWindows(path);
process.stdout.write("ready\n");
await once(process.stdin, "data");
const endMs = Date.now() + Number(durationMs);
const allowedMs: number[] = [];
let refused = 0;
while (Date.now() < endMs) {
  const taken = await windows.take("asset", Number(limit), Number(windowMs), systemClock);
  if (taken.allowed) allowedMs.push(Date.now());
  else refused++;
}
process.stdout.write(`${JSON.stringify({ allowedMs, refused })}\n`);
process.stdin.destroy();
