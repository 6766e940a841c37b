import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { endsTogether } from "./ends-together.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test("work that is done gives what it gives, and all that is under way ends with the end", async () => {
  const together = endsTogether();
  expect(await together.orEnd(Promise.resolve(1))).toBe(1);
  const never = [together.orEnd(new Promise(() => undefined)), together.orEnd(new Promise(() => undefined))];
  together.end(new Error("cut"));
  for (const one of never) await expect(one).rejects.toThrow("cut");
  await expect(together.orEnd(Promise.resolve(1))).rejects.toThrow("cut");
  await expect(together.orEnd(Promise.reject(new Error("nobody listens to this")))).rejects.toThrow("cut");
});

test("nothing is kept of what is done: a connection lasts for months", async () => {
  const together = endsTogether();
  const values: WeakRef<object>[] = [];
  for (let index = 0; index < 20; index += 1) {
    const value = { index };
    values.push(new WeakRef(value));
    await together.orEnd(Promise.resolve(value));
  }
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(values.filter((value) => value.deref() !== undefined).length).toBeLessThan(5);
});
