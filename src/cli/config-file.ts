import { readFile } from "node:fs/promises";
import * as z from "zod";
import { Refusal } from "../base/errors.ts";
import { defaultLimits } from "../base/limits.ts";
import { egressSection } from "./egress-section.ts";
import { oauthSection, originText as origin } from "./oauth-section.ts";

const limit = z.int().positive().optional();

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
  /** False unwires PyGen: its path and its tools are then not there. */
  pygen: z.boolean().optional(),
  /** False takes the MCP Server assets away: their endpoints then say that the feature is not active. */
  assets: z.boolean().optional(),
  /** False leaves the sample asset out of a first start; so does SLIPWAY_SAMPLE_ASSET=off. */
  sampleAsset: z.boolean().optional(),
  /** Connection strings of PostgreSQL by the names that data models use. */
  dataConnections: z
    .record(
      z.string().min(1),
      z.string().regex(/^postgres(ql)?:\/\//, "postgres://user@host/database"),
    )
    .optional(),
  /** File with the key for secrets: 32 bytes as Base64 or hexadecimal. SLIPWAY_SECRET_KEY has the key itself. */
  secretKeyFile: z.string().min(1).optional(),
  publicUrl: origin.optional(),
  platform_mcp: z
    .strictObject({
      mode: z.enum(["embedded", "proxy"]).optional(),
      host: origin.optional(),
      timeout_seconds: z.number().positive().max(86_400).optional(),
    })
    .optional(),
  /** Any of the limits in `base/limits.ts`, by name. */
  limits: z
    .strictObject(Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, limit])))
    .optional(),
  /** The issuer of access tokens for assets, and others whose tokens are good here. */
  oauth: oauthSection.optional(),
  /** What pipelines may reach of the network. */
  egress: egressSection.optional(),
  auth: z.strictObject({ unusable: z.enum(["describe", "reject"]) }).optional(),
});

export type ConfigFile = z.infer<typeof fileSchema>;

/** Reads and checks the JSON file of `--config`. Loaded on demand: the checker is larger than the rest of a command. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
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
