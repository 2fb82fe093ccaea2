import { SnapFailure } from "../../../engine/snap-failure.ts";
import { isMap } from "../../../expr/operand.ts";
import type { Document, Value, ValueMap } from "../../../expr/value.ts";
import { describeValue } from "../describe-value.ts";
import { valueText } from "../text/value-text.ts";

export interface PrintXmlOptions {
  /** Attributes in the order of their names, and `<a></a>` for an empty element, as Canonical XML has it. */
  readonly canonical: boolean;
  readonly depthMax: number;
}

const nameStart =
  ":A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const xmlName = new RegExp(
  `^[${nameStart}][${nameStart}.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040-]*$`,
  "u",
);

/** Prints the fields of a document, each as an element; throws a `SnapFailure` for what has no form in XML. */
export function printFields(document: Document, options: PrintXmlOptions): string {
  let xml = "";
  for (const [name, value] of Object.entries(document)) {
    if (name === "$" || name.startsWith("@")) throw withoutElement(name);
    xml += printElement(name, value, 1, options);
  }
  return xml;
}

/** Prints an element; a list prints as an element for each of its items. */
export function printElement(
  name: string,
  value: Value,
  depth: number,
  options: PrintXmlOptions,
): string {
  checkName(name);
  if (depth > options.depthMax) throw tooDeep(name, options.depthMax);
  if (Array.isArray(value)) {
    return value.map((item) => printItem(name, item, depth, options)).join("");
  }
  if (isMap(value)) return printMap(name, value, depth, options);
  return printTag(name, "", value === null ? undefined : escapeText(textOf(name, value)), options);
}

function printItem(name: string, item: Value, depth: number, options: PrintXmlOptions): string {
  if (Array.isArray(item)) throw listInList(name);
  return printElement(name, item, depth, options);
}

function printMap(name: string, map: ValueMap, depth: number, options: PrintXmlOptions): string {
  const attributes: [string, string][] = [];
  let content: string | undefined;
  for (const [key, value] of Object.entries(map)) {
    if (key.startsWith("@")) {
      if (value !== null) attributes.push([key.slice(1), attributeText(key, value)]);
    } else if (key === "$") {
      if (value !== null) content = (content ?? "") + escapeText(textOf(name, value));
    } else {
      content = (content ?? "") + printElement(key, value, depth + 1, options);
    }
  }
  if (options.canonical) attributes.sort(byCanonicalOrder);
  const printed = attributes.map(([key, text]) => ` ${key}="${escapeAttribute(text)}"`);
  return printTag(name, printed.join(""), content === "" ? undefined : content, options);
}

function printTag(
  name: string,
  attributes: string,
  content: string | undefined,
  { canonical }: PrintXmlOptions,
): string {
  if (content === undefined && !canonical) return `<${name}${attributes}/>`;
  return `<${name}${attributes}>${content ?? ""}</${name}>`;
}

/** Declarations of namespaces stand before the others. */
function byCanonicalOrder([a]: readonly [string, string], [b]: readonly [string, string]): number {
  if (isDeclaration(a) !== isDeclaration(b)) return isDeclaration(a) ? -1 : 1;
  return a < b ? -1 : a === b ? 0 : 1;
}

function isDeclaration(name: string): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

function attributeText(key: string, value: Exclude<Value, null>): string {
  checkName(key.slice(1));
  if (!Array.isArray(value) && !isMap(value)) return textOf(key, value);
  throw new SnapFailure(
    `"${key}" cannot be an attribute`,
    `Expected text, a number, a boolean or a date for an attribute; found ${describeValue(value)}.`,
    `Take the "@" off the name, so that it becomes an element.`,
  );
}

function textOf(name: string, value: Exclude<Value, null>): string {
  const text = valueText(value);
  const bad = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]|\p{Cs}/u.exec(text)?.[0];
  if (bad === undefined) return text;
  const code = (bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  throw new SnapFailure(
    `"${name}" has a character that XML cannot hold`,
    `Expected text without control characters; found U+${code}.`,
    "Take it out with a Mapper, or encode the value, as with Base64.encode.",
  );
}

/** Text as it stands between tags. */
export function escapeText(text: string): string {
  return text.replaceAll(/[&<>\r]/g, escapeCharacter);
}

function escapeAttribute(text: string): string {
  return text.replaceAll(/[&<"\r\n\t]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  }
}

/** Refuses a name that no element or attribute can have. */
export function checkName(name: string): void {
  if (xmlName.test(name)) return;
  const near = name
    .trim()
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, "_")
    .replace(/^(?=[^\p{L}_])/u, "_");
  throw new SnapFailure(
    `"${name}" is no name for XML`,
    `Expected letters, digits, ".", "-" and "_" that begin with a letter or "_"; found "${name}".`,
    xmlName.test(near)
      ? `Rename it with a Mapper, for example to "${near}".`
      : "Rename it with a Mapper.",
  );
}

function withoutElement(name: string): SnapFailure {
  return new SnapFailure(
    `"${name}" has no element`,
    `Expected fields that become elements at the root of the document; found "${name}".`,
    `Put it into a field, as in {"order": {"${name}": …}}.`,
  );
}

function listInList(name: string): SnapFailure {
  return new SnapFailure(
    `"${name}" holds a list in a list`,
    "Expected a list of values or objects, which becomes an element for each; found a list in it.",
    "Give the inner list a name, or flatten it with a Mapper.",
  );
}

function tooDeep(name: string, depthMax: number): SnapFailure {
  return new SnapFailure(
    `"${name}" is nested too deeply for XML`,
    `Expected at most ${depthMax} elements inside each other (xmlDepthMax); found more.`,
    "Flatten the document, or have the operator raise the limit.",
  );
}
