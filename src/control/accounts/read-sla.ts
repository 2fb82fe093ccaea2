import { Refusal } from "../../base/errors.ts";
import type { Finding } from "../../base/finding.ts";
import { getOwn, isObject, setOwn } from "../../base/json.ts";
import type { Limits } from "../../base/limits.ts";
import type { AccountField } from "../../engine/account-fields.ts";
import type { AccountDefinition } from "../../engine/define-account.ts";
import { splitClassFqid } from "../../pipeline/read-snap.ts";
import { recogniseExport } from "../../pipeline/recognise-export.ts";
import { readJsonText } from "../../pipeline/text-problem.ts";
import { memberAt, memberOf, textOf, treeToJson } from "../../pipeline/tree-access.ts";
import { accountTypeOfClass, accountTypes, findAccountType } from "./account-types.ts";
import { expectedOf, isBlank } from "./check-values.ts";

/** What an exported account says, as far as it can be taken. */
export interface ReadAccount {
  readonly label: string;
  readonly classId: string;
  readonly type: AccountDefinition;
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the text of a `.sla`, or the `account` of a request that creates one on the platform. Secrets in exports are
 * encrypted for the platform that wrote them, so each becomes a finding that asks for it. Findings name keys alone.
 */
export function readSla(text: string, type: string | undefined, limits: Limits): ReadAccount {
  if (Buffer.byteLength(text) > limits.accountFileBytesMax) throw tooLarge(limits);
  const read = readJsonText(text, { ...limits, slpBytesMax: limits.accountFileBytesMax });
  if (!read.ok) throw unreadable(read.finding);
  const tree = memberOf(read.tree, "account") ?? read.tree;
  if (recogniseExport(tree) !== "account") throw notAnAccount();
  const fqid = textOf(memberOf(tree, "class_fqid")) ?? "";
  const classId = textOf(memberOf(tree, "class_id")) ?? splitClassFqid(fqid)?.classId ?? fqid;
  const known = type === undefined ? accountTypeOfClass(classId) : findAccountType(type);
  if (known === undefined) throw unknownClass(classId);
  const settings = memberAt(tree, "property_map", "settings");
  const leaves = leavesOf(settings === undefined ? {} : treeToJson(settings));
  return {
    label: textOf(memberAt(tree, "property_map", "info", "label")) ?? "",
    classId,
    type: known,
    ...takeFields(known, leaves),
  };
}

/** A setting of the file, wherever in its groups it stands. */
type Leaf =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "encrypted" }
  | { readonly kind: "expression" };

function takeFields(
  type: AccountDefinition,
  leaves: ReadonlyMap<string, Leaf>,
): Pick<ReadAccount, "values" | "findings"> {
  const values: Record<string, unknown> = {};
  const findings: Finding[] = [];
  for (const [key, field] of Object.entries(type.fields)) {
    const names = [key, ...field.shape.aliases];
    const leaf = names.map((name) => leaves.get(name)).find((one) => one !== undefined);
    const taken = takeField(field, leaf);
    if (taken.kind === "taken") setOwn(values, key, taken.value);
    else if (taken.kind === "bad") findings.push(notTaken(type, key, field));
    else if (taken.kind === "expression") findings.push(isExpression(key));
    else if (leaf?.kind === "encrypted") findings.push(toEnter(key, field));
    else if (field.shape.required && isBlank(field.shape.default))
      findings.push(toEnter(key, field));
  }
  return { values, findings };
}

type Taken =
  | { readonly kind: "taken"; readonly value: unknown }
  | { readonly kind: "bad" | "expression" | "absent" };

function takeField(field: AccountField<unknown>, leaf: Leaf | undefined): Taken {
  if (leaf === undefined || leaf.kind === "encrypted") return { kind: "absent" };
  if (leaf.kind === "expression") return { kind: "expression" };
  const value =
    field.shape.kind === "text" && Array.isArray(leaf.value) ? joined(leaf.value) : leaf.value;
  if (value === null || value === "") return { kind: "absent" };
  return field.parse(value) === undefined ? { kind: "bad" } : { kind: "taken", value };
}

/** A column of texts, as of bootstrap servers, as one text. */
function joined(rows: readonly unknown[]): string {
  return rows
    .flatMap((row) => (isObject(row) ? Object.values(row) : [row]))
    .filter((cell) => typeof cell === "string")
    .join(",");
}

/** Every setting by its key, out of the groups it stands in. Of a key that stands twice the first counts. */
function leavesOf(settings: unknown): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const visit = (group: unknown): void => {
    if (!isObject(group)) return;
    for (const [key, wrapped] of Object.entries(group)) {
      const leaf = leafOf(wrapped);
      if (leaf.kind === "value" && isObject(leaf.value)) visit(leaf.value);
      else if (!leaves.has(key)) leaves.set(key, leaf);
    }
  };
  visit(settings);
  return leaves;
}

function leafOf(wrapped: unknown): Leaf {
  if (!isObject(wrapped)) return { kind: "value", value: wrapped };
  if (["sym_key", "sym_iv", "fp"].some((key) => Object.hasOwn(wrapped, key)))
    return { kind: "encrypted" };
  const value = getOwn(wrapped, "value");
  if (wrapped["expression"] === true && !isBlankText(value)) return { kind: "expression" };
  if (Array.isArray(value)) return { kind: "value", value: value.map(unwrapRow) };
  if (value === undefined) {
    const isLeaf = Object.keys(wrapped).every((key) => key === "expression");
    return { kind: "value", value: isLeaf ? null : wrapped };
  }
  return { kind: "value", value };
}

function unwrapRow(row: unknown): unknown {
  if (!isObject(row)) return row;
  const cells: Record<string, unknown> = {};
  for (const [key, cell] of Object.entries(row)) {
    setOwn(cells, key, isObject(cell) ? (cell["value"] ?? null) : cell);
  }
  return cells;
}

function isBlankText(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function toEnter(key: string, { shape }: AccountField<unknown>): Finding {
  const command = shape.secret ? "set-secret" : "update";
  return {
    code: "account-field-to-enter",
    severity: "warning",
    place: { setting: key },
    error: `\`${key}\` must be entered.`,
    reason: shape.secret
      ? `The file has "${shape.label}" encrypted for the platform that wrote it, or not at all.`
      : `The file has no "${shape.label}".`,
    resolution: `Enter it with \`slipway account ${command}\`.`,
  };
}

function isExpression(key: string): Finding {
  return {
    code: "account-field-to-enter",
    severity: "warning",
    place: { setting: key },
    error: `\`${key}\` is an expression and must be entered as a value.`,
    reason:
      "Expected a value: accounts here are not evaluated. Snaps may name them by an expression instead.",
    resolution: "Make one account for each value, and let the Snap's account be an expression.",
  };
}

function notTaken(type: AccountDefinition, key: string, { shape }: AccountField<unknown>): Finding {
  return {
    code: "account-field-not-taken",
    severity: "warning",
    place: { setting: key },
    error: `\`${key}\` was not taken from the file.`,
    reason: `Expected ${expectedOf(shape)} for an account of the type ${type.label}.`,
    resolution: `Enter it with \`slipway account update --set ${key}=…\`.`,
  };
}

function unreadable({ error, reason, resolution }: Finding): Refusal {
  return new Refusal("invalid-content", error, reason, resolution);
}

function notAnAccount(): Refusal {
  return new Refusal(
    "invalid-content",
    "The JSON is no account.",
    "Expected an object with `class_id` and `property_map`, as a `.sla` file has it.",
    "Export the account from the platform, or make it with `slipway account create`.",
  );
}

function unknownClass(classId: string): Refusal {
  return new Refusal(
    "not-supported",
    `No account type stands for the class ${JSON.stringify(classId.slice(0, 200))}.`,
    `Expected a class of one of the types ${accountTypes.map(({ name }) => name).join(", ")}.`,
    "Say which type it is to be with `type` (`--type` on the command line).",
  );
}

function tooLarge({ accountFileBytesMax }: Limits): Refusal {
  return new Refusal(
    "too-large",
    "The file of the account is too large.",
    `It may have ${accountFileBytesMax} bytes (accountFileBytesMax).`,
    "Give the `.sla` of one account.",
  );
}
