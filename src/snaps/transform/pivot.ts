import { setOwn } from "../../base/json.ts";
import type { Document, Value } from "../../expr/value.ts";
import { defineSnap, one } from "../../engine/define-snap.ts";
import { mapBatch } from "../../engine/operators/map-batch.ts";
import { choice } from "../../engine/settings/choice.ts";
import { flag } from "../../engine/settings/flag.ts";
import { path } from "../../engine/settings/path.ts";
import { table } from "../../engine/settings/table.ts";
import type { JsonPath } from "../../expr/path/json-path.ts";
import { copyDocument, copyValue } from "../support/copy-document.ts";
import { lastName } from "../support/document-field.ts";
import { requireMap } from "../support/require-map.ts";

const substitutes = [
  "Ignore",
  "Substitute null",
  "Substitute empty string",
  "Substitute zero",
] as const;
type Substitute = (typeof substitutes)[number];

export default defineSnap({
  classId: "com-snaplogic-snaps-transform-pivot",
  version: 1,
  name: "TransformPivot",
  label: "Pivot",
  category: "transform",
  summary: "Turns fields of a document into documents of their own.",
  details:
    "Each pivoted field becomes a document with the name of the field at `targetField`, its value at `targetValue`, and all that is not pivoted. The selected fields are pivoted; with `staticFields` they are what stays, and the other fields at the top of the document are pivoted, in their order. A selected field that is absent is left out, or pivoted (kept) with the value that its row says. When no field is left to pivot, a document with `staticFields` still comes out, with what the two last settings say; without, it passes as it is. No exported pipeline shows the keys of these settings; they are chosen here after the documented labels.",
  views: { input: one("document"), output: one("document") },
  settings: {
    selectedFields: table({
      help: "The fields to pivot, or with `staticFields` those to keep.",
      columns: {
        field: path({ help: "Path of the field, as in `$score`." }),
        ifAbsent: choice({
          help: "What to do when a document does not have it.",
          options: substitutes,
          default: "Ignore",
        }),
      },
    }),
    staticFields: flag({
      help: "Keeps the selected fields and pivots the others.",
      default: false,
    }),
    targetField: path({ help: "Where the name of the field goes.", default: "$field" }),
    targetValue: path({ help: "Where its value goes.", default: "$value" }),
    noPivotsField: choice({
      help: "With `staticFields`: the name when there is nothing to pivot.",
      options: substitutes,
      default: "Substitute null",
    }),
    noPivotsValue: choice({
      help: "With `staticFields`: the value when there is nothing to pivot.",
      options: substitutes,
      default: "Substitute null",
    }),
  },
  run: ({ settings }) => {
    const { targetField, targetValue, staticFields, noPivotsField, noPivotsValue } = settings;
    const selected = settings.selectedFields.flatMap(({ field, ifAbsent }) =>
      field === undefined ? [] : [{ path: field, ifAbsent }],
    );
    const take = staticFields ? takeOthers(selected) : takeSelected(selected);
    return mapBatch((document, out) => {
      const { kept, pivots } = take(document);
      if (pivots.length === 0 && !staticFields) out.push(document);
      else if (pivots.length === 0) {
        const empty = substitute(kept, targetField, noPivotsField);
        out.push(substitute(empty, targetValue, noPivotsValue));
      }
      for (const { name, value } of pivots) {
        const named = write(copyDocument(kept), targetField, name);
        out.push(write(named, targetValue, copyValue(value)));
      }
    });
  },
  examples: [
    {
      title: "Two fields become two documents",
      settings: {
        selectedFields: [{ field: "$maths" }, { field: "$music" }],
        targetField: "$subject",
        targetValue: "$score",
      },
      given: [{ name: "Ada", maths: 6, music: 4 }, { name: "Bob" }],
      gives: [
        { name: "Ada", subject: "maths", score: 6 },
        { name: "Ada", subject: "music", score: 4 },
        { name: "Bob" },
      ],
    },
    {
      title: "Everything but the selected fields",
      settings: {
        selectedFields: [{ field: "$name", ifAbsent: "Substitute empty string" }],
        staticFields: true,
      },
      given: [{ name: "Ada", maths: 6 }, { music: 4 }, { name: "Cid" }],
      gives: [
        { name: "Ada", field: "maths", value: 6 },
        { name: "", field: "music", value: 4 },
        { name: "Cid", field: null, value: null },
      ],
    },
    {
      title: "A target that cannot be written goes to the error view",
      settings: { selectedFields: [{ field: "$a" }], targetField: "$" },
      given: [{ a: 1 }],
      gives: [],
      errors: [{ error: "The output of Pivot is not an object", original: { a: 1 } }],
    },
  ],
});

interface Selected {
  readonly path: JsonPath;
  readonly ifAbsent: Substitute;
}

interface Taken {
  readonly kept: Document;
  readonly pivots: readonly { readonly name: string; readonly value: Value }[];
}

function takeSelected(selected: readonly Selected[]): (document: Document) => Taken {
  return (document) => {
    const kept = copyDocument(document);
    const pivots = selected.flatMap(({ path: field, ifAbsent }) => {
      const found = field.readOne(document);
      const value = found === undefined ? standIn(ifAbsent) : found;
      field.remove(kept);
      return value === undefined ? [] : [{ name: lastName(field), value }];
    });
    return { kept, pivots };
  };
}

/** A field at the top stays as a whole when something inside it is selected. */
function takeOthers(selected: readonly Selected[]): (document: Document) => Taken {
  const keptNames = new Set(selected.map(({ path: { segments } }) => nameOf(segments[0])));
  return (document) => {
    let kept: Document = {};
    const names = Object.keys(document);
    for (const name of names) {
      if (keptNames.has(name)) setOwn(kept, name, copyValue(document[name] ?? null));
    }
    for (const { path: field, ifAbsent } of selected) {
      if (field.readOne(document) === undefined) kept = substitute(kept, field, ifAbsent);
    }
    const others = names.filter((name) => !keptNames.has(name));
    return { kept, pivots: others.map((name) => ({ name, value: document[name] ?? null })) };
  };
}

function nameOf(segment: JsonPath["segments"][number] | undefined): string | undefined {
  return segment?.kind === "name" ? segment.name : undefined;
}

function substitute(document: Document, place: JsonPath, by: Substitute): Document {
  const value = standIn(by);
  return value === undefined ? document : write(document, place, value);
}

function standIn(by: Substitute): Value | undefined {
  if (by === "Ignore") return undefined;
  if (by === "Substitute null") return null;
  return by === "Substitute zero" ? 0 : "";
}

function write(document: Document, place: JsonPath, value: Value): Document {
  return requireMap(place.write(document, value), "The output of Pivot");
}
