import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { believe } from "../../base/believe.ts";
import { createCatalogue } from "../../engine/catalogue.ts";
import { snaps } from "../../snaps/catalog.gen.ts";
import { knownSnaps } from "../../snaps/known/known-snaps.ts";
import { createPygen } from "../create-pygen.ts";
import { loadPipelineExamples } from "../load-pipeline-examples.ts";

/**
 * Questions by what answers them; `A|B`: either does. The vocabulary of the search was improved by what the other files
 * showed, never by `held-out.json`: its recall is what a question in new words may expect.
 */
type Questions = Readonly<Record<string, readonly string[]>>;

const folder = join(import.meta.dirname, "queries");
const pygen = createPygen(createCatalogue(snaps, knownSnaps), loadPipelineExamples);
const files = readdirSync(folder).toSorted();

/** The names of the first five answers. */
async function answers(file: string, question: string): Promise<readonly string[]> {
  if (!file.startsWith("pipelines")) {
    return pygen.searchSnaps(question, 5).map(({ name }) => name);
  }
  return (await pygen.searchPipelines(question, 5)).map(({ name }) => name);
}

describe("search", () => {
  it("G3 G4 finds the answer of 95 of 100 questions among the first five, and something for all but one", async (context) => {
    let [questions, found, empty] = [0, 0, 0];
    for (const file of files) {
      const expected = believe<Questions>(JSON.parse(readFileSync(join(folder, file), "utf8")));
      let [ofFile, foundInFile] = [0, 0];
      for (const [right, asked] of Object.entries(expected)) {
        for (const question of asked) {
          const got = await answers(file, question);
          ofFile++;
          if (got.length === 0) empty++;
          if (right.split("|").some((name) => got.includes(name))) foundInFile++;
          else context.diagnostic(`missed: ${question} (${right}); found ${got.join(", ")}`);
        }
      }
      context.diagnostic(`${file}: recall@5 ${(foundInFile / ofFile).toFixed(3)} of ${ofFile}`);
      questions += ofFile;
      found += foundInFile;
    }
    const [recall, zeroResults] = [found / questions, empty / questions];
    context.diagnostic(
      `recall@5 ${recall.toFixed(4)}, zero-result rate ${zeroResults.toFixed(4)}, ${questions} questions`,
    );
    assert.ok(questions >= 400, `${questions} questions`);
    assert.ok(recall >= 0.95, `recall@5 ${recall}`);
    assert.ok(zeroResults <= 0.01, `zero-result rate ${zeroResults}`);
  });

  it("G4 every pipeline of the cookbook compiles and validates on this build", async () => {
    const examples = await loadPipelineExamples();
    for (const { name, title } of examples) {
      const found = await pygen.searchPipelines(title, 3);
      assert.ok(
        found.some((example) => example.name === name),
        `${name} is not found by its title, or does not validate`,
      );
    }
  });

  it("answers questions that are nothing, huge or strange", async () => {
    for (const question of ["", "   ", "the of and", "☃", "a".repeat(100_000), "__proto__"]) {
      pygen.searchSnaps(question, 5);
      await pygen.searchPipelines(question, 5);
    }
  });
});
