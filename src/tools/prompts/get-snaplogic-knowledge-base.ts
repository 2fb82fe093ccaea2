import type { Org } from "../../control/orgs/orgs.ts";
import { definePrompt, type PromptCall } from "../define-prompt.ts";
import { takeWithin } from "../take-within.ts";

/** Characters of the part that names what the caller has; with the rules it stays under 1,500 tokens. */
const inventoryCharacters = 2_200;

export default definePrompt({
  name: "get_snaplogic_knowledge_base",
  title: "Knowledge base",
  description:
    "Your organizations, projects and Snaplexes, and the rules for working with pipelines here. Get it first.",
  async render(call) {
    const orgs = await call.control.orgs.list(call.caller);
    const lines: string[] = [];
    for (const org of orgs) lines.push(...(await orgLines(call, org)));
    const { items, omitted } = takeWithin(lines, inventoryCharacters);
    return [
      `You are ${call.caller.name}. What you can reach:`,
      ...(lines.length === 0
        ? ["- no organization; ask an administrator of the server for a role in one."]
        : items),
      ...(omitted === 0
        ? []
        : [
            `- and ${omitted} more lines; list_snaplexes and the other tools take any org by name.`,
          ]),
      "",
      `Preferences of this session: ${preferencesText(call)}.`,
      "",
      ...rules,
    ].join("\n");
  },
});

async function orgLines({ caller, control }: PromptCall, org: Org): Promise<string[]> {
  const projects = await control.orgs.projects(caller, org.name);
  const snaplexes = await control.snaplexes.list(caller, org.name);
  const paths = projects.slice(0, 20).map((project) => project.projectPath);
  const more = projects.length > paths.length ? `, and ${projects.length - paths.length} more` : "";
  return [
    `- org ${org.name} (your role: ${org.role}); projects: ${paths.join(", ") || "none"}${more}`,
    ...snaplexes.map(
      ({ runtimePathId, status, nodesRunning }) =>
        `  - Snaplex ${runtimePathId}: ${status}, ${nodesRunning} nodes running`,
    ),
  ];
}

function preferencesText({ preferences }: PromptCall): string {
  const { org, projectPath, snaplexPath } = preferences;
  const set = [
    org === undefined ? "" : `default_org ${org}`,
    projectPath === undefined ? "" : `default_path ${projectPath}`,
    snaplexPath === undefined ? "" : `snaplex_path ${snaplexPath}`,
  ].filter((text) => text !== "");
  return set.join(", ") || "none; set them with save_user_preferences";
}

const rules = [
  "Rules:",
  "1. Call save_user_preferences with default_org, default_path and snaplex_path; then org, project_path and snaplex_path can be left out. They last for this session.",
  "2. project_path is inside the org and never begins with the org's name. pipeline_path is /org/project/name. snaplex_path is a runtime_path_id, <org>/rt/<location>/<environment>.",
  "3. Send contents, not paths: slp_content is the whole SLP, file_content the whole file. Binary content goes as base64.",
  "4. upload_sldb input files, import_pipeline, validate_pipeline, mend what it reports, execute_pipeline, then list_sldb_files and download_sldb_file.",
  "5. validate_pipeline runs on a few documents and does not write; execute_pipeline really writes.",
  "6. Importing over an existing pipeline needs duplicate_check false; the version before is kept.",
  "7. In an SLP keep every snap id when you edit it: links and layout hang on them.",
  "8. Every result is {success, response, metadata}. On failure response is {error, reason, resolution}; do what resolution says instead of repeating the call.",
];
