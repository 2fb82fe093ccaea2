import type { Json, JsonObject } from "../../base/json.ts";
import { dictionaryText, listText, literal, type PythonText } from "./python-text.ts";

/** JSON as Python text. */
export function jsonText(json: Json): PythonText {
  if (json === null || typeof json !== "object") return literal(json);
  return Array.isArray(json) ? listText(json.map(jsonText)) : jsonObjectText(json);
}

export function jsonObjectText(json: JsonObject): PythonText {
  return dictionaryText(Object.entries(json).map(([key, value]) => [key, jsonText(value)]));
}
