import { setImmediate } from "node:timers/promises";
import { openControl } from "./open-control.ts";

/** Changes user and password of an account together until it is killed, and prints the number of each change. */
const [dataDirectory = "", path = "", from = "0"] = process.argv.slice(2);
const control = await openControl(dataDirectory);
const admin = await control.identity.operator();
for (let turn = Number(from); ; turn++) {
  const values = { username: `user-${turn}`, password: `password-${turn}-${"x".repeat(5_000)}` };
  await control.accounts.update(admin, { path }, { values });
  process.stdout.write(`${turn}\n`);
  await setImmediate();
}
