import { getOwn, setOwn } from "../../../base/json.ts";
import type { Value, ValueMap } from "../../../expr/value.ts";
import { toNumeric } from "../to-numeric.ts";

/** Builds the value of one element from what is told of it. */
export interface XmlValueBuilder {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  /** Closes the innermost element; its name and value once that was the outermost. */
  close(): { readonly name: string; readonly value: Value } | undefined;
}

interface OpenElement {
  readonly name: string;
  readonly map: ValueMap;
  hasAttributes: boolean;
  hasChildren: boolean;
  text: string;
}

/**
 * Attributes become `@name`, text beside attributes or elements `$`, an element that is repeated a list in the place of
 * its first; an element with text alone is that text, and one with nothing is null.
 */
export function xmlValueBuilder(matchTypes: boolean): XmlValueBuilder {
  const open: OpenElement[] = [];
  return {
    open: (name, attributes) => {
      const map: ValueMap = {};
      const entries = Object.entries(attributes);
      for (const [key, value] of entries) map[`@${key}`] = value;
      open.push({ name, map, hasAttributes: entries.length > 0, hasChildren: false, text: "" });
    },
    text: (text) => {
      const element = open.at(-1);
      if (element !== undefined) element.text += text;
    },
    close: () => {
      const element = open.pop();
      if (element === undefined) return undefined;
      const value = valueOf(element, matchTypes);
      const parent = open.at(-1);
      if (parent === undefined) return { name: element.name, value };
      parent.hasChildren = true;
      addChild(parent.map, element.name, value);
      return undefined;
    },
  };
}

function valueOf({ map, hasAttributes, hasChildren, text }: OpenElement, types: boolean): Value {
  if (!hasAttributes && !hasChildren) return text === "" ? null : typed(text, types);
  const isBlank = hasChildren ? text.trim() === "" : text === "";
  if (!isBlank) map["$"] = typed(text, types);
  return map;
}

/** No value of an element is a list by itself, so a list there means that the element was repeated. */
function addChild(map: ValueMap, name: string, value: Value): void {
  const before = getOwn<Value>(map, name);
  if (before === undefined) setOwn<Value>(map, name, value);
  else if (Array.isArray(before)) before.push(value);
  else setOwn<Value>(map, name, [before, value]);
}

/** With data types matched, what is written as a number or boolean; a code such as `007` stays text. */
function typed(text: string, types: boolean): Value {
  if (!types) return text;
  const trimmed = text.trim();
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(trimmed)
    ? (toNumeric(trimmed) ?? text)
    : text;
}
