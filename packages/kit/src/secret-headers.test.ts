import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secretFile } from "./secret.ts";
import { readSecretHeaders } from "./secret-headers.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-headers-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the value of a header may stand in a file, and is read again when it changes", async () => {
  const path = join(folder, "authorization");
  const file = secretFile(path);
  await writeFile(path, "Bearer old\n");
  expect((await readSecretHeaders({ "X-Scope-OrgID": "house" }, { Authorization: file })).headers).toEqual({
    "X-Scope-OrgID": "house",
    Authorization: "Bearer old",
  });
  await writeFile(path, "Bearer newer\n");
  expect((await readSecretHeaders({}, { Authorization: file })).headers).toEqual({ Authorization: "Bearer newer" });
});

test("what the other side repeats of a secret is hidden, also without the word before it; a tenant is no secret", async () => {
  await writeFile(join(folder, "bearer"), "Bearer s3cret");
  const { hide } = await readSecretHeaders({ "X-Api-Key": "k3y", "X-Scope-OrgID": "house" }, { Authorization: secretFile(join(folder, "bearer")) });
  expect(hide("house sent s3cret and Bearer s3cret and k3y")).toBe("house sent [secret] and [secret] and [secret]");
});

test("a file with two lines is refused with its name and without its content", async () => {
  await writeFile(join(folder, "two"), "Bearer one\nBearer two\n");
  const refused = readSecretHeaders({}, { Authorization: secretFile(join(folder, "two")) });
  await expect(refused).rejects.toThrow(/two: using it as a header failed: it has a line break.*\[KIT_SECRET_HEADER\]/);
  await expect(refused).rejects.not.toThrow(/Bearer/);
});
