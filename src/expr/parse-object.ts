import type { Expression, ObjectNode, PropertyNode, SpreadNode } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { parseOne } from "./parse-operators.ts";
import { parseItem } from "./parse-postfix.ts";

/** Reads an object literal. A comma after the last member is allowed, in a library also one before the first. */
export function parseObject(cursor: Cursor): ObjectNode {
  const { start } = cursor.next();
  const members: (PropertyNode | SpreadNode)[] = [];
  if (cursor.library) cursor.takeSign(",");
  while (!cursor.isSign("}")) {
    members.push(parseObjectMember(cursor));
    if (!cursor.takeSign(",")) break;
  }
  cursor.close("}", start, "object");
  Object.freeze(members);
  return cursor.node({ kind: "object", members, span: cursor.spanFrom(start) }, ...members);
}

function parseObjectMember(cursor: Cursor): PropertyNode | SpreadNode {
  if (cursor.isSign("...")) {
    const item = parseItem(cursor);
    if (item.kind === "spread") return item;
  }
  const { start } = cursor.token;
  const key = parseKey(cursor);
  if (!cursor.takeSign(":")) {
    const found = cursor.describe(cursor.token);
    const shown = typeof key === "string" ? key : "[key]";
    throw cursor.problem(
      cursor.token,
      "The member has no value.",
      `After the key \`${shown}\` expected \`:\` and found ${found}.`,
      `Write \`${shown}: value\`.`,
    );
  }
  const value = parseOne(cursor);
  const span = cursor.spanFrom(start);
  const children = typeof key === "string" ? [value] : [key, value];
  return cursor.node({ kind: "property", key, value, span }, ...children);
}

function parseKey(cursor: Cursor): string | Expression {
  const token = cursor.next();
  switch (token.kind) {
    case "name":
    case "string":
      return token.value;
    case "number":
      return String(token.value);
    case "field":
      return cursor.text(token);
    case "sign":
      if (token.value === "[") {
        const key = parseOne(cursor);
        cursor.close("]", token.start, "index");
        return key;
      }
      break;
    case "regex":
    case "end":
      break;
  }
  const found = cursor.describe(token);
  throw cursor.problem(
    token,
    "The object has no key here.",
    `Expected a key, such as \`name\`, 'first name' or [expression], and found ${found}.`,
    "Write `key: value`, or close the object with `}`.",
  );
}
