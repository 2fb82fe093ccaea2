import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { believe } from "../../src/base/believe.ts";

/** A folder below `examples/pipelines`. */
export interface ExamplePipeline {
  /** Name of the folder, which is the label of the pipeline too. */
  readonly name: string;
  readonly directory: string;
  /** SLPy. */
  readonly source: string;
  readonly about: ExampleAbout;
  /** SLPy of the pipelines that it executes, by name. */
  readonly children: ReadonlyMap<string, string>;
  /** Contents by path below the folder `input`. */
  readonly input: FolderContents;
  /** Contents by path below the folder `expected`. */
  readonly expected: FolderContents;
}

export type FolderContents = ReadonlyMap<string, Buffer>;
export type ExampleAbout = z.infer<typeof aboutShape>;

const aboutShape = z.strictObject({
  title: z.string().min(5).max(80),
  /** Two or three sentences, for search. */
  description: z.string().min(80).max(600),
  keywords: z.array(z.string().min(2)).min(4),
  /** What HTTP servers answer; every host that the pipeline names answers so. */
  serves: z
    .array(
      z.strictObject({
        method: z.string().default("GET"),
        path: z.string(),
        status: z.int().default(200),
        headers: z.record(z.string(), z.string()).default({}),
        body: z.union([
          z.string(),
          z.record(z.string(), z.json()),
          z.array(z.record(z.string(), z.json())),
        ]),
      }),
    )
    .optional(),
  parameters: z.record(z.string(), z.string()).optional(),
  /** Files in the folder with pipelines that this one executes. */
  children: z.array(z.string().endsWith(".py")).optional(),
});

const root = join(import.meta.dirname, "../../examples/pipelines");

export function examplePipelines(): readonly ExamplePipeline[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readExample(name, join(root, name)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** All files below a directory; none when there is no such directory. */
export function folderContents(directory: string): FolderContents {
  const files = new Map<string, Buffer>();
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(directory, below), { withFileTypes: true })) {
      const path = join(below, entry.name);
      if (entry.isDirectory()) walk(path);
      else files.set(path, readFileSync(join(directory, path)));
    }
  };
  try {
    walk("");
  } catch (thrown) {
    if (believe<NodeJS.ErrnoException>(thrown).code !== "ENOENT") throw thrown;
  }
  return files;
}

function readExample(name: string, directory: string): ExamplePipeline {
  const text = (file: string): string => readFileSync(join(directory, file), "utf8");
  const about = aboutShape.parse(JSON.parse(text("example.json")), {
    error: (issue) => `${name}/example.json: ${issue.code}`,
  });
  return {
    name,
    directory,
    source: text("pipeline.py"),
    about,
    children: new Map(
      (about.children ?? []).map((file) => [file.replace(/\.py$/, ""), text(file)]),
    ),
    input: folderContents(join(directory, "input")),
    expected: folderContents(join(directory, "expected")),
  };
}
