import type {
  ExampleItem,
  ExampleItems,
  SnapDefinition,
  SnapExample,
} from "../../engine/define-snap.ts";
import { exampleLine } from "./example-line.ts";

/** A runnable example of a Snap: the test of the Snap runs the same. */
export interface ShownExample {
  readonly snap: string;
  readonly title: string;
  readonly slpy: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Files that exist before, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Documents (binary content as text) on the input, or by view. */
  readonly documents_in?: unknown;
  readonly documents_out?: unknown;
  readonly errors?: unknown;
  /** Files that exist after, by path. */
  readonly writes?: Readonly<Record<string, string>>;
  /** The run fails with an error that contains this. */
  readonly fails?: string;
}

export function snapExamples(snap: SnapDefinition): readonly ShownExample[] {
  return snap.examples.map((example) => shownExample(snap, example));
}

function shownExample(snap: SnapDefinition, example: SnapExample): ShownExample {
  const { parameters, files, given, gives, errors, writes, fails } = example;
  return {
    snap: snap.name,
    title: example.title,
    slpy: exampleLine(snap, example),
    settings: example.settings ?? {},
    ...(parameters === undefined ? {} : { parameters }),
    ...(files === undefined ? {} : { files }),
    ...(given === undefined ? {} : { documents_in: shownItems(given) }),
    ...(gives === undefined ? {} : { documents_out: shownItems(gives) }),
    ...(errors === undefined ? {} : { errors: errors.map(shownItem) }),
    ...(writes === undefined ? {} : { writes }),
    ...(fails === undefined ? {} : { fails }),
  };
}

function shownItems(items: ExampleItems): unknown {
  if (isList(items)) return items.map(shownItem);
  return Object.fromEntries(
    Object.entries(items).map(([view, list]) => [view, list.map(shownItem)]),
  );
}

/** Bytes of a binary that are shown; more would cost a reader much and say little. */
const shownBytesMax = 300;

function shownBytes(bytes: Uint8Array): string {
  if (bytes.length > shownBytesMax) return `${bytes.length} bytes`;
  return `base64:${Buffer.from(bytes).toString("base64")}`;
}

/** What JSON cannot hold is shown as text. */
function shownItem(item: ExampleItem): unknown {
  const text = JSON.stringify(item, (_key, value: unknown) => {
    if (value instanceof Uint8Array) return shownBytes(value);
    return typeof value === "bigint" ? value.toString() : value;
  });
  const shown: unknown = JSON.parse(text);
  return shown;
}

function isList(items: ExampleItems): items is readonly ExampleItem[] {
  return Array.isArray(items);
}
