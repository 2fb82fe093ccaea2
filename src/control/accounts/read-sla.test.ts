import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freshControl } from "../../../test/support/open-control.ts";
import { refusalOf } from "../../../test/support/refusal.ts";
import { accountTypes } from "./account-types.ts";
import { defaultLimits } from "../../base/limits.ts";
import { readSla } from "./read-sla.ts";

const encrypted = { value: "kanarieCipher", key: "k", fp: "f", sym_iv: "i", sym_key: "s" };
const mysqlClass = "com-snaplogic-snap-api-sql-accounts-mysqldatabaseaccount";

/** An account of MySQL as the platform exports it. */
function mysql(connection: object = {}, classId = mysqlClass): string {
  return JSON.stringify({
    class_id: classId,
    class_version: 1,
    migration_metadata: {},
    property_map: {
      info: { label: { value: "MyAcct" } },
      settings: {
        jdbcDriverClass: { value: "com.mysql.jdbc.Driver" },
        connectionProperties: {
          value: {
            hostname: { value: "db.example.com", expression: false },
            portNumber: { value: 3307, expression: false },
            databaseName: { value: "shop" },
            username: { value: "ada" },
            password: encrypted,
            ...connection,
          },
        },
        advancedProperties: {
          value: {
            batchSize: { value: 10 },
            urlProperties: {
              value: [
                { urlPropertyName: { value: "useSSL" }, urlPropertyValue: { value: "false" } },
              ],
            },
          },
        },
      },
    },
  });
}

describe("an exported account", () => {
  it("gives its settings, and its secrets are asked for", async () => {
    await using fresh = await freshControl();
    const { admin, control } = fresh;
    const where = { org: "myOrg", projectPath: "myProject" };
    const made = await control.accounts.import(admin, { ...where, sla: mysql() });
    assert.deepEqual(
      [made.name, made.type, made.classId, made.action],
      ["MyAcct", "mysql", mysqlClass, "created"],
    );
    assert.equal(made.values["hostname"], "db.example.com");
    assert.equal(made.values["portNumber"], 3307);
    assert.equal(made.values["batchSize"], 10);
    assert.deepEqual(made.values["urlProperties"], { set: true });
    assert.deepEqual(made.values["password"], { set: false });
    assert.deepEqual(
      made.findings.map(({ code, place }) => [code, place.setting]),
      [["account-field-to-enter", "password"]],
    );
    assert.match(made.findings[0]?.resolution ?? "", /slipway account set-secret/);
    assert.doesNotMatch(JSON.stringify(made), /kanarieCipher/);
    await refusalOf(control.accounts.import(admin, { ...where, sla: mysql() }), "already-exists");
    const target = { path: made.path };
    await control.accounts.update(admin, target, { values: { password: "p" } });
    const sla = mysql({ hostname: { value: "db2.example.com" } });
    const again = await control.accounts.import(admin, { ...where, sla, overwrite: true });
    assert.deepEqual([again.action, again.id, again.findings], ["updated", made.id, []]);
    assert.deepEqual(again.values["password"], { set: true });
    assert.equal(again.values["hostname"], "db2.example.com");
    const other = { ...where, sla: mysql(), type: "postgres", overwrite: true };
    await refusalOf(control.accounts.import(admin, other), "conflict");
  });

  it("says which values are no values: expressions, and what the field cannot have", () => {
    const sla = mysql({
      hostname: { value: "_host", expression: true },
      portNumber: { value: "many" },
    });
    const { findings, values } = readSla(sla, undefined, defaultLimits);
    assert.deepEqual(
      findings.map(({ code, place }) => `${code} ${place.setting ?? ""}`),
      [
        "account-field-to-enter hostname",
        "account-field-not-taken portNumber",
        "account-field-to-enter password",
      ],
    );
    assert.equal(Object.hasOwn(values, "hostname"), false);
  });

  it("is understood as requests of the platform's API have it, with keys that types call otherwise", () => {
    const account = {
      class_fqid: "com-snaplogic-snaps-confluentkafka-confluentkafkaaccountnoauth_1-main32088",
      property_map: {
        info: { label: { value: "kafka" } },
        settings: {
          bootstrapServerList: {
            value: [
              { bootstrapServer: { value: "a:9092" } },
              { bootstrapServer: { value: "b:1" } },
            ],
          },
        },
      },
    };
    const read = readSla(JSON.stringify({ path: "/o/p", account }), undefined, defaultLimits);
    assert.equal(read.type.name, "kafka");
    assert.equal(read.values["bootstrapServers"], "a:9092,b:1");
    const plain = readSla(mysql({ password: { value: "plain" } }), undefined, defaultLimits);
    assert.equal(plain.values["password"], "plain");
    assert.deepEqual(plain.findings, []);
  });

  it("of an unknown class is refused with the types there are, and taken when the type is said", () => {
    const sla = mysql({}, "com-example-other-account");
    assert.throws(() => readSla(sla, undefined, defaultLimits), {
      code: "not-supported",
      reason: /postgres/,
    });
    assert.equal(readSla(sla, "MySQL", defaultLimits).type.name, "mysql");
    assert.throws(() => readSla(sla, "mysq", defaultLimits), {
      resolution: /Did you mean "mysql"/,
    });
  });

  it("that is none is refused, and so is one that is too large", () => {
    for (const text of ["{", "[]", '{"class_id":"com-snaplogic-pipeline","snap_map":{}}']) {
      assert.throws(() => readSla(text, undefined, defaultLimits), { code: "invalid-content" });
    }
    const limits = { ...defaultLimits, accountFileBytesMax: 100 };
    assert.throws(() => readSla(mysql(), undefined, limits), {
      code: "too-large",
      reason: /accountFileBytesMax/,
    });
  });
});

describe("the types of account", () => {
  it("stand for classes that no other type stands for, and explain each field", () => {
    const classIds = accountTypes.flatMap((type) => type.classIds);
    assert.deepEqual(
      classIds.filter((id, index) => classIds.indexOf(id) !== index || id !== id.toLowerCase()),
      [],
    );
    for (const { fields, label, summary, classIds: own, name } of accountTypes) {
      assert.ok(label !== "" && summary.endsWith(".") && own.length > 0, name);
      for (const [key, { shape, parse }] of Object.entries(fields)) {
        assert.ok(shape.help.length > 5 && shape.help.endsWith("."), `${name}.${key}`);
        assert.ok(shape.default === "" || parse(shape.default) !== undefined, `${name}.${key}`);
        assert.equal(parse({ [key]: Symbol("no value") }), undefined, `${name}.${key}`);
        if (/password|secretKey|token$|passphrase|privateKey/i.test(key))
          assert.equal(shape.secret, true, `${name}.${key}`);
      }
    }
  });
});
