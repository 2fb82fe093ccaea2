import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { AccountDefinition } from "../../engine/define-account.ts";
import { accounts } from "../../snaps/accounts/catalog.gen.ts";
import { listed, sentences } from "../words.ts";

/** Every type of account, by label. */
export const accountTypes: readonly AccountDefinition[] = [...accounts].toSorted((a, b) =>
  a.label < b.label ? -1 : 1,
);

export function accountType(name: string): AccountDefinition | undefined {
  return accountTypes.find((type) => type.name === name);
}

/** The type that stands for a class of exported accounts. */
export function accountTypeOfClass(classId: string): AccountDefinition | undefined {
  return accountTypes.find((type) => type.classIds.includes(classId.toLowerCase()));
}

/** The type meant by its name, its label or a class id. */
export function findAccountType(given: string): AccountDefinition {
  const wanted = given.trim().toLowerCase();
  const found =
    accountTypes.find(({ name, label }) => name === wanted || label.toLowerCase() === wanted) ??
    accountTypeOfClass(wanted);
  if (found !== undefined) return found;
  const names = accountTypes.map(({ name }) => name);
  const words = accountTypes.flatMap(({ label, classIds }) => [label, ...classIds]);
  throw new Refusal(
    "invalid-argument",
    `There is no account type ${JSON.stringify(given.slice(0, 200))}.`,
    `Expected one of ${listed(names, 20)}.`,
    sentences(didYouMean(given, names) || didYouMean(given, words), "Pass the name of a type."),
  );
}

/** The label of a type, or its name when this build does not know it any more. */
export function typeLabel(name: string): string {
  return accountType(name)?.label ?? name;
}
