import { newSecret } from "../../base/ids.ts";
import { openIdentity } from "../open-identity.ts";
import { dataOptions, readAppSettings } from "../app-settings.ts";
import { defineCommand, listOption, textOption } from "../define-command.ts";

export default defineCommand({
  name: "user add",
  summary: "Add a user and print the password when it is generated.",
  arguments: [{ name: "<name>", help: "Name to log in with." }],
  options: [
    {
      flags: "--password <text>",
      help: "Password; SLIPWAY_USER_PASSWORD, or generated and printed when absent.",
    },
    { flags: "--admin", help: "May manage users and every org." },
    {
      flags: "--org <name>",
      help: "Make the user a member of this org; may be repeated.",
      repeats: true,
    },
    ...dataOptions,
  ],
  run: async (context, input) => {
    const settings = await readAppSettings(input, context.environment);
    await using identity = await openIdentity(context, settings);
    const given = textOption(input, "password") ?? context.environment["SLIPWAY_USER_PASSWORD"];
    const password = given ?? newSecret();
    const name = input.arguments[0] ?? "";
    await identity.createUser(await identity.operator(), {
      name,
      password,
      admin: input.options["admin"] === true,
      grants: listOption(input, "org").map((org) => ({ org, role: "member" })),
    });
    context.write(
      `added the user "${name}"${given === undefined ? ` with the password ${password}` : ""}\n`,
    );
    return 0;
  },
});
