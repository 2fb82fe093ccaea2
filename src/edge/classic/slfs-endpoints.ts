import * as z from "zod";
import { Refusal } from "../../base/errors.ts";
import type { StoredFile } from "../../control/files/files.ts";
import { answerBytes } from "../rest/answer-bytes.ts";
import { answerMap } from "../rest/classic-answer.ts";
import { defineEndpoint, type EndpointCall } from "../rest/endpoint.ts";
import { multipartFile } from "../rest/multipart-file.ts";
import { splitAssetPath } from "./org-path.ts";

const tag = "Files";
const path = "/api/1/rest/slfs/{path+}";
const duplicateCheck = z.object({
  duplicate_check: z.enum(["true", "false"]).optional().describe("`true` refuses to overwrite."),
});

export const slfsEndpoints = [
  defineEndpoint({
    method: "GET",
    path,
    tag,
    summary: "The bytes of a file of SLDB: `{org}/{project_path}/{file}`.",
    answers: "application/octet-stream",
    async handle({ control, caller, at, request, response, gone }) {
      if (!acceptsBytes(request.headers.accept)) throw onlyBytes();
      const { file, length, content } = await control.files.open(
        caller,
        splitAssetPath(at["path"] ?? ""),
      );
      const name = encodeURIComponent(file.name);
      const headers = {
        "content-type": file.contentType,
        "content-length": length,
        "content-disposition": `attachment; filename*=UTF-8''${name}`,
        "content-security-policy": "sandbox",
      };
      await answerBytes(response, content, headers, gone);
    },
  }),
  defineEndpoint({
    method: "POST",
    path,
    tag,
    summary: "Stores a file, sent in the field `file` of a form; one of the same name is replaced.",
    query: duplicateCheck,
    bodyType: "multipart/form-data",
    async handle(call) {
      const type = call.request.headers["content-type"] ?? "";
      const { contentType, content } = /^multipart\/form-data\b/i.test(type)
        ? await multipartFile(type, call.request)
        : { contentType: undefined, content: call.request };
      await store(call, content, contentType, call.asked.duplicate_check === "true");
    },
  }),
  defineEndpoint({
    method: "PUT",
    path,
    tag,
    summary: "Stores a file: the body is its bytes. One of the same name is replaced.",
    query: duplicateCheck,
    bodyType: "application/octet-stream",
    handle: (call) => store(call, call.request, undefined, call.asked.duplicate_check === "true"),
  }),
  defineEndpoint({
    method: "DELETE",
    path,
    tag,
    summary: "Removes a file, for good: there is no recycle bin.",
    query: z.object({ soft_delete: z.string().optional().describe("Makes no difference here.") }),
    async handle({ control, caller, at, response }) {
      const removed = await control.files.remove(caller, splitAssetPath(at["path"] ?? ""));
      answerMap(response, fileEntry(removed));
    },
  }),
];

async function store(
  { control, caller, at, gone, response }: EndpointCall,
  content: AsyncIterable<Uint8Array>,
  contentType: string | undefined,
  refuseDuplicate: boolean,
): Promise<void> {
  const target = splitAssetPath(at["path"] ?? "");
  const order = { ...target, content, contentType, overwrite: !refuseDuplicate };
  const stored = await control.files.upload(caller, order, gone);
  answerMap(response, { ...fileEntry(stored), action: stored.action });
}

function fileEntry(file: StoredFile): Readonly<Record<string, unknown>> {
  return {
    name: file.name,
    path: file.path,
    snode_id: file.id,
    asset_type: "File",
    size: file.size,
    sha256: file.sha256,
    content_type: file.contentType,
    owner: file.owner,
    time_created: new Date(file.createdMs).toISOString(),
    time_updated: new Date(file.updatedMs).toISOString(),
  };
}

/** As on the platform, whoever asks for JSON alone gets no bytes. */
function acceptsBytes(accept: string | undefined): boolean {
  return accept === undefined || !/^\s*application\/json\s*(;[^,]*)?$/i.test(accept);
}

function onlyBytes(): Refusal {
  return new Refusal(
    "not-acceptable",
    "A file is answered as its bytes.",
    "Expected `Accept: */*`; found application/json alone.",
    "Send `Accept: */*`, or GET /api/1/rest/asset/list/{org}/{project_path}?asset_type=File for a list.",
  );
}
