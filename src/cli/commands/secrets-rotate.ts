import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, textOption } from "../define-command.ts";
import { openIdentity } from "../open-identity.ts";
import { readSecretKeyFile } from "../secret-key.ts";

export default defineCommand({
  name: "secrets rotate",
  summary: "Seal all secrets with another key.",
  arguments: [],
  options: [
    {
      flags: "--old-key-file <file>",
      help: "The key before, when SLIPWAY_SECRET_KEY or `secretKeyFile` has the new one already.",
    },
    {
      flags: "--discard-unreadable",
      help: "Give up secrets that no known key opens; they have to be entered again.",
    },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    const file = textOption(input, "oldKeyFile");
    const oldKey = file === undefined ? undefined : await readSecretKeyFile(file);
    await using opened = await openIdentity(context, settings);
    const discardUnreadable = input.options["discardUnreadable"] === true;
    const rotation = await opened.secrets.rotate(await opened.operator(), {
      oldKey,
      discardUnreadable,
    });
    const { accounts, discarded, keyId, signingKeys } = rotation;
    context.write(
      `all is sealed with the key ${keyId} from now on: ${accounts} accounts, ${signingKeys} signing keys\n`,
    );
    if (discarded > 0)
      context.write(`the secrets of ${discarded} accounts are given up; enter them again\n`);
    if (settings.secretKey !== undefined)
      context.writeError("Restart servers that still run with the key before.\n");
    return 0;
  },
});
