import { parseDuration } from "@tiles/kit/duration";
import { z } from "zod";
import type { WindowEdge, WindowRule } from "./core/windows.ts";

const zEdge = z.string().transform((text, context): WindowEdge => {
  const edge = parseEdge(text);
  if (edge !== undefined) return edge;
  context.addIssue({ code: "custom", message: 'expected a time such as "22:00", or sunset, sunrise, sunset+30m, sunrise-1h' });
  return z.NEVER;
});

/** Two edges, or an entity that opens and closes the window. */
export const zWindow = z
  .strictObject({
    start: zEdge.optional(),
    end: zEdge.optional(),
    entity: z
      .string()
      .regex(/^[a-z0-9_]+\.[a-z0-9_]+$/, "an entity id such as input_boolean.vacation")
      .optional(),
  })
  .transform(({ start, end, entity }, context): WindowRule => {
    if (entity !== undefined && start === undefined && end === undefined) return { kind: "entity", entityId: entity };
    if (entity === undefined && start !== undefined && end !== undefined) return { kind: "times", start, end };
    context.addIssue({ code: "custom", message: "expected start and end, or entity alone" });
    return z.NEVER;
  });

/** The night that is there without a word in the config. */
export const defaultWindows: ReadonlyMap<string, WindowRule> = new Map([
  ["night", { kind: "times", start: { kind: "clock", minuteOfDay: 22 * 60 }, end: { kind: "clock", minuteOfDay: 6 * 60 } }],
]);

export function parseEdge(text: string): WindowEdge | undefined {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (clock !== null) return { kind: "clock", minuteOfDay: Number(clock[1]) * 60 + Number(clock[2]) };
  const sun = /^(sunrise|sunset)(?:([+-])(\w+))?$/.exec(text);
  if (sun === null) return undefined;
  const offsetMs = sun[3] === undefined ? 0 : parseDuration(sun[3]);
  if (offsetMs === undefined) return undefined;
  return { kind: "sun", event: sun[1] as "sunrise" | "sunset", offsetMs: sun[2] === "-" ? -offsetMs : offsetMs };
}
