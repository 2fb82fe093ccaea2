import { Refusal } from "../../base/errors.ts";
import type { Limits } from "../../base/limits.ts";
import { getOwn, setOwn } from "../../base/json.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { AccountFieldShape, AccountValue } from "../../engine/account-fields.ts";
import type { AccountDefinition, KeptValues } from "../../engine/define-account.ts";
import { listed, sentences } from "../words.ts";

type ValueLimits = Pick<Limits, "accountValueLengthMax" | "accountPropertiesMax">;

/** Values as they are kept, from what a caller gave. No refusal repeats a value: it may be a secret in the wrong place. */
export function checkValues(
  type: AccountDefinition,
  given: Readonly<Record<string, unknown>>,
  limits: ValueLimits,
): KeptValues {
  const values: Record<string, AccountValue> = {};
  for (const [key, input] of Object.entries(given)) {
    const field = getOwn(type.fields, key);
    if (field === undefined) throw unknownField(type, key);
    const value = field.parse(input);
    if (value === undefined) throw badValue(type, key, field.shape);
    requireSize(key, value, limits);
    setOwn(values, key, value);
  }
  return values;
}

/** What is changed on top of what was there; blanks and nulls take away. */
export function mergeValues(before: KeptValues, change: KeptValues): KeptValues {
  const values: Record<string, AccountValue> = {};
  for (const [key, value] of [...Object.entries(before), ...Object.entries(change)]) {
    if (isBlank(value)) delete values[key];
    else setOwn(values, key, value);
  }
  return values;
}

export function isBlank(value: AccountValue | undefined): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Keys of required fields that are not set and have no default. */
export function missingFields(type: AccountDefinition, set: ReadonlySet<string>): string[] {
  return Object.entries(type.fields)
    .filter(([key, { shape }]) => shape.required && isBlank(shape.default) && !set.has(key))
    .map(([key]) => key);
}

function requireSize(key: string, value: AccountValue, limits: ValueLimits): void {
  const rows = Array.isArray(value) ? value.length : 0;
  if (rows > limits.accountPropertiesMax) {
    throw tooLarge(key, `${limits.accountPropertiesMax} rows (accountPropertiesMax)`, `${rows}`);
  }
  const texts = typeof value === "string" ? [value] : textsOf(value);
  const longest = Math.max(0, ...texts.map((text) => text.length));
  if (longest > limits.accountValueLengthMax) {
    throw tooLarge(
      key,
      `${limits.accountValueLengthMax} characters (accountValueLengthMax)`,
      `${longest}`,
    );
  }
}

function textsOf(value: AccountValue): string[] {
  if (value === null || typeof value !== "object") return [];
  return value.flatMap((row) => [row.name, row.value]);
}

function unknownField(type: AccountDefinition, key: string): Refusal {
  const keys = Object.keys(type.fields);
  const aliased = keys.find((one) => getOwn(type.fields, one)?.shape.aliases.includes(key));
  const shown = JSON.stringify(key.slice(0, 80));
  return new Refusal(
    "invalid-argument",
    `An account of the type ${type.label} has no field ${shown}.`,
    `Expected any of ${listed(keys, 40)}.`,
    sentences(
      aliased === undefined ? didYouMean(key, keys) : `It is called "${aliased}" here.`,
      "Name the fields by these keys.",
    ),
  );
}

function badValue(type: AccountDefinition, key: string, shape: AccountFieldShape): Refusal {
  return new Refusal(
    "invalid-argument",
    `The field "${key}" of an account of the type ${type.label} cannot have that value.`,
    `Expected ${expectedOf(shape)}; found something else, which is not repeated here.`,
    `${shape.help} Give "${key}" such a value.`,
  );
}

/** What a field takes, for words and documentation. */
export function expectedOf(shape: AccountFieldShape): string {
  switch (shape.kind) {
    case "text":
    case "secret":
      return "a text";
    case "number":
      return `a whole number from ${shape.minimum} to ${shape.maximum}`;
    case "flag":
      return "true or false";
    case "choice":
      return `one of ${listed(shape.options, 20)}`;
    case "properties":
      return 'an object of names and values, or rows such as {"name": "…", "value": "…"}';
    default:
      return shape.kind satisfies never;
  }
}

function tooLarge(key: string, most: string, found: string): Refusal {
  return new Refusal(
    "too-large",
    `The value of "${key}" is too large.`,
    `It may have ${most}; found ${found}.`,
    "Shorten it, or have the operator raise the limit.",
  );
}
