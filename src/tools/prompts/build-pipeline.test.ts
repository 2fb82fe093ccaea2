import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { openControl, temporaryDirectory } from "../../../test/support/open-control.ts";
import { pygenTools } from "../pygen/catalog.gen.ts";
import { platformTools } from "../platform/catalog.gen.ts";
import buildPipeline from "./build-pipeline.ts";

async function rendered(goal?: string): Promise<string> {
  await using directory = await temporaryDirectory();
  await using control = await openControl(directory.path);
  const caller = await control.identity.operator();
  const { signal } = new AbortController();
  const given = goal === undefined ? {} : { goal };
  return await buildPipeline.render({ caller, control, preferences: {}, signal, given });
}

test("G12 the second prompt lays out the procedure for a goal, with call budgets, in under 1,500 tokens", async () => {
  const text = await rendered("Join orders with customers");
  assert.match(text, /^Goal: Join orders with customers\n/);
  assert.match(text, /pygen_query_pipeline_examples.*pygen_validate_connections/s);
  assert.match(text, /3 PyGen calls/);
  assert.ok(encode(text).length < 1_500, `${encode(text).length} tokens`);
});

test("G12 without a goal the second prompt says to ask for it", async () => {
  assert.match(await rendered(), /^Ask the user/);
  assert.match(await rendered("  "), /^Ask the user/);
});

test("G12 the procedure and the skill file name tools that exist", async () => {
  const names = new Set<string>([...platformTools, ...pygenTools].map(({ name }) => name));
  for (const text of [await rendered("x"), readFileSync("docs/skill/SKILL.md", "utf8")]) {
    for (const [name] of text.matchAll(
      /\b(?:pygen|upload|import|validate|execute|list|download)_[a-z]+(?:_[a-z]+)*/g,
    )) {
      assert.ok(names.has(name), name);
    }
  }
});
