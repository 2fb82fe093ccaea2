import { resolve } from "node:path";
import { Refusal } from "../base/errors.ts";
import { type EgressPolicy, egressPolicyOf } from "../control/egress-settings.ts";
import type { Limits } from "../base/limits.ts";
import { defaultOAuthSettings, type OAuthSettings } from "../control/oauth/oauth-settings.ts";
import { defaultProxyTimeoutMs, type Upstream } from "../edge/platform-mcp.ts";
import type { MasterKey } from "../control/secrets/master-key.ts";
import type { ConfigFile } from "./config-file.ts";
import { readSecretKey } from "./secret-key.ts";
import { type CommandInput, textOption } from "./define-command.ts";

/** How the product is to run, from flags, environment, config file and defaults, in that order. */
export interface AppSettings {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data directory. */
  readonly dataDirectory: string;
  readonly region: string;
  /** Absolute directories that `file:///` paths of pipelines may reach. */
  readonly allowedFileDirectories: readonly string[];
  /** What pipelines may reach of the network. */
  readonly egress: EgressPolicy;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** What a header that is present but not usable gets: the documented empty tool list, or 401. */
  readonly unusableAuthorization: "describe" | "reject";
  /** Whether the PyGen tools are there. */
  readonly pygen: boolean;
  /** Whether MCP Server assets are served. */
  readonly assets: boolean;
  /** The remote Platform MCP Server that this one stands in front of; nothing when it answers by itself. */
  readonly upstream: Upstream | undefined;
  /** How the world addresses this server, when not by the address it listens on. */
  readonly publicUrl: string | undefined;
  /** Whether a first start adds the sample asset. */
  readonly sampleAsset: boolean;
  /** Connection strings of PostgreSQL by the names that data models use. */
  readonly dataConnections: Readonly<Record<string, string>>;
  /** Access tokens for assets. */
  readonly oauth: OAuthSettings;
  /** The operator's key for secrets; one that the data directory keeps when undefined. */
  readonly secretKey: MasterKey | undefined;
  /** Limits that are not at their defaults. */
  readonly limits: Partial<Limits>;
  readonly admin: { readonly name: string | undefined; readonly password: string | undefined };
}

/** Flags that every command which opens the data directory takes. */
export const dataOptions = [
  { flags: "--data <dir>", help: "Data directory; ./data by default, or SLIPWAY_DATA." },
  {
    flags: "--config <file>",
    help: "JSON file with port, host, data and further settings; or SLIPWAY_CONFIG.",
  },
] as const;

export async function readAppSettings(
  input: CommandInput,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<AppSettings> {
  const configPath = textOption(input, "config") ?? environment["SLIPWAY_CONFIG"];
  const file: ConfigFile =
    configPath === undefined
      ? {}
      : await (await import("./config-file.ts")).readConfigFile(configPath);
  const port = textOption(input, "port") ?? environment["SLIPWAY_PORT"];
  const host = textOption(input, "host") ?? environment["SLIPWAY_HOST"] ?? file.host ?? "127.0.0.1";
  return {
    port: port === undefined ? (file.port ?? 8080) : portOf(port),
    host,
    egress: egressPolicyOf(file.egress ?? {}, host),
    dataDirectory: resolve(
      textOption(input, "data") ?? environment["SLIPWAY_DATA"] ?? file.data ?? "./data",
    ),
    region: file.region ?? "local",
    allowedFileDirectories: (file.allowedFileDirectories ?? []).map((directory) =>
      resolve(directory),
    ),
    allowedHosts: file.allowedHosts ?? [],
    allowedOrigins: (file.allowedOrigins ?? []).map((origin) => origin.toLowerCase()),
    unusableAuthorization: file.auth?.unusable ?? "describe",
    pygen: file.pygen ?? true,
    assets: file.assets ?? true,
    sampleAsset: file.sampleAsset ?? environment["SLIPWAY_SAMPLE_ASSET"] !== "off",
    dataConnections: file.dataConnections ?? {},
    upstream: upstreamOf(file.platform_mcp),
    publicUrl: file.publicUrl,
    oauth:
      file.oauth === undefined
        ? defaultOAuthSettings
        : (await import("./oauth-section.ts")).oauthSettingsOf(file.oauth),
    secretKey: await readSecretKey(environment["SLIPWAY_SECRET_KEY"], file.secretKeyFile),
    limits: file.limits ?? {},
    admin: {
      name: environment["SLIPWAY_ADMIN_USER"],
      password: environment["SLIPWAY_ADMIN_PASSWORD"],
    },
  };
}

function upstreamOf(section: ConfigFile["platform_mcp"]): Upstream | undefined {
  if (section === undefined || section.mode === "embedded") return undefined;
  const { host, timeout_seconds: seconds } = section;
  return { host, timeoutMs: seconds === undefined ? defaultProxyTimeoutMs : seconds * 1000 };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Refusal(
    "invalid-argument",
    `Cannot use the port "${text}"`,
    "Expected a whole number from 0 to 65535; 0 picks a free port.",
    "Write --port 8080, or set SLIPWAY_PORT.",
  );
}
