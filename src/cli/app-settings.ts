import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as z from "zod";
import { Refusal } from "../base/errors.ts";
import { type CommandInput, textOption } from "./define-command.ts";

const fileSchema = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  host: z.string().min(1).optional(),
  data: z.string().min(1).optional(),
  region: z
    .string()
    .regex(/^[a-z0-9]+$/, "lowercase letters and digits")
    .optional(),
  allowedFileDirectories: z.array(z.string().min(1)).optional(),
  allowedHosts: z.array(z.string().min(1)).optional(),
  allowedOrigins: z.array(z.string().min(1)).optional(),
  auth: z.strictObject({ unusable: z.enum(["describe", "reject"]) }).optional(),
});

/** How the product is to run, from flags, environment, config file and defaults, in that order. */
export interface AppSettings {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data directory. */
  readonly dataDirectory: string;
  readonly region: string;
  /** Absolute directories that `file:///` paths of pipelines may reach. */
  readonly allowedFileDirectories: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** What a header that is present but not usable gets: the documented empty tool list, or 401. */
  readonly unusableAuthorization: "describe" | "reject";
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
  const file = configPath === undefined ? {} : await readConfig(configPath);
  const port = textOption(input, "port") ?? environment["SLIPWAY_PORT"];
  return {
    port: port === undefined ? (file.port ?? 8080) : portOf(port),
    host: textOption(input, "host") ?? environment["SLIPWAY_HOST"] ?? file.host ?? "127.0.0.1",
    dataDirectory: resolve(
      textOption(input, "data") ?? environment["SLIPWAY_DATA"] ?? file.data ?? "./data",
    ),
    region: file.region ?? "local",
    allowedFileDirectories: (file.allowedFileDirectories ?? []).map((directory) =>
      resolve(directory),
    ),
    allowedHosts: file.allowedHosts ?? [],
    allowedOrigins: file.allowedOrigins ?? [],
    unusableAuthorization: file.auth?.unusable ?? "describe",
    admin: {
      name: environment["SLIPWAY_ADMIN_USER"],
      password: environment["SLIPWAY_ADMIN_PASSWORD"],
    },
  };
}

async function readConfig(path: string): Promise<z.infer<typeof fileSchema>> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new Refusal(
      "not-found",
      `Cannot read the config file "${path}"`,
      "There is no such file, or it may not be read.",
      "Check --config or SLIPWAY_CONFIG.",
    );
  }
  const parsed = fileSchema.safeParse(parseJsonOrNothing(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "it" : `"${issue.path.join(".")}"`;
  throw new Refusal(
    "invalid-content",
    `The config file "${path}" cannot be used`,
    `In ${where}: ${issue?.message ?? "not a JSON object"}.`,
    `Expected a JSON object with any of: ${Object.keys(fileSchema.shape).join(", ")}.`,
  );
}

function parseJsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
