import { Refusal } from "../base/errors.ts";
import type { PromptCall } from "./define-prompt.ts";

export interface Completion {
  readonly values: readonly string[];
  readonly total: number;
  readonly hasMore: boolean;
}

/** The protocol allows this many values in one answer. */
const valuesMax = 100;

/** Names that begin with what was typed, of those the caller can see; none for arguments that are not names. */
export async function completeArgument(
  argument: string,
  prefix: string,
  call: PromptCall,
): Promise<Completion> {
  const wanted = prefix.toLowerCase();
  const matching = (await candidates(argument, call))
    .filter((name) => name.toLowerCase().startsWith(wanted))
    .toSorted();
  return {
    values: matching.slice(0, valuesMax),
    total: matching.length,
    hasMore: matching.length > valuesMax,
  };
}

async function candidates(argument: string, call: PromptCall): Promise<readonly string[]> {
  const { caller, control, preferences } = call;
  const { org, projectPath } = preferences;
  switch (argument) {
    case "org":
    case "default_org":
      return (await control.orgs.list(caller)).map(({ name }) => name);
    case "project_path":
    case "default_path":
    case "destination_path":
      return ofOrg(async () =>
        (await control.orgs.projects(caller, org)).map((project) => project.projectPath),
      );
    case "snaplex_path":
    case "runtime_path_id":
      return ofOrg(async () =>
        (await control.snaplexes.list(caller, org)).map(({ runtimePathId }) => runtimePathId),
      );
    case "pipeline_path":
      return ofOrg(async () =>
        (await control.pipelines.list(caller, { org })).map(({ path }) => path),
      );
    case "pipeline_name":
      return ofOrg(async () =>
        (await control.pipelines.list(caller, { org, projectPath })).map(({ name }) => name),
      );
    case "sldb_file_name":
      return ofOrg(async () =>
        (await control.files.list(caller, { org, projectPath })).files.map(({ name }) => name),
      );
    default:
      return [];
  }
}

/** Names that depend on the session's preferences; none while these are not set. */
async function ofOrg(names: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await names();
  } catch (thrown) {
    if (thrown instanceof Refusal) return [];
    throw thrown;
  }
}
