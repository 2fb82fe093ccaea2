#!/usr/bin/env node
// Starts the built product, or the source where it has not been built, on a Node that can run it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const built = new URL("dist/main.js", root);
const entry = existsSync(built) ? built : new URL("src/main.ts", root);
const nodeMajor = Number(process.versions.node.split(".")[0]);
const pinned = new URL("node_modules/.bin/node", root);

if (nodeMajor >= 24) {
  await import(entry.href);
} else if (existsSync(pinned)) {
  const args = [fileURLToPath(entry), ...process.argv.slice(2)];
  const child = spawn(fileURLToPath(pinned), args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(
    `Slipway needs Node 24 or newer; this is ${process.version}. Install it, or run "npm ci" in a clone.`,
  );
  process.exitCode = 1;
}
