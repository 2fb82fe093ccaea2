import type { ExampleSetting, SnapExample } from "../../../../engine/define-snap.ts";
import type { Document } from "../../../../expr/value.ts";

/** For a database without a server to show it on: the settings, and what a run without an account says. */
export function unconnectedExamples(
  settings: Readonly<Record<string, ExampleSetting>>,
  given?: readonly Document[],
): readonly SnapExample[] {
  return [
    {
      title: "Without an account nothing is reached",
      settings,
      ...(given === undefined ? {} : { given }),
      fails: "names no account",
    },
  ];
}
