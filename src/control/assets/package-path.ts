import { Refusal } from "../../base/errors.ts";
import { isName } from "../check-name.ts";

/** What the files of a package are, by where they lie. */
export type PackageFileKind =
  | "package"
  | "data-model"
  | "knowledge-model"
  | "asset"
  | "data"
  | "conformance"
  | "questions"
  | "note";

const pathLengthMax = 500;

/** What a file at that path is; nothing when no file of a package lies there. */
export function kindOfPath(path: string): PackageFileKind | undefined {
  const parts = path.split("/");
  if (path.length > pathLengthMax || !parts.every(isName)) return undefined;
  const [folder = ""] = parts;
  const yaml = /\.ya?ml$/i.test(path);
  if (parts.length === 1) {
    if (path === "package.yaml") return "package";
    return /\.(md|txt)$/i.test(path) ? "note" : undefined;
  }
  switch (folder) {
    case "data":
      return "data";
    case "data-models":
      return yaml ? "data-model" : undefined;
    case "knowledge-models":
      return yaml ? "knowledge-model" : undefined;
    case "assets":
      return yaml && parts.length === 2 ? "asset" : undefined;
    case "conformance":
      return /\.(bpmn|xml)$/i.test(path) ? "conformance" : undefined;
    case "questions":
      return yaml ? "questions" : undefined;
    default:
      return undefined;
  }
}

/** The kind of a file, refusing a path at which none lies. */
export function checkPath(path: string): PackageFileKind {
  const kind = kindOfPath(path);
  if (kind !== undefined) return kind;
  throw new Refusal(
    "invalid-argument",
    `${JSON.stringify(path.slice(0, 200))} is no path of a file in a package.`,
    "Expected package.yaml, data-models/*.yaml, knowledge-models/**.yaml, assets/*.yaml, data/**, conformance/*.bpmn, questions/*.yaml, or a *.md beside them.",
    "Put the file into the folder that it belongs to; rows of tables belong into data/.",
  );
}

/** Whether a file is small text that is read whole; the others are streamed. */
export function isText(kind: PackageFileKind): boolean {
  return kind !== "data" && kind !== "conformance" && kind !== "note";
}
