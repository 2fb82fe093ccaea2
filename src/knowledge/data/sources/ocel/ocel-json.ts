import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { Refusal } from "../../../../base/errors.ts";
import { unreadable } from "../../load/load-refusals.ts";
import type { DataLimits } from "../../source-readers.ts";
import { type JsonElement, JsonElements } from "./json-elements.ts";
import { AttributeTypes, type OcelEvent, type OcelLog, type OcelObject } from "./ocel-log.ts";

/** OCEL 2.0 as JSON, and its predecessor OCEL 1.0 (`.jsonocel`), read twice: for events and for objects. */
export function openOcelJson(
  file: string,
  path: string,
  limits: Pick<DataLimits, "jsonDocumentLengthMax">,
): OcelLog {
  const elements = (sections: readonly string[]) => elementsOf(file, path, sections, limits);
  const eventAttributes = new AttributeTypes();
  const objectAttributes = new AttributeTypes();
  return {
    eventAttributes,
    objectAttributes,
    async *events() {
      for await (const element of elements(["events", "ocel:events", "eventTypes"])) {
        if (element.section === "eventTypes") addTypes(file, element, eventAttributes);
        else yield eventOf(file, element);
      }
    },
    async *objects() {
      for await (const element of elements(["objects", "ocel:objects", "objectTypes"])) {
        if (element.section === "objectTypes") addTypes(file, element, objectAttributes);
        else yield objectOf(file, element);
      }
    },
  };
}

async function* elementsOf(
  file: string,
  path: string,
  sections: readonly string[],
  limits: Pick<DataLimits, "jsonDocumentLengthMax">,
): AsyncIterable<JsonElement> {
  const elements = new JsonElements(limits.jsonDocumentLengthMax);
  const decoder = new TextDecoder();
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const content = path.endsWith(".gz") ? source.pipe(createGunzip()) : source;
  source.on("error", (error) => content.destroy(error));
  let found = false;
  try {
    for await (const piece of content) {
      const bytes: Uint8Array = piece;
      for (const element of elements.write(decoder.decode(bytes, { stream: true }))) {
        if (!sections.includes(element.section)) continue;
        found ||= element.section === sections[0] || element.section === sections[1];
        yield element;
      }
    }
  } catch (error) {
    if (error instanceof RangeError) throw tooLong(file, limits.jsonDocumentLengthMax);
    throw error;
  } finally {
    content.destroy();
    source.destroy();
  }
  if (!elements.isWhole) {
    throw unreadable(file, "OCEL 2.0 JSON", "Expected a whole JSON text; it ends in the middle.");
  }
  if (!found) {
    throw unreadable(
      file,
      "OCEL 2.0 JSON",
      `Expected a list \`${sections[0] ?? ""}\` at its top; found none, or an empty one.`,
    );
  }
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Lists and maps as JSON text. */
const value = z.unknown().transform((given) => {
  const known = scalar.safeParse(given);
  return known.success ? known.data : given === undefined ? null : JSON.stringify(given);
});
const relationships = z
  .array(z.object({ objectId: z.string(), qualifier: z.string().optional() }))
  .nullish();

const event2 = z.object({
  id: z.string(),
  type: z.string(),
  time: z.string(),
  attributes: z.array(z.object({ name: z.string(), value })).nullish(),
  relationships,
});

const object2 = z.object({
  id: z.string(),
  type: z.string(),
  attributes: z.array(z.object({ name: z.string(), time: z.string().optional(), value })).nullish(),
  relationships,
});

const event1 = z.object({
  "ocel:activity": z.string(),
  "ocel:timestamp": z.string(),
  "ocel:omap": z.array(z.string()).nullish(),
  "ocel:vmap": z.record(z.string(), value).nullish(),
});

const object1 = z.object({
  "ocel:type": z.string(),
  "ocel:ovmap": z.record(z.string(), value).nullish(),
});

const attributeTypes = z.object({
  attributes: z.array(z.object({ name: z.string(), type: z.string() })).nullish(),
});

function addTypes(file: string, element: JsonElement, types: AttributeTypes): void {
  const { attributes } = parsed(attributeTypes, file, element);
  for (const { name, type } of attributes ?? []) types.add(name, type);
}

function eventOf(file: string, element: JsonElement): OcelEvent {
  if (element.key !== undefined) {
    const event = parsed(event1, file, element);
    return {
      id: element.key,
      type: event["ocel:activity"],
      time: event["ocel:timestamp"],
      attributes: Object.entries(event["ocel:vmap"] ?? {}),
      relations: (event["ocel:omap"] ?? []).map((objectId) => ({ objectId, qualifier: "" })),
    };
  }
  const event = parsed(event2, file, element);
  return {
    id: event.id,
    type: event.type,
    time: event.time,
    attributes: (event.attributes ?? []).map((attribute) => [attribute.name, attribute.value]),
    relations: relationsOf(event.relationships),
  };
}

function objectOf(file: string, element: JsonElement): OcelObject {
  if (element.key !== undefined) {
    const object = parsed(object1, file, element);
    return {
      id: element.key,
      type: object["ocel:type"],
      attributes: Object.entries(object["ocel:ovmap"] ?? {}).map(([name, item]) => ({
        name,
        value: item,
      })),
      relations: [],
    };
  }
  const object = parsed(object2, file, element);
  return {
    id: object.id,
    type: object.type,
    attributes: (object.attributes ?? []).map(({ name, time, value: item }) =>
      time === undefined ? { name, value: item } : { name, time, value: item },
    ),
    relations: relationsOf(object.relationships),
  };
}

function relationsOf(list: z.output<typeof relationships>): OcelEvent["relations"] {
  return (list ?? []).map(({ objectId, qualifier = "" }) => ({ objectId, qualifier }));
}

function parsed<T>(schema: z.ZodType<T>, file: string, { text, section }: JsonElement): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unreadable(
      file,
      "OCEL 2.0 JSON",
      `Expected JSON in \`${section}\`; found \`${text.slice(0, 80)}\`.`,
    );
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw unreadable(
    file,
    "OCEL 2.0 JSON",
    `Expected each of \`${section}\` as the standard has it; \`${issue?.path.join(".") ?? ""}\` of \`${text.slice(0, 80)}\` is not.`,
  );
}

function tooLong(file: string, lengthMax: number): Refusal {
  return new Refusal(
    "too-large",
    `"${file}" has an element that is too long`,
    `One event or object has more than ${lengthMax} characters, the most that \`jsonDocumentLengthMax\` allows.`,
    "Check that the file is OCEL 2.0 as JSON.",
  );
}
