import * as z from "zod";
import { checkYaml } from "../../knowledge/yaml/check-yaml.ts";
import { readYaml, type YamlLimits } from "../../knowledge/yaml/read-yaml.ts";
import type { YamlFile, YamlFinding } from "../../knowledge/yaml/yaml-finding.ts";

/** What `package.yaml` says. */
export interface PackageManifest {
  readonly key?: string | undefined;
  readonly name?: string | undefined;
  readonly description: string;
  /** Values of `${{variable}}` in knowledge models. */
  readonly variables: Readonly<Record<string, string>>;
  readonly settings: {
    /** Every user with a role in the org may use what is published. */
    readonly orgMembersMayUse: boolean;
  };
}

export const packageKeyPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export const packageSchema = z.strictObject({
  key: z
    .string()
    .regex(packageKeyPattern, "Letters, digits, . _ and -, 100 at most")
    .describe("What the package is called in commands and paths.")
    .optional(),
  name: z.string().min(1).max(200).optional(),
  description: z.string().max(4_000).default(""),
  variables: z
    .record(z.string(), z.string())
    .default({})
    .describe("Values of `${{variable}}` in `dataModelId` of knowledge models."),
  settings: z
    .strictObject({
      orgMembersMayUse: z
        .boolean()
        .default(false)
        .describe("Whether every user with a role in the org may use what is published."),
    })
    .default({ orgMembersMayUse: false }),
});

export const emptyManifest: PackageManifest = {
  description: "",
  variables: {},
  settings: { orgMembersMayUse: false },
};

export type ReadManifest =
  | { readonly ok: true; readonly manifest: PackageManifest }
  | { readonly ok: false; readonly findings: readonly YamlFinding[] };

export function readManifest(file: YamlFile, limits: YamlLimits): ReadManifest {
  const read = readYaml(file, limits);
  if (!read.ok) return read;
  const checked = checkYaml(packageSchema, read.tree, file);
  return checked.ok ? { ok: true, manifest: checked.value } : checked;
}
