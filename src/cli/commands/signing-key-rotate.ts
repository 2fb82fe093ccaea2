import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand } from "../define-command.ts";

export default defineCommand({
  name: "signing-key rotate",
  summary: "Make the key that access tokens are signed with from now on.",
  arguments: [],
  options: [
    {
      flags: "--discard-old",
      help: "Trust the old keys no more: every access token issued before is void at once.",
    },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const discardOld = input.options["discardOld"] === true;
    const { id } = await identity.signingKeys.rotate(await identity.operator(), { discardOld });
    context.write(`access tokens are signed with the key ${id} from now on\n`);
    return 0;
  },
});
