import { readFile } from "node:fs/promises";
import { Refusal } from "../../base/errors.ts";
import { type AppSettings, dataOptions, readAppSettings } from "../app-settings.ts";
import type { CliContext } from "../cli-context.ts";
import { type CommandInput, textOption } from "../define-command.ts";
import { firstStartText } from "../first-start.ts";
import { serverUrlFile } from "../server-url-file.ts";
import { AssetClient, type RestPart } from "./asset-client.ts";

/** Flags of every command about packages. */
export const assetOptions = [
  { flags: "--org <name>", help: "Organization; may be left out by members of one alone." },
  {
    flags: "--url <url>",
    help: "A running server; without it the data directory is opened, or asked through the server that runs on it.",
  },
  { flags: "--token <token>", help: "SLToken for --url; SLIPWAY_TOKEN when absent." },
  { flags: "--user <name>", help: "Act as this user; the first administrator by default." },
  ...dataOptions,
] as const;

export interface OpenAssetClient extends AsyncDisposable {
  readonly client: AssetClient;
  /** Where the packages answer, as soon as a server runs. */
  readonly url: string;
}

/**
 * Packages of the server that `--url` names, of the one that runs on the data directory, or of the data directory
 * itself, which is then served to this command alone.
 */
export async function openAssetClient(
  context: CliContext,
  input: CommandInput,
  below: RestPart = "packages",
): Promise<OpenAssetClient> {
  const org = textOption(input, "org");
  const { signal, environment } = context;
  const url = textOption(input, "url");
  if (url !== undefined) {
    const token = textOption(input, "token") ?? environment["SLIPWAY_TOKEN"];
    if (token === undefined || token === "") throw noToken();
    return remote(new AssetClient(originOf(url), token, org, signal, below));
  }
  const settings = await readAppSettings(input, environment);
  const user = textOption(input, "user");
  try {
    return await served(context, settings, org, user, below);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== "data-directory-in-use") throw thrown;
    const running = await readFile(serverUrlFile(settings.dataDirectory), "utf8").catch(() => "");
    if (running === "") throw thrown;
    await using identity = await context.openIdentity(settings);
    const { token } = await identity.createToken(
      await identity.operator(),
      user ?? (await identity.operator()).name,
      { lifeMs: 60 * 60 * 1000 },
    );
    return remote(new AssetClient(running.trim(), token, org, signal, below));
  }
}

function remote(client: AssetClient): OpenAssetClient {
  return { client, url: client.url, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function served(
  context: CliContext,
  settings: AppSettings,
  org: string | undefined,
  user: string | undefined,
  below: RestPart,
): Promise<OpenAssetClient> {
  await using cleanUp = new AsyncDisposableStack();
  const local = { ...settings, port: 0, host: "127.0.0.1", upstream: undefined };
  const app = cleanUp.use(await context.openApp(local));
  context.writeError(firstStartText(app));
  const server = await app.serve({ scheduler: false });
  cleanUp.defer(() => server.close());
  const { identity } = app.control;
  const caller = await identity.operator(user);
  const { token, id } = await identity.createToken(caller, caller.name);
  cleanUp.defer(() => identity.revokeToken(caller, id));
  const resources = cleanUp.move();
  return {
    client: new AssetClient(server.url, token, org, context.signal, below),
    url: settings.publicUrl ?? `http://${settings.host}:${settings.port}`,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Of a URL with a path, such as that of an endpoint, the server alone. */
function originOf(text: string): string {
  try {
    return new URL(text).origin;
  } catch {
    throw new Refusal(
      "invalid-argument",
      `Cannot use the URL "${text}"`,
      "Expected the address of a server.",
      "Write --url http://127.0.0.1:8080, for example.",
    );
  }
}

function noToken(): Refusal {
  return new Refusal(
    "not-authenticated",
    "The token is missing",
    "Expected --token, or SLIPWAY_TOKEN, beside --url.",
    "Make one on the server with `slipway token create`.",
  );
}
