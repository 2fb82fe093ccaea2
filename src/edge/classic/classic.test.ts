import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isObject } from "../../base/json.ts";
import { adminPassword, type ServedEdge, serveEdge } from "../../../test/support/serve-edge.ts";
import { until } from "../../../test/support/until.ts";

type Answer = Readonly<Record<string, unknown>>;

describe("the classic REST API", () => {
  let served: ServedEdge;
  let org: { readonly id: string };
  before(async () => {
    served = await serveEdge({ limits: { restListMax: 100 } });
    const operator = await served.control.identity.operator();
    org = await served.control.orgs.resolve(operator, "myOrg");
    await served.control.identity.createUser(operator, {
      name: "eve@example.com",
      password: "correct battery",
      admin: false,
    });
  });
  after(() => served[Symbol.asyncDispose]());

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly map: Answer; readonly whole: Answer }> {
    const response = await fetch(`${served.url}${path}`, {
      method,
      headers: {
        authorization: `SLToken ${served.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const whole: unknown = await response.json();
    assert.ok(isObject(whole));
    const map = whole["response_map"];
    return { status: response.status, whole, map: isObject(map) ? map : {} };
  }

  async function snodeOf(name: string): Promise<string> {
    const { map } = await ask("GET", "/api/1/rest/asset/list/myOrg/myProject");
    assert.ok(Array.isArray(map["entries"]));
    const found: unknown = map["entries"].find((entry: Answer) => entry["name"] === name);
    assert.ok(isObject(found) && typeof found["snode_id"] === "string");
    return found["snode_id"];
  }

  async function ended(runtimeId: string): Promise<Answer> {
    let run: Answer = {};
    await until(async () => {
      run = (await ask("GET", `/api/2/${org.id}/rest/pm/runtime/${runtimeId}?level=detail`)).map;
      return ["Completed", "Failed", "Stopped"].includes(String(run["state"]));
    });
    return run;
  }

  async function prepare(body: unknown): Promise<string> {
    const { status, map, whole } = await ask(
      "POST",
      `/api/1/rest/pipeline/prepare/${await snodeOf("myPipeline")}`,
      body,
    );
    assert.equal(status, 200, JSON.stringify(whole));
    assert.match(String(map["runtime_id"]), new RegExp(`^${org.id}_[0-9a-f-]{36}$`));
    return String(map["runtime_id"]);
  }

  it("N2 mints a token with Basic credentials, which every other path takes", async () => {
    const basic = `Basic ${Buffer.from(`admin:${adminPassword}`).toString("base64")}`;
    const { map } = await ask("GET", "/api/1/rest/asset/session?caller=admin", undefined, {
      authorization: basic,
    });
    const authorization = `SLToken ${String(map["token"])}`;
    const path = "/api/1/rest/public/users/admin";
    assert.equal((await ask("GET", path, undefined, { authorization })).status, 200);
    assert.equal((await ask("GET", path, undefined, { authorization: basic })).status, 200);
  });

  it("N2 tells a user's organizations by name and id, to the user and to administrators", async () => {
    const { whole } = await ask("GET", "/api/1/rest/public/users/admin");
    assert.deepEqual(whole["organizations"], [{ name: "myOrg", id: org.id, administrator: true }]);
    const { map } = await ask("GET", "/api/1/rest/asset/user/admin");
    assert.deepEqual(Object.keys(Object(map["org_snodes"])), [org.id]);
    const eve = `Basic ${Buffer.from("eve@example.com:correct battery").toString("base64")}`;
    const own = await ask("GET", "/api/1/rest/public/users/eve%40example.com", undefined, {
      authorization: eve,
    });
    assert.deepEqual([own.status, own.whole["organizations"]], [200, []]);
    const other = await ask("GET", "/api/1/rest/public/users/admin", undefined, {
      authorization: eve,
    });
    assert.equal(other.status, 404);
  });

  it("N2 lists an organization, and a project with its pipelines, files and Snaplexes", async () => {
    const top = (await ask("GET", "/api/1/rest/asset/list/myOrg")).map;
    assert.deepEqual(fields(top["entries"], "name", "asset_type", "parent_snode_id"), [
      ["myProject", "Project", org.id],
      ["shared", "Project", org.id],
    ]);
    const shared = (await ask("GET", "/api/1/rest/asset/list/myOrg/shared?asset_type=Plex")).map;
    assert.deepEqual(fields(shared["entries"], "name", "path"), [["dev", "/myOrg/shared/dev"]]);
    const project = (await ask("GET", "/api/1/rest/asset/list/myOrg/myProject?limit=1")).map;
    assert.deepEqual(fields(project["entries"], "name", "asset_type"), [
      ["myPipeline", "Pipeline"],
    ]);
    assert.ok(Number(project["total"]) > 1);
    assert.equal((await ask("GET", "/api/1/rest/asset/list/myOrg/nowhere")).status, 404);
    assert.equal((await ask("GET", "/api/1/rest/asset/list/myOrg/shared?limit=100")).status, 200);
    const many = await ask("GET", "/api/1/rest/asset/list/myOrg/shared?limit=101");
    assert.deepEqual([many.status, /restListMax/.test(String(many.whole["reason"]))], [400, true]);
  });

  it("N2 imports a pipeline, overwrites it under the same id, and reads each version", async () => {
    const { map: slp } = await ask("GET", `/api/1/rest/pipeline/${await snodeOf("myPipeline")}`);
    const path = `/api/2/${org.id}/rest/project/import/pipe/slp/myOrg/shared`;
    const first = await ask("POST", path, { pipe: slp });
    assert.equal(first.status, 200, JSON.stringify(first.whole));
    const id = String(first.whole["response_map"]);
    assert.match(id, /^[0-9a-f]{24}$/);
    assert.equal((await ask("POST", path, { pipe: slp })).status, 409);
    const second = await ask("POST", `${path}?duplicate_check=false`, { pipe: slp });
    assert.equal(second.whole["response_map"], id);
    const versions = await ask("GET", `/api/1/rest/pipeline/versions/${id}`);
    assert.deepEqual(fields(versions.whole["response_map"], "version_number", "creator"), [
      [2, "admin"],
      [1, "admin"],
    ]);
    const read = (await ask("GET", `/api/1/rest/pipeline/${id}/1`)).map;
    assert.deepEqual(
      [read["snode_id"], read["path_snode"], read["instance_version"]],
      [id, "/myOrg/shared/myPipeline", 1],
    );
    assert.deepEqual(read["snap_map"], slp["snap_map"]);
    assert.equal((await ask("GET", `/api/1/rest/pipeline/${id}/3`)).status, 404);
    assert.equal((await ask("GET", `/api/1/rest/pipeline/${"0".repeat(24)}`)).status, 404);
  });

  it("N2 refuses an import for another organization, and one that is no pipeline", async () => {
    const path = `/api/2/${org.id}/rest/project/import/pipe/slp`;
    const other = await ask("POST", `${path}/otherOrg/shared`, { pipe: {} });
    assert.deepEqual(
      [other.status, other.whole["error"]],
      [400, "The path names two organizations."],
    );
    assert.equal((await ask("POST", `${path}/myOrg/shared`, { pipe: { no: "slp" } })).status, 422);
    assert.equal((await ask("POST", `${path}/myOrg/shared`, { slp: {} })).status, 400);
  });

  it("N2 runs a pipeline with prepare and is asked until it has ended", async () => {
    const run = await ended(await prepare({ do_start: true, async: true, priority: 10 }));
    assert.equal(run["state"], "Completed", JSON.stringify(run));
    assert.ok(Number(run["documents"]) > 0);
    const snaps = Object.values(Object(run["snap_map"]));
    assert.ok(fields(snaps, "state").every((state) => state === "Completed"));
    const sync = await ask("POST", `/api/1/rest/pipeline/prepare/${await snodeOf("myPipeline")}`, {
      async: false,
    });
    assert.equal(sync.map["state"], "Completed");
  });

  it("N2 validates with prepare, and gives the preview in the polled answer", async () => {
    const run = await ended(await prepare({ is_suggest: true, flags: { is_suggest: true } }));
    assert.equal(run["mode"], "suggest");
    assert.match(JSON.stringify(run["snap_map"]), /"suggest_data":\{"output":/);
    const other = await ask("GET", `/api/2/${"0".repeat(24)}/rest/pm/runtime/${String(run["id"])}`);
    assert.equal(other.status, 404);
  });

  it("N2 refuses to prepare without starting, without time, and on a Snaplex that is not there", async () => {
    const path = `/api/1/rest/pipeline/prepare/${await snodeOf("myPipeline")}`;
    assert.equal((await ask("POST", path, { do_start: false })).status, 501);
    assert.equal((await ask("POST", path, { timeout: 0 })).status, 400);
    assert.equal((await ask("POST", path, { runtime_path_id: "myOrg/rt/no/where" })).status, 404);
  });

  it("N2 monitors runs with filters, pages and totals, and stops those at work alone", async () => {
    await ended(await prepare({}));
    await ended(await prepare({}));
    const base = "/api/1/rest/public/runtime/myOrg";
    const page = (await ask("GET", `${base}?limit=1&offset=1&pipe_name=myPipeline`)).map;
    assert.deepEqual(
      [fields(page["entries"], "label", "invoker"), page["limit"]],
      [[["myPipeline", "manual"]], 1],
    );
    assert.ok(Number(page["total"]) >= 2);
    for (const filter of [
      "state=Failed",
      "user_id=nobody",
      "invoker=scheduled",
      "pipe_name=other",
      "project_path=shared",
      "end=1000&start=0",
    ]) {
      assert.deepEqual((await ask("GET", `${base}?${filter}`)).map["entries"], [], filter);
    }
    for (const filter of [
      "plex_label=dev",
      "only_owned=true",
      "project_path=myOrg/myProject",
      "last_hours=1080",
      "start=0",
    ]) {
      assert.notDeepEqual((await ask("GET", `${base}?${filter}`)).map["entries"], [], filter);
    }
    for (const filter of ["limit=1001", "last_hours=1081", "state=Flying"]) {
      assert.equal((await ask("GET", `${base}?${filter}`)).status, 400, filter);
    }
    const [id] = fields(page["entries"], "id");
    const summary = (await ask("GET", `${base}/${String(id)}?level=summary`)).map;
    assert.deepEqual([summary["id"], "snap_map" in summary], [id, false]);
    assert.equal("snap_map" in (await ask("GET", `${base}/${String(id)}`)).map, true);
    const stop = await ask("POST", `/api/1/rest/public/runtime/stop/myOrg/${String(id)}`);
    assert.equal(stop.status, 409);
    assert.equal((await ask("POST", `/api/1/rest/pipeline/stop/${String(id)}`)).status, 409);
    const start = await ask("POST", `/api/1/rest/public/runtime/start/myOrg/${String(id)}`);
    assert.equal(start.status, 409);
  });

  it("N2 describes Snaplexes with their nodes in each of the platform's forms", async () => {
    const all = (await ask("GET", "/api/1/rest/public/snaplex/myOrg")).map;
    assert.deepEqual(Object.keys(all), ["/myOrg/shared/dev"]);
    const one = (await ask("GET", "/api/1/rest/public/snaplex/myOrg?plex_path=/myOrg/shared/dev"))
      .map;
    const info = one["plex_info"];
    assert.ok(isObject(info));
    assert.deepEqual([info["runtime_path_id"], info["jcc_count"]], ["myOrg/rt/local/dev", 1]);
    const nodes = one["cc_info"];
    assert.ok(isObject(nodes));
    assert.deepEqual(fields(nodes["running"], "availability"), ["running"]);
    const list = await ask("GET", "/api/1/rest/plex/org/myOrg");
    assert.deepEqual(fields(list.whole["response_map"], "label"), ["dev"]);
    const details = await ask(
      "GET",
      `/api/1/rest/slserver/snaplex_cc_details_with_info?subscriber_id=${org.id}`,
    );
    assert.deepEqual(fields(details.whole["response_map"], "runtime_path_id"), [
      "myOrg/rt/local/dev",
    ]);
    const cc = await ask("GET", "/api/1/rest/slserver/ccinfo?runtime_path_id=myOrg/rt/local/dev");
    assert.equal(fields(cc.map["running"], "hostname").length, 1);
    assert.equal((await ask("GET", "/api/1/rest/public/snaplex/noOrg")).status, 404);
  });

  it("N2 stores files from a form or as they are, reads, lists and removes them", async () => {
    const path = "/api/1/rest/slfs/myOrg/myProject/umlaut%20%C3%BC.bin";
    const authorization = `SLToken ${served.token}`;
    const bytes = Buffer.alloc(300_000, "a\r\n--b");
    const form = new FormData();
    form.set("note", "passed over");
    form.set("file", new Blob([bytes], { type: "application/x-test" }), "other.bin");
    const sent = await fetch(`${served.url}${path}`, {
      method: "POST",
      headers: { authorization },
      body: form,
    });
    assert.equal(sent.status, 200, await sent.clone().text());
    const read = await fetch(`${served.url}${path}`, { headers: { authorization } });
    assert.equal(read.headers.get("content-type"), "application/x-test");
    assert.deepEqual(Buffer.from(await read.arrayBuffer()), bytes);
    const put = await fetch(`${served.url}${path}`, {
      method: "PUT",
      headers: { authorization },
      body: "short",
    });
    assert.equal(put.status, 200);
    const again = await fetch(`${served.url}${path}`, { headers: { authorization } });
    assert.equal(await again.text(), "short");
    const { map } = await ask("GET", "/api/1/rest/asset/list/myOrg/myProject?asset_type=File");
    assert.ok(fields(map["entries"], "name").includes("umlaut ü.bin"));
    assert.equal((await ask("GET", path, undefined, { accept: "application/json" })).status, 406);
    const kept = await fetch(`${served.url}${path}?duplicate_check=true`, {
      method: "PUT",
      headers: { authorization },
      body: "no",
    });
    assert.equal(kept.status, 409);
    assert.equal((await ask("DELETE", `${path}?soft_delete=true`)).status, 200);
    assert.equal((await ask("DELETE", path)).status, 404);
  });

  it("N2 keeps nothing of a form that ends early or has no file", async () => {
    const path = "/api/1/rest/slfs/myOrg/myProject/cut.bin";
    const bodies = [
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf',
      '--x\r\nContent-Disposition: form-data; name="other"\r\n\r\nwhole\r\n--x--\r\n',
      "no boundary at all",
      `--x\r\n${"h".repeat(20_000)}`,
    ];
    for (const body of bodies) {
      const sent = await fetch(`${served.url}${path}`, {
        method: "POST",
        headers: {
          authorization: `SLToken ${served.token}`,
          "content-type": "multipart/form-data; boundary=x",
        },
        body,
      });
      assert.equal(sent.status, 400, body.slice(0, 80));
    }
    assert.equal((await ask("DELETE", path)).status, 404);
  });

  it("N2 says no in the platform's form: whoever asks, whatever is asked", async () => {
    const path = "/api/1/rest/public/runtime/myOrg";
    const unknown = await ask("GET", path, undefined, { authorization: "SLToken no" });
    assert.equal(unknown.status, 401);
    const list = unknown.map["error_list"];
    assert.deepEqual(fields(list, "message"), [unknown.whole["error"]]);
    assert.equal(unknown.whole["http_status_code"], 401);
    const none = await fetch(`${served.url}${path}`);
    assert.deepEqual(
      [none.status, /SLToken.*Basic/.test(none.headers.get("www-authenticate") ?? "")],
      [401, true],
    );
    assert.equal((await ask("DELETE", path)).status, 405);
    assert.equal((await ask("GET", "/api/1/rest/public/runtime/myOrg%2Fx")).status, 404);
    assert.equal((await ask("GET", "/api/1/rest/slfs/myOrg/myProject/..%2fx")).status, 404);
    const eve = `Basic ${Buffer.from("eve@example.com:correct battery").toString("base64")}`;
    assert.equal((await ask("GET", path, undefined, { authorization: eve })).status, 404);
    const page = await fetch(`${served.url}${path}`, {
      headers: { origin: "https://evil.example", authorization: `SLToken ${served.token}` },
    });
    assert.equal(page.status, 403);
  });
});

/** Fields of each entry of a list. */
function fields(list: unknown, ...names: readonly string[]): unknown[] {
  assert.ok(Array.isArray(list));
  return list.map((entry: unknown) => {
    assert.ok(isObject(entry));
    return names.length === 1 ? entry[names[0] ?? ""] : names.map((name) => entry[name]);
  });
}
