/** The types that `instanceof` and the patterns of `match` know by name. */
export const typeNames = [
  "Null",
  "Boolean",
  "String",
  "Number",
  "Object",
  "Array",
  "Date",
  "DateTime",
  "LocalDate",
  "LocalTime",
  "LocalDateTime",
  "Uint8Array",
] as const;

export type TypeName = (typeof typeNames)[number];

export function isTypeName(name: string): name is TypeName {
  return typeNames.some((known) => known === name);
}
