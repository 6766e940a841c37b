import { expect, test } from "vitest";
import { createJournal } from "../journal.ts";
import { restoreLedger } from "../ledger.ts";
import type { NewStretch } from "./stretch.ts";
import { createStretches } from "./stretches.ts";

const gap: NewStretch = { entityId: "light.cellar", afterUs: 1_000, beforeUs: 9_000, fromMs: 1, toMs: 9, ended: false };

test("a gap that is not refilled is known after a restart, one that is refilled is not", () => {
  const journal = createJournal();
  const stretches = createStretches([], journal);
  stretches.add(gap);
  stretches.add({ ...gap, entityId: "light.attic" });
  const sections = [journal.take(() => undefined)];
  const [first] = stretches;
  if (first !== undefined) stretches.close(first);
  sections.push(journal.take(() => undefined));

  const after = createStretches(restoreLedger(sections).stretches, createJournal());
  expect([...after].map(({ entityId }) => entityId)).toEqual(["light.attic"]);
  after.add(gap);
  expect(new Set([...after].map(({ id }) => id)).size).toBe(2);
});

test("of a gap that is refilled in part the rest is known", () => {
  const journal = createJournal();
  const stretches = createStretches([], journal);
  stretches.add(gap);
  const [one] = stretches;
  if (one !== undefined) stretches.shorten(one, { afterUs: 5_000, fromMs: 5 });
  expect(restoreLedger([journal.take(() => undefined)]).stretches).toMatchObject([{ afterUs: 5_000, fromMs: 5, toMs: 9 }]);
});

test("waiting for a gap ends with its coming, or with the signal", async () => {
  const stretches = createStretches([], createJournal());
  const stop = new AbortController();
  const waited = stretches.any(stop.signal);
  stretches.add(gap);
  await waited;
  const [one] = stretches;
  if (one !== undefined) stretches.close(one);
  const again = stretches.any(stop.signal);
  stop.abort(new Error("enough"));
  await expect(again).rejects.toThrow("enough");
});
