import type { ToolCaller } from "../tool-call.ts";

/** What can be read by uri: `pipeline:///org/project/name`, `sldb:///org/project/name`, `run:///ruuid`. */
export interface Resources {
  readonly templates: readonly ResourceTemplate[];
  /** Pipelines and files that the caller can read, in pages; runs are too many to list. */
  list(caller: ToolCaller, cursor: string | undefined): Promise<ResourcePage>;
  /** Nothing when there is none, or none that the caller may read. */
  read(caller: ToolCaller, uri: string, signal: AbortSignal): Promise<ResourceContents | undefined>;
  exists(caller: ToolCaller, uri: string): Promise<boolean>;
  /** Tells the uris of what changes, whoever may read it; the returned function ends it. */
  watch(watcher: (change: ResourceChange) => void): () => void;
}

export interface ResourceTemplate {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType?: string;
}

export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size?: number;
}

export interface ResourcePage {
  readonly resources: readonly ListedResource[];
  readonly nextCursor?: string;
}

export type ResourceContents = { readonly uri: string; readonly mimeType: string } & (
  | { readonly text: string }
  /** Base64. */
  | { readonly blob: string }
);

export interface ResourceChange {
  readonly uri: string;
  readonly listChanged: boolean;
}
