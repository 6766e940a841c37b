import { mkdtemp, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret, secretFile } from "./secret.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kit-secret-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a secret", () => {
  const secret = new Secret("hunter2");

  test.each<[string, () => string]>([
    ["String()", () => String(secret)],
    ["a template", () => `it is ${secret as unknown as string}`],
    ["JSON", () => JSON.stringify({ secret })],
    ["inspect", () => inspect({ secret }, { depth: 9, showHidden: true })],
    ["an error", () => String(new Error(`x ${String(secret)}`))],
    ["Object.entries", () => JSON.stringify(Object.entries(secret))],
  ])("does not show in %s", (_name, print) => {
    expect(print()).not.toContain("hunter2");
  });

  test("shows when asked, and compares", () => {
    expect([secret.reveal(), secret.equals("hunter2"), secret.equals(new Secret("hunter3"))]).toEqual(["hunter2", true, false]);
  });
});

describe("a secret file", () => {
  test.each([
    ["token\n", "token"],
    ["token\r\n", "token"],
    ["token\n\n", "token\n"],
    ["  token ", "  token "],
  ])("with %j holds %j", async (content, secret) => {
    expect((await secretFile(await file("form", content)).read()).reveal()).toBe(secret);
  });

  test("is read again when it changed", async () => {
    const secret = secretFile(await file("changing", "old"));
    await secret.read();
    await file("changing", "newer");
    expect((await secret.read()).reveal()).toBe("newer");
  });

  test("is read again when a link was turned to another file of the same size, as Kubernetes does", async () => {
    await file("one", "aaa");
    await file("two", "bbb");
    await symlink(join(folder, "one"), join(folder, "link"));
    const secret = secretFile(join(folder, "link"));
    await secret.read();
    await symlink(join(folder, "two"), join(folder, "link.new"));
    await rename(join(folder, "link.new"), join(folder, "link"));
    expect((await secret.read()).reveal()).toBe("bbb");
  });

  test("works again as soon as a missing file is there", async () => {
    const secret = secretFile(join(folder, "late"));
    await expect(secret.read()).rejects.toMatchObject({ code: "KIT_SECRET_FILE" });
    await file("late", "here");
    expect((await secret.read()).reveal()).toBe("here");
  });

  test.each<[string, () => Promise<string>, string]>([
    ["is missing", async () => join(folder, "none"), "there is no such file"],
    ["is empty", () => file("empty", "\n"), "it is empty"],
    ["is a folder", async () => folder, "it is a folder"],
    [
      "is far too large",
      async () => {
        const path = await file("large", "x");
        await truncate(path, 1_000_000);
        return path;
      },
      "it has 1000000 bytes",
    ],
  ])("that %s says so and what to do", async (_name, make, text) => {
    const path = await make();
    await expect(secretFile(path).read()).rejects.toThrow(`secret file ${path}: reading it failed: ${text}. Put the secret`);
  });
});

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
