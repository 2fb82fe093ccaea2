import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { fromBufferPromise } from "yauzl";
import { examplePipelines } from "./support/example-pipelines.ts";
import { compileExample, runExample } from "./support/run-example-pipeline.ts";

const examples = examplePipelines();

for (const example of examples) {
  describe(`example ${example.name}`, () => {
    const compiled = once(() => compileExample(example));

    it("compiles, and lint finds nothing", () => {
      compiled();
    });

    it("validates without writing anything", async () => {
      const { result, written } = await runExample(example, compiled(), "preview");
      assert.deepEqual({ state: result.state, errors: result.errors }, completed);
      assert.deepEqual([...written.keys()], []);
    });

    it("writes what is expected", async () => {
      const { result, written } = await runExample(example, compiled(), "execute");
      assert.deepEqual({ state: result.state, errors: result.errors }, completed);
      assert.deepEqual([...written.keys()].toSorted(), [...example.expected.keys()].toSorted());
      for (const [path, content] of example.expected) {
        assert.deepEqual(await shown(path, written.get(path)), await shown(path, content), path);
      }
    });
  });
}

describe("examples", () => {
  it("are told apart by their titles", () => {
    const titles = examples.map((example) => example.about.title.toLowerCase());
    assert.deepEqual([...new Set(titles)], titles);
  });

  it("are named as their folders, and begin with a sentence that says what they do", () => {
    for (const { name, source } of examples) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(source.includes(`Pipeline(label="${name}"`), `${name} is the label`);
      assert.match(source, /^"""[A-Z][^\n]{20,}\."""\n/, `${name} begins with a docstring`);
    }
  });

  it("stop the run when more documents fail than are tolerated", async () => {
    const example = examples.find(({ name }) => name === "stop-on-too-many-errors");
    assert.ok(example !== undefined);
    const { result, written } = await runExample(example, compileExample(example), "execute", {
      tolerated: "1",
    });
    assert.equal(result.state, "Failed");
    assert.equal(result.errors[0]?.error, "More than 1 bad records in prices.csv");
    assert.deepEqual([...written.keys()], []);
  });
});

const completed = { state: "Completed", errors: [] };

/**
 * JSON is compared as JSON unless it is indented for people; text as text; archives by what is in them, since how small
 * it gets depends on the machine; the rest byte for byte.
 */
async function shown(path: string, content: Buffer | undefined): Promise<unknown> {
  if (content === undefined) return undefined;
  if (/\.(?:xlsx|zip)$/.test(path)) return await unpacked(content);
  const decoded = content.toString("utf8");
  if (path.endsWith(".json") && !decoded.includes("\n  ")) return JSON.parse(decoded);
  return Buffer.from(decoded, "utf8").equals(content) ? decoded : content;
}

async function unpacked(archive: Buffer): Promise<readonly (readonly [string, string])[]> {
  const zip = await fromBufferPromise(archive);
  const files: (readonly [string, string])[] = [];
  for await (const entry of zip.eachEntry()) {
    files.push([entry.fileName, await text(await zip.openReadStreamPromise(entry))]);
  }
  return files;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
