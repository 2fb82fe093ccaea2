import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { buildSlp } from "../src/pipeline/build-slp.ts";
import { findAccount } from "../src/control/accounts/find-account.ts";
import { boundAccount } from "../src/control/accounts/use-account.ts";
import { databasePathIn } from "../src/control/data-directory.ts";
import { SecretVault } from "../src/control/secrets/secret-vault.ts";
import { openStore } from "../src/store/open-store.ts";
import { openMcp } from "./support/mcp-session.ts";
import { openControl, temporaryDirectory } from "./support/open-control.ts";
import { runCli } from "./support/run-cli.ts";
import { startServer } from "./support/server.ts";

const canary = "kanarie/Vogel+4711";
const spellings = [
  canary,
  encodeURIComponent(canary),
  Buffer.from(canary).toString("base64").replace(/=+$/, ""),
  Buffer.from(`ada:${canary}`).toString("base64").replace(/=+$/, ""),
];
const account = "/myOrg/myProject/shop";

test("No secret of an account stands in any answer, error, log, file or row of a whole life", async () => {
  await using server = await startServer();
  await using echo = await openEcho();
  const data = ["--data", server.dataDirectory];
  const said: string[] = [];
  const cli = async (args: readonly string[], environment = {}): Promise<number> => {
    const { code, stderr, stdout } = await runCli([...args, ...data], environment);
    said.push(stdout, stderr);
    return code;
  };
  const create = ["account", "create", account, "--type", "basic", "--set", "username=ada"];
  assert.equal(await cli([...create, "--set", `password=${canary}`]), 1);
  said.length = 0;
  assert.equal(await cli([...create, "--secret-env", "password=PW"], { PW: canary }), 0);
  const file = join(server.dataDirectory, "..", `secret-${process.pid}`);
  await writeFile(file, `${canary}\n`, { mode: 0o600 });
  assert.equal(await cli(["account", "update", account, "--secret-file", `password=${file}`]), 0);
  await writeFile(file, "");
  for (const command of ["show", "test"]) assert.equal(await cli(["account", command, account]), 0);
  assert.equal(await cli(["account", "list", "--org", "myOrg"]), 0);
  const session = await openMcp(server.url, `SLToken ${server.token}`);
  const call = async (slp: string): Promise<string> => {
    const target = { org: "myOrg", project_path: "myProject", slp_content: slp };
    const answers = [
      await session.call("execute_pipeline", target),
      await session.call("validate_pipeline", { ...target, detail: "full" }),
    ];
    said.push(JSON.stringify(answers));
    return JSON.stringify(answers);
  };
  const failing = await call(pipelineOf(`${echo.url}/fail`, "fail"));
  assert.match(failing, /\[secret\]/, "the server's words came back, without the secret");
  await call(pipelineOf(`${echo.url}/fail`, "continue"));
  const errors = await session.call("download_sldb_file", errorFile);
  assert.match(JSON.stringify(errors.response), /\[secret\]/);
  said.push(JSON.stringify(errors));
  assert.match(await call(pipelineOf(`${echo.url}/ok`, "fail")), /\[secret\]/);
  assert.ok(echo.seen.includes(`Basic ${Buffer.from(`ada:${canary}`).toString("base64")}`));
  assert.equal(await cli(["secrets", "rotate"]), 0);
  assert.match(await call(pipelineOf(`${echo.url}/fail`, "fail")), /\[secret\]/);
  assert.equal(await cli(["account", "delete", account]), 0);
  await server.stop();
  said.push(server.output());
  const all = said.join("\n");
  for (const spelling of spellings) assert.ok(!all.includes(spelling), spelling);
  await assertClean(server.dataDirectory);
});

test("After kill -9 in the middle of changes an account is as it was or as it was to be", async () => {
  await using directory = await temporaryDirectory();
  {
    await using control = await openControl(directory.path);
    const admin = await control.identity.operator();
    const values = { username: "user-0", password: "password-0-" };
    const where = { org: "myOrg", projectPath: "myProject" };
    await control.accounts.create(admin, { ...where, name: "shop", type: "basic", values });
  }
  let last = 0;
  for (const changes of [1, 7, 18]) {
    last = await killAfter(directory.path, last + 1, changes);
    const { username, password } = await valuesIn(directory.path);
    const turn = Number(/^user-(\d+)$/.exec(String(username))?.[1]);
    assert.ok(turn >= last, `acknowledged ${last}, found ${turn}`);
    assert.ok(String(password).startsWith(`password-${turn}-`));
    last = turn;
  }
});

const errorFile = { sldb_file_name: "errors.json", org: "myOrg", project_path: "myProject" };

/** HTTP Client with the account; error documents, when they are routed, go to a file. */
function pipelineOf(uri: string, error: "fail" | "continue"): string {
  const client = "com-snaplogic-snaps-apisuite-httpclient";
  const retry = { maxRetry: 0 };
  return buildSlp({
    label: "logs in",
    snaps: [
      {
        id: "get",
        label: "Get",
        classId: client,
        account: "shop",
        error,
        settings: { httpMethod: "GET", uri, clientProperties: { retry } },
        outputs: ["outputResponse"],
      },
      ...(error === "continue"
        ? [
            {
              id: "format",
              classId: "com-snaplogic-snaps-transform-jsonformatter",
              inputs: ["input0"],
              outputs: ["output0:binary"],
            },
            {
              id: "write",
              classId: "com-snaplogic-snaps-binary-write",
              inputs: ["input0:binary"],
              outputs: [],
              settings: { filename: "errors.json" },
            },
          ]
        : []),
    ],
    links: error === "continue" ? [["get.error0", "format", "write"]] : [],
  });
}

/** A server that tells whoever asks what they sent, as careless servers do. */
async function openEcho(): Promise<
  { readonly url: string; readonly seen: readonly string[] } & AsyncDisposable
> {
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    const sent = request.headers.authorization ?? "";
    seen.push(sent);
    const password = Buffer.from(sent.replace("Basic ", ""), "base64").toString();
    response.statusCode = request.url === "/ok" ? 200 : 500;
    response.statusMessage = `no ${password}`;
    response.setHeader("content-type", "application/json");
    response.setHeader("x-sent", encodeURIComponent(password));
    response.end(JSON.stringify({ sent, password, [password]: 1 }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function assertClean(directory: string): Promise<void> {
  for (const name of await readdir(directory, { recursive: true })) {
    const bytes = await readFile(join(directory, name)).catch(() => Buffer.of());
    for (const spelling of spellings) assert.ok(!bytes.includes(spelling), `${name}: ${spelling}`);
  }
}

/** Number of the last change that a process acknowledged before it was killed. */
async function killAfter(path: string, from: number, changes: number): Promise<number> {
  const child = join(import.meta.dirname, "support/account-child.ts");
  const args = ["--disable-warning=ExperimentalWarning", child, path, account, String(from)];
  const running = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(running, "exit");
  let last = 0;
  let seen = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    last = Number(line);
    if (++seen === changes) running.kill("SIGKILL");
  }
  await ended;
  return last;
}

async function valuesIn(dataDirectory: string): Promise<Readonly<Record<string, unknown>>> {
  const store = await openStore(databasePathIn(dataDirectory));
  try {
    await using control = await openControl(dataDirectory);
    const found = await findAccount(store, await control.identity.operator(), { path: account });
    const vault = new SecretVault({ store, dataDirectory, operatorKey: undefined });
    return (await boundAccount(store, vault, found)).values;
  } finally {
    await store.destroy();
  }
}
