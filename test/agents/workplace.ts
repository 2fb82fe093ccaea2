import assert from "node:assert/strict";
import { isObject } from "../../src/base/json.ts";
import { mcpPath } from "../../src/edge/mcp-path.ts";
import type { ServedEdge } from "../support/serve-edge.ts";
import { type Connection, connectSdk } from "./connection.ts";
import type { Arguments, Checker, Response, Seed, World } from "./task.ts";

const user = "ada@example.com";
const projects = { project: "sales", archive: "archive" } as const;

/** A server with one user, who sees one org at a time: each task begins in a new world of its own. */
export interface Workplace {
  readonly endpoint: string;
  readonly token: string;
  /** Makes the next world and what the task wants to find there. */
  settle(seed: Seed | undefined): Promise<World>;
  inspect(world: World): Promise<Checker & AsyncDisposable>;
}

export async function openWorkplace(served: ServedEdge): Promise<Workplace> {
  const { control, url } = served;
  const admin = await control.identity.operator();
  await control.identity.createUser(admin, {
    name: user,
    password: "analytical engine",
    admin: false,
  });
  const { token } = await control.identity.createToken(admin, user);
  const endpoint = `${url}${mcpPath}`;
  let worlds = 0;
  let last: string | undefined;
  return {
    endpoint,
    token,
    async settle(seed) {
      worlds += 1;
      const org = `Acme${worlds}`;
      await control.orgs.create(admin, org);
      if (last !== undefined) {
        await control.identity.grant(admin, { user, org: last, role: "none" });
      }
      await control.identity.grant(admin, { user, org, role: "member" });
      last = org;
      for (const projectPath of Object.values(projects)) {
        await control.orgs.ensureProject(admin, { org, projectPath });
      }
      await plant(served, { org, projectPath: projects.project }, seed ?? {});
      return { org, ...projects, snaplex: `${org}/rt/local/dev` };
    },
    inspect: async (world) => checkerOf(await connectSdk(endpoint, token), world),
  };
}

async function plant(
  { control }: ServedEdge,
  where: { readonly org: string; readonly projectPath: string },
  { files = new Map(), pipelines = new Map() }: Seed,
): Promise<void> {
  const admin = await control.identity.operator();
  const never = new AbortController().signal;
  for (const [name, content] of files) {
    const { folder, file } = placeOf(name);
    const projectPath = folder === undefined ? where.projectPath : `${where.projectPath}/${folder}`;
    await control.orgs.ensureProject(admin, { ...where, projectPath });
    const order = { ...where, projectPath, name: file, content, overwrite: true };
    await control.files.upload(admin, order, never);
  }
  for (const [name, slp] of pipelines) {
    await control.pipelines.import(admin, { ...where, name, slp, duplicateCheck: false });
  }
}

/** A file in a folder lies in the project of that name in the project space. */
function placeOf(path: string): { readonly folder: string | undefined; readonly file: string } {
  const at = path.lastIndexOf("/");
  return at < 0
    ? { folder: undefined, file: path }
    : { folder: path.slice(0, at), file: path.slice(at + 1) };
}

function checkerOf(connection: Connection, world: World): Checker & AsyncDisposable {
  const { org, project: own } = world;
  const answer = (tool: string, args: Arguments) =>
    connection.call({ tool, args: { org, project_path: own, ...args } });
  const response = async (tool: string, args: Arguments = {}): Promise<Response> => {
    const { success, response: given } = await answer(tool, args);
    assert.ok(success, `${tool}: ${JSON.stringify(given)}`);
    return given;
  };
  const checker: Checker = {
    world,
    response,
    async refusal(tool, args = {}) {
      const { success, response: given } = await answer(tool, args);
      assert.equal(success, false, `${tool} was not refused`);
      return String(given["error"]);
    },
    async fileNames(project = own) {
      const { files } = await response("list_sldb_files", { project_path: project, limit: 1000 });
      assert.ok(Array.isArray(files));
      return files.map((file: unknown) => (isObject(file) ? String(file["name"]) : ""));
    },
    async file(name, project = own) {
      const parts: Buffer[] = [];
      for (let offset: unknown = 0; offset !== undefined;) {
        const where = { project_path: project, sldb_file_name: name, encoding: "base64", offset };
        const part = await response("download_sldb_file", where);
        parts.push(Buffer.from(String(part["file_content"]), "base64"));
        offset = part["next_offset"];
      }
      return Buffer.concat(parts);
    },
    async expectFiles(expected) {
      for (const [path, content] of expected) {
        const { folder, file } = placeOf(path);
        const found = await checker.file(file, folder === undefined ? own : `${own}/${folder}`);
        assert.deepEqual(shown(path, found), shown(path, content), path);
      }
    },
  };
  return { ...checker, [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose]() };
}

/** JSON is compared as JSON, text as text and the rest byte for byte. */
function shown(path: string, content: Buffer): unknown {
  const text = content.toString("utf8");
  if (path.endsWith(".json")) return JSON.parse(text);
  return Buffer.from(text, "utf8").equals(content) ? text : content;
}
