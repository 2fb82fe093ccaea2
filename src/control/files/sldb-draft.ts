import { Refusal } from "../../base/errors.ts";
import { newSnodeId } from "../../base/ids.ts";
import type { BlobDraft, FinishedBlob } from "../../files/blob-store.ts";
import { contentTypeOf } from "../../base/content-type.ts";
import type { Core } from "../core.ts";
import type { Project } from "../orgs/orgs.ts";
import { fileExists, fileTooLarge } from "./file-refusals.ts";
import { fileIn, toFile } from "./file-rows.ts";
import type { StoredFile } from "./files.ts";
import { releaseBlob } from "./release-blob.ts";

export interface DraftTarget {
  readonly project: Project;
  readonly name: string;
  /** Name of the user. */
  readonly owner: string;
  readonly contentType?: string | undefined;
  readonly ifExists: "overwrite" | "append" | "ignore" | "error";
}

export interface CommittedDraft {
  readonly file: StoredFile;
  readonly action: "created" | "overwritten" | "appended" | "ignored";
}

/** A file of a project on its way: nobody sees it before `commit`, and after it all of it is on disk. */
export class SldbDraft {
  readonly #core: Core;
  readonly #target: DraftTarget;
  readonly #blob: BlobDraft;
  /** The file that the new bytes are appended to, as it was when the draft began. */
  readonly #base: StoredFile | undefined;

  private constructor(
    core: Core,
    target: DraftTarget,
    blob: BlobDraft,
    base: StoredFile | undefined,
  ) {
    this.#core = core;
    this.#target = target;
    this.#blob = blob;
    this.#base = base;
  }

  static async start(core: Core, target: DraftTarget): Promise<SldbDraft> {
    const existing = await fileIn(core.store, target.project, target.name);
    if (existing !== undefined && target.ifExists === "error") {
      throw fileExists(target.project, target.name);
    }
    const base = target.ifExists === "append" ? existing : undefined;
    const draft = new SldbDraft(core, target, await core.blobs.draft(), base);
    try {
      if (base !== undefined) await draft.#copy(base);
      return draft;
    } catch (failure) {
      await draft.discard();
      throw failure;
    }
  }

  async write(chunk: Uint8Array): Promise<void> {
    const most = this.#core.limits.fileBytesMax;
    if (this.#blob.size + chunk.byteLength > most) throw fileTooLarge(this.#target.name, most);
    await this.#blob.write(chunk);
  }

  async commit(): Promise<CommittedDraft> {
    const blob = await this.#blob.finish();
    return await this.#core.blobChanges.run(() => this.#commit(blob));
  }

  async discard(): Promise<void> {
    await this.#blob.discard();
  }

  async #copy(base: StoredFile): Promise<void> {
    const content = await this.#core.blobs.open(base.sha256, 0, base.size);
    if (content === undefined) throw changed(this.#target);
    for await (const chunk of content) await this.write(chunk);
  }

  async #commit(blob: FinishedBlob): Promise<CommittedDraft> {
    const { project, name, ifExists } = this.#target;
    const existing = await fileIn(this.#core.store, project, name);
    if (existing !== undefined && ifExists === "error") throw fileExists(project, name);
    if (existing !== undefined && ifExists === "ignore") {
      await this.discard();
      return { file: existing, action: "ignored" };
    }
    if (ifExists === "append" && existing?.sha256 !== this.#base?.sha256) {
      throw changed(this.#target);
    }
    await this.#blob.commit();
    const file = await this.#write(blob, existing);
    const listChanged = existing === undefined;
    this.#core.changes.tell({ kind: "file", name: file.path, listChanged });
    if (existing === undefined) return { file, action: "created" };
    await releaseBlob(this.#core, existing.sha256);
    return { file, action: ifExists === "append" ? "appended" : "overwritten" };
  }

  async #write(blob: FinishedBlob, existing: StoredFile | undefined): Promise<StoredFile> {
    const { project, name, owner } = this.#target;
    const nowMs = this.#core.clock.now();
    const changes = {
      size: blob.size,
      sha256: blob.sha256,
      content_type: this.#target.contentType ?? contentTypeOf(name),
      owner,
      updated_ms: nowMs,
    };
    const row = {
      id: existing?.id ?? newSnodeId(),
      org_id: project.orgId,
      project_id: project.id,
      name,
      search_name: name.toLowerCase(),
      created_ms: existing?.createdMs ?? nowMs,
      ...changes,
    };
    await this.#core.store
      .insertInto("files")
      .values(row)
      .onConflict((conflict) => conflict.columns(["project_id", "name"]).doUpdateSet(changes))
      .execute();
    return toFile(project, row);
  }
}

function changed({ project, name }: DraftTarget): Refusal {
  return new Refusal(
    "conflict",
    `The file ${JSON.stringify(name)} in ${project.path} was changed while it was appended to.`,
    "Expected one writer at a time; another one wrote the file in between.",
    "Append again, or let each writer have a file of its own.",
  );
}
