import { z } from "zod";
import { assetSchema } from "../src/control/assets/asset-schema.ts";
import { packageSchema } from "../src/control/assets/package-manifest.ts";
import { questionsSchema } from "../src/control/assets/questions.ts";
import { dataModelSchema } from "../src/knowledge/data/model/data-model-schema.ts";
import { knowledgeModelSchema } from "../src/knowledge/model/read/model-schema.ts";

/** The JSON Schemas of the YAML files that authors write, by file name: editors complete and check by them. */
export function renderJsonSchemas(): ReadonlyMap<string, string> {
  return new Map([
    rendered("knowledge-model", "Knowledge model", knowledgeModelSchema),
    rendered("data-model", "Data model", dataModelSchema),
    rendered("asset", "MCP Server asset", assetSchema),
    rendered("package", "Package", packageSchema),
    rendered("questions", "Recorded questions", questionsSchema),
  ]);
}

function rendered(name: string, title: string, schema: z.ZodType): [string, string] {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
  const text = JSON.stringify({ $schema, title, ...rest }, undefined, 2);
  return [`${name}.schema.json`, `${text}\n`];
}
