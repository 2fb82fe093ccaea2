import { parseJson } from "../../base/json.ts";
import { deepEquals } from "../../expr/equality.ts";
import type { Document } from "../../expr/value.ts";
import type { Emission } from "../../engine/batch.ts";
import { defineSnap, one, optional } from "../../engine/define-snap.ts";
import { documentsOf } from "../../engine/operators/items.ts";
import { flag } from "../../engine/settings/flag.ts";
import { editor } from "../../engine/settings/text.ts";
import { SnapFailure } from "../../engine/snap-failure.ts";
import { printDocument } from "../support/json/print-document.ts";
import { templateDocuments } from "../support/json/template-documents.ts";

/** Characters of a document in an error. */
const shownLengthMax = 300;

export default defineSnap({
  classId: "com-snaplogic-snaps-test-assertequals",
  version: 1,
  name: "TestAssertEquals",
  label: "AssertEquals",
  category: "flow",
  summary: "Fails when documents differ from what is expected.",
  details:
    "The content is JSON, as a template as in JSON Generator; each element of a root array is a document that is expected, in their order. A document that differs is an error, as is one too many and, at the end, one too few; what is equal passes. With `evaluateWithInputDocument` the template is rendered anew for each document, and makes the one document that it is to equal. Documents are compared as JSON shows them: dates are their text, the order of keys does not count. The meaning of the two settings is inferred from their names.",
  views: { input: one("document"), output: optional("document") },
  settings: {
    editable_content: editor({ help: "The JSON that is expected, as a Velocity template." }),
    evaluateWithInputDocument: flag({
      help: "Renders the template for each document, which it may use.",
      default: false,
    }),
  },
  run: ({ settings, limits, scope, outputs }) => {
    const expectedFor = templateDocuments(settings.editable_content, {
      limits,
      scope,
      arrayElements: true,
      typeExtensions: false,
    });
    const fixed = settings.evaluateWithInputDocument ? undefined : expectedFor({});
    return async function* asserted({ inputs: [input], reject }): AsyncIterable<Emission> {
      if (input === undefined) return;
      let count = 0;
      for await (const batch of documentsOf(input)) {
        const items: Document[] = [];
        for (const document of batch) {
          try {
            const expected = fixed === undefined ? expectedFor(document)[0] : fixed[count];
            count++;
            requireEqual(document, expected, count);
            items.push(document);
          } catch (failure) {
            reject(document, failure);
          }
        }
        if (items.length > 0 && outputs.length > 0) yield { view: 0, items };
      }
      if (fixed !== undefined && count < fixed.length) reject({}, tooFew(fixed.length, count));
    };
  },
  examples: [
    {
      title: "All as expected",
      settings: { editable_content: '[{"id": 1}, {"id": 2, "tags": ["a"]}]' },
      given: [{ id: 1 }, { tags: ["a"], id: 2 }],
      gives: [{ id: 1 }, { tags: ["a"], id: 2 }],
    },
    {
      title: "One that differs, and one too few",
      settings: { editable_content: '[{"id": 1}, {"id": 2}, {"id": 3}]' },
      given: [{ id: 1 }, { id: "2" }],
      gives: [{ id: 1 }],
      errors: [
        {
          error: "Document 2 differs from what is expected",
          reason: 'Expected {"id":2}; found {"id":"2"}.',
          original: { id: "2" },
        },
        { error: "There are fewer documents than expected" },
      ],
    },
    {
      title: "What is expected depends on the document",
      settings: {
        editable_content: '{"id": $id, "double": #set($d = $id * 2)$d}',
        evaluateWithInputDocument: true,
      },
      given: [
        { id: 2, double: 4 },
        { id: 3, double: 5 },
      ],
      gives: [{ id: 2, double: 4 }],
      errors: [{ original: { id: 3, double: 5 } }],
    },
  ],
});

function requireEqual(document: Document, expected: Document | undefined, count: number): void {
  const found = printDocument(document);
  if (expected !== undefined && deepEquals(parseJson(found), expected)) return;
  const wanted = expected === undefined ? "no more documents" : printDocument(expected);
  throw new SnapFailure(
    `Document ${count} differs from what is expected`,
    `Expected ${wanted.slice(0, shownLengthMax)}; found ${found.slice(0, shownLengthMax)}.`,
    "Mend what makes the document, or what is expected.",
  );
}

function tooFew(expected: number, found: number): SnapFailure {
  return new SnapFailure(
    "There are fewer documents than expected",
    `Expected ${expected} documents; found ${found}.`,
    "Mend what makes the documents, or what is expected.",
  );
}
