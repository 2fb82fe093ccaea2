import { z } from "zod";
import { defineTool } from "../define-tool.ts";
import type { Preferences, ToolCall } from "../tool-call.ts";

const preferencesSchema = z.object({
  default_org: z.string().nullable(),
  default_path: z.string().nullable(),
  snaplex_path: z.string().nullable(),
});

export default defineTool({
  name: "save_user_preferences",
  toolset: "platform",
  title: "Save preferences",
  description:
    "Sets this session's default org, project and Snaplex, so that later calls can leave them out. Call it first. An empty text clears a default; no arguments shows them. Returns the defaults in force.",
  annotations: {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  input: {
    default_org: z.string().optional().describe("Organization name"),
    default_path: z.string().optional().describe("Project inside the org, e.g. shared"),
    snaplex_path: z.string().optional().describe("runtime_path_id of a Snaplex"),
  },
  example: { default_org: "myOrg", default_path: "myProject", snaplex_path: "myOrg/rt/local/dev" },
  response: preferencesSchema,
  async run(call, input) {
    const before = call.preferences.read();
    const org = changed(input.default_org, before.org);
    const kept: Preferences = org === before.org ? before : {};
    const projectPath = changed(input.default_path, kept.projectPath);
    const snaplexPath = changed(input.snaplex_path, kept.snaplexPath);
    const after = await checked(call, org, projectPath, snaplexPath);
    await call.preferences.write(after);
    if (after.org !== undefined) call.note({ org: after.org });
    return {
      default_org: after.org ?? null,
      default_path: after.projectPath ?? null,
      snaplex_path: after.snaplexPath ?? null,
    };
  },
});

function changed(given: string | undefined, before: string | undefined): string | undefined {
  return given === undefined ? before : given.trim() || undefined;
}

/** The preferences as the platform spells them; refuses what does not exist. */
async function checked(
  call: ToolCall,
  org: string | undefined,
  projectPath: string | undefined,
  snaplexPath: string | undefined,
): Promise<Preferences> {
  const { orgs, snaplexes } = call.control;
  const known = org === undefined ? undefined : await orgs.resolve(call.caller, org);
  const project =
    projectPath === undefined
      ? undefined
      : await orgs.resolveProject(call.caller, { org: known?.name, projectPath }, "default_path");
  const snaplex =
    snaplexPath === undefined
      ? undefined
      : await snaplexes.resolve(call.caller, {
          org: known?.name ?? orgOf(snaplexPath),
          snaplexPath,
        });
  return {
    ...(known === undefined ? {} : { org: known.name }),
    ...(project === undefined ? {} : { projectPath: project.projectPath }),
    ...(snaplex === undefined ? {} : { snaplexPath: snaplex.runtimePathId }),
  };
}

function orgOf(snaplexPath: string): string | undefined {
  return snaplexPath.split("/").find((part) => part !== "");
}
