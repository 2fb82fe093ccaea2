/** Python text that is not yet broken into lines. */
export type PythonText = string | PythonGroup;

/** Brackets with items: on one line when they fit, else one item a line. */
export interface PythonGroup {
  readonly open: string;
  readonly items: readonly PythonText[];
  readonly close: string;
}

const lineLengthMax = 100;

/** `callee(first, second)`. */
export function callText(callee: string, items: readonly PythonText[]): PythonGroup {
  return { open: `${callee}(`, items, close: ")" };
}

export function listText(items: readonly PythonText[]): PythonGroup {
  return { open: "[", items, close: "]" };
}

export function dictionaryText(entries: readonly (readonly [string, PythonText])[]): PythonGroup {
  const items = entries.map(([key, value]) => withPrefix(`${quote(key)}: `, value));
  return { open: "{", items, close: "}" };
}

/** `name=value`. */
export function argumentText(name: string, value: PythonText): PythonText {
  return withPrefix(`${name}=`, value);
}

export function withPrefix(prefix: string, text: PythonText): PythonText {
  return typeof text === "string" ? prefix + text : { ...text, open: prefix + text.open };
}

/** The text with its lines broken; `indent` is the number of spaces before it. */
export function printPython(text: PythonText, indent = 0): string {
  if (typeof text === "string") return text;
  const flat = printFlat(text);
  const fits = indent + flat.length <= lineLengthMax && !flat.includes("\n");
  return fits ? flat : printBroken(text, indent);
}

function printBroken(text: PythonGroup, indent: number): string {
  const [only] = text.items;
  if (only === undefined) return text.open + text.close;
  if (text.items.length === 1 && isHugged(only)) {
    const inner = typeof only === "string" ? only : printBroken(only, indent);
    return `${text.open}${inner}${text.close}`;
  }
  const spaces = " ".repeat(indent + 4);
  const lines = text.items.map((item) => `${spaces}${printPython(item, indent + 4)},\n`);
  return `${text.open}\n${lines.join("")}${" ".repeat(indent)}${text.close}`;
}

/** One list, or one text of several lines, needs no lines of its own for the brackets around it. */
function isHugged(item: PythonText): boolean {
  return typeof item === "string" ? item.includes("\n") : /^[[{]$/.test(item.open);
}

function printFlat(text: PythonText): string {
  if (typeof text === "string") return text;
  return `${text.open}${text.items.map(printFlat).join(", ")}${text.close}`;
}

/** A Python literal of a string: over several lines where that reads better, with the quotes that need no escape. */
export function quote(text: string): string {
  const plain = /^[^\p{Cc}\p{Cs}]*$/u.test(text.replaceAll("\n", ""));
  if (plain && text.includes("\n") && !text.includes('"""') && !/["\\]$/.test(text)) {
    return `"""${text.replaceAll("\\", "\\\\")}"""`;
  }
  const single = text.includes('"') && !/['\\]/.test(text) && plain && !text.includes("\n");
  return single ? `'${text}'` : JSON.stringify(text);
}

/** A Python literal of anything that is not an object. */
export function literal(value: null | boolean | number | bigint | string): string {
  if (value === null) return "None";
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "bigint" || Number.isFinite(value)) {
    return Object.is(value, -0) ? "-0.0" : String(value);
  }
  return value > 0 ? "1e999" : "-1e999";
}
