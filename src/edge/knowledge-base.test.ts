import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { isObject } from "../base/json.ts";
import { openMcp } from "../../test/support/mcp-session.ts";
import { serveModes } from "../../test/support/serve-modes.ts";
import { mcpPath } from "./mcp-path.ts";

for (const [mode, serve] of Object.entries(serveModes)) {
  describe(`knowledge base, ${mode}`, () => {
    test("G12 the prompt names orgs, projects and Snaplexes on every path in under 1,500 tokens", async () => {
      await using served = await serve();
      const operator = await served.control.identity.operator();
      for (let number = 0; number < 30; number++) {
        const org = `org-with-a-rather-long-name-${number}`;
        await served.control.orgs.create(operator, org);
        for (const projectPath of ["first", "second", "third"]) {
          await served.control.orgs.ensureProject(operator, { org, projectPath });
        }
      }
      for (const path of [mcpPath, `${mcpPath}/platform`]) {
        const session = await openMcp(served.url, `SLToken ${served.token}`, path);
        const { prompts } = await session.request("prompts/list");
        assert.match(JSON.stringify(prompts), /"get_snaplogic_knowledge_base"/);
        const { messages } = await session.request("prompts/get", {
          name: "get_snaplogic_knowledge_base",
        });
        assert.ok(Array.isArray(messages));
        const first: unknown = messages[0];
        assert.ok(isObject(first) && isObject(first["content"]));
        const text = String(first["content"]["text"]);
        assert.match(text, /myOrg.*myProject/);
        assert.match(text, /myOrg\/rt\/local\/dev/);
        assert.match(text, /save_user_preferences/);
        assert.ok(encode(text).length < 1_500, `${encode(text).length} tokens`);
      }
    });
  });
}
