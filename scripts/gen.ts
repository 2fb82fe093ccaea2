import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderAccountDocs } from "./account-docs.ts";
import { type Catalogue, renderCatalogue } from "./catalogue.ts";
import { renderJsonSchemas } from "./json-schemas.ts";
import { renderPipelineExamples } from "./pipeline-examples.ts";
import { renderSkill } from "./skill.ts";
import { renderSnapDocs } from "./snap-docs.ts";

/** Writes everything that is generated. With `--check` it writes nothing, and exits with 1 when something is stale. */
const catalogues: readonly Catalogue[] = [
  { folder: "src/snaps", list: "snaps", except: ["accounts", "support"] },
  { folder: "src/snaps/accounts", list: "accounts" },
  { folder: "src/tools/platform", list: "platformTools" },
  { folder: "src/tools/pygen", list: "pygenTools" },
  { folder: "src/tools/assets", list: "assetTools" },
  { folder: "src/tools/prompts", list: "prompts" },
  { folder: "src/pipeline/rules", list: "rules" },
  { folder: "src/knowledge/model/rules", list: "modelRules" },
  { folder: "src/store/migrations", list: "migrations" },
  { folder: "src/cli/commands", list: "commands" },
];

const root = dirname(import.meta.dirname);
const check = process.argv.includes("--check");
let stale = 0;

for (const catalogue of catalogues) {
  settle(`${catalogue.folder}/catalog.gen.ts`, renderCatalogue(root, catalogue));
}
const { snaps } = await import("../src/snaps/catalog.gen.ts");
settle("docs/snaps.md", renderSnapDocs(snaps));
const { accounts } = await import("../src/snaps/accounts/catalog.gen.ts");
settle("docs/account-types.md", renderAccountDocs(accounts));
const { version } = await import("../src/version.ts");
settle("docs/skill/SKILL.md", renderSkill(version));
for (const [name, text] of renderJsonSchemas()) settle(`docs/schemas/${name}`, text);
settle("src/pygen/search/pipeline-examples.gen.ts", renderPipelineExamples(root));
if (check && stale > 0) {
  console.error("Generated files are stale. Run `npm run gen` and commit what it writes.");
  process.exitCode = 1;
}

function settle(file: string, text: string): void {
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  stale++;
  console.log(check ? `stale: ${file}` : `wrote ${file}`);
  if (!check) writeFileSync(path, text);
}
