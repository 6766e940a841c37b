import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "./free-port.ts";

afterEach(() => vi.restoreAllMocks());

test("a port is given once, although nobody listens on it", async () => {
  const dice = vi.spyOn(Math, "random").mockReturnValueOnce(0.5).mockReturnValueOnce(0.5).mockReturnValueOnce(0.6);
  const first = await freePort();
  expect(await freePort()).not.toBe(first);
  expect(dice).toHaveBeenCalledTimes(3);
});
