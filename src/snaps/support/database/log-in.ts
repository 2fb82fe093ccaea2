import type { AccountTestContext, KeptValues } from "../../../engine/define-account.ts";
import { databaseFailure } from "./database-error.ts";
import { targetOf } from "./database-target.ts";
import { drivers } from "./databases.ts";

/** The test of an account: logs in and out again. */
export async function logIn(
  type: string,
  values: KeptValues,
  { egress, limits, signal }: AccountTestContext,
): Promise<void> {
  const target = targetOf({ path: "account", type, values, secrets: [] });
  const driver = drivers[target.kind];
  try {
    const connectTimeoutMs = limits.egressConnectMs;
    const connection = await driver.connect(target, { egress, signal, connectTimeoutMs });
    await connection.close();
  } catch (thrown) {
    throw databaseFailure(thrown, driver.dialect.label);
  }
}
