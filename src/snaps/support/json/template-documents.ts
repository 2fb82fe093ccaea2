import type { Limits } from "../../../base/limits.ts";
import type { Scope } from "../../../expr/scope.ts";
import type { Document } from "../../../expr/value.ts";
import { parseTemplate } from "../velocity/parse-template.ts";
import { renderTemplate } from "../velocity/render-template.ts";
import { parseJsonText } from "./parse-json-stream.ts";

interface TemplateOptions {
  readonly limits: Limits;
  readonly scope: Pick<Scope, "parameters">;
  /** Each element of a root array becomes a document; otherwise the array is one. */
  readonly arrayElements: boolean;
  readonly typeExtensions: boolean;
}

/** Makes the function that renders a Velocity template of JSON for a document, and reads the documents in it. */
export function templateDocuments(
  content: string,
  { limits, scope, arrayElements, typeExtensions }: TemplateOptions,
): (document: Document) => Document[] {
  const template = parseTemplate(content, limits.jsonDepthMax);
  const options = {
    arrayElements,
    filterPath: undefined,
    nonStandard: true,
    typeExtensions,
    depthMax: limits.jsonDepthMax,
    documentLengthMax: limits.jsonDocumentLengthMax,
    batchSizeMax: limits.batchSizeMax,
  };
  return (document) => {
    const text = renderTemplate(template, {
      parameters: scope.parameters,
      document,
      stepsMax: limits.templateStepsMax,
      outputLengthMax: limits.templateOutputLengthMax,
    });
    return parseJsonText(text, options);
  };
}
