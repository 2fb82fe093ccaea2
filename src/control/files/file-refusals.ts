import { Refusal } from "../../base/errors.ts";
import { didYouMean } from "../../base/nearest.ts";
import type { Store } from "../../store/schema.ts";
import type { Project } from "../orgs/orgs.ts";
import { listed, sentences } from "../words.ts";
import { filesIn } from "./file-rows.ts";

export async function noSuchFile(store: Store, project: Project, name: string): Promise<Refusal> {
  const names = (await filesIn(store, project)).map((file) => file.name);
  return new Refusal(
    "not-found",
    `There is no file ${JSON.stringify(name)} in ${project.path}.`,
    `Expected the name of a file of the project: ${listed(names)}.`,
    sentences(didYouMean(name, names), "Upload it first, or pass the project it is in."),
  );
}

export function fileExists(project: Project, name: string): Refusal {
  return new Refusal(
    "already-exists",
    `The file ${JSON.stringify(name)} already exists in ${project.path}.`,
    "Without overwriting, expected a name that no file of the project has.",
    'Pass "overwrite": true to replace it, or choose another name.',
  );
}

export function fileTooLarge(name: string, most: number): Refusal {
  return new Refusal(
    "too-large",
    `The file ${JSON.stringify(name)} is too large.`,
    `Expected at most ${most} bytes (limit \`fileBytesMax\`); found more.`,
    "Split the file, or compress it.",
  );
}
