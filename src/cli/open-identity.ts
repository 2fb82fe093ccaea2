import { Refusal } from "../base/errors.ts";
import type { OpenIdentity } from "../control/open-identity.ts";
import type { AppSettings } from "./app-settings.ts";
import type { CliContext } from "./cli-context.ts";
import { firstStartText } from "./first-start.ts";

/** Users and tokens of a data directory. An empty one is filled first, as a first start of the server would. */
export async function openIdentity(
  context: CliContext,
  settings: AppSettings,
): Promise<OpenIdentity> {
  try {
    return await context.openIdentity(settings);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== "not-found") throw thrown;
  }
  const app = await context.openApp(settings);
  context.writeError(firstStartText(app));
  await app[Symbol.asyncDispose]();
  return await context.openIdentity(settings);
}
