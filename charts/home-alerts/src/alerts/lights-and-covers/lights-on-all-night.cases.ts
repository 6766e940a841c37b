import type { AlertCase, Area, Entity } from "../../testing/alert-case.ts";
import { cabin, home } from "../../testing/houses.ts";

const basement: Area = { area: "basement", name: "Basement", floor: "lower" };
const attic: Area = { area: "attic", name: "Attic", floor: "upper" };

const cellarLamp = { entityId: "light.cellar", friendlyName: "Cellar lamp", area: basement };
const cellarLabels = { instance: "home", entity_id: "light.cellar", area: "basement", floor: "lower" };
const cellarSince2041 = { labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since 20:41" };
/** The same lamp after it was moved. */
const movedSince2041 = {
  labels: { ...cellarLabels, area: "attic", floor: "upper" },
  summary: "Cellar lamp (Attic) has been on since 20:41",
};

/** A winter night in Berlin and the morning after it, without a clock change. */
const winterNight = { from: "2026-01-14 20:00", to: "2026-01-15 09:00" } as const;
const allMorning = { from: "2026-01-15 06:00", to: "2026-01-15 09:00" } as const;

const onSince2041: Entity["changes"] = [
  ["2026-01-13 12:00", "off"],
  ["2026-01-14 20:41", "on"],
];

export const lightsOnAllNightCases: readonly AlertCase[] = [
  {
    title: "with a tolerance, fires for a light that was off within the night for no longer than that",
    ...winterNight,
    values: { tolerance: "5m" },
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 02:00:30", "off"], ["2026-01-15 02:05:20", "on"]] })],
    firing: [{ labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since 02:05", ...allMorning }],
  },
  {
    title: "with a tolerance, stays quiet for a light that was off for longer than that, in two parts",
    ...winterNight,
    values: { tolerance: "5m" },
    houses: [
      home({
        ...cellarLamp,
        changes: [...onSince2041, ["2026-01-15 01:00", "off"], ["2026-01-15 01:03", "on"], ["2026-01-15 02:00", "off"], ["2026-01-15 02:03", "on"]],
      }),
    ],
    firing: [],
  },
  {
    title: "with a tolerance, counts the minutes off of a light that was moved to another room in the night together",
    ...winterNight,
    values: { tolerance: "5m" },
    houses: [
      home({
        ...cellarLamp,
        moved: ["2026-01-15 01:30", attic],
        changes: [...onSince2041, ["2026-01-15 01:00", "off"], ["2026-01-15 01:03", "on"], ["2026-01-15 02:00", "off"], ["2026-01-15 02:03", "on"]],
      }),
    ],
    firing: [],
  },
  {
    title: "with a tolerance, stays quiet when the light was switched on within it but on again in the morning",
    ...winterNight,
    values: { tolerance: "10m" },
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 05:58", "off"], ["2026-01-15 06:02", "on"]] })],
    firing: [],
  },
  {
    title: "with a tolerance, fires for a light switched on a little late, and minutes of the night before do not count",
    ...winterNight,
    from: "2026-01-13 20:00",
    values: { tolerance: "5m" },
    houses: [
      home({
        ...cellarLamp,
        changes: [
          ["2026-01-13 12:00", "off"],
          ["2026-01-14 22:04", "on"],
        ],
      }),
    ],
    firing: [{ labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since 22:04", ...allMorning }],
  },
  {
    title: "tells only the lights of a floor, with the severity that is asked for, and leaves out a label and an entity",
    ...winterNight,
    values: { severity: "warning", where: { floors: ["lower"] }, except: { labels: ["night_light"], entities: ["light.cellar_stairs*"] } },
    houses: [
      home(
        { ...cellarLamp, changes: onSince2041 },
        { entityId: "light.attic", area: attic, changes: onSince2041 },
        { entityId: "light.cellar_stairs_2", area: basement, changes: onSince2041 },
        { entityId: "light.cellar_night", area: basement, labels: ["night_light"], changes: onSince2041 },
      ),
    ],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "stays quiet while the window that it names is active",
    ...winterNight,
    values: { quiet: "vacation" },
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), windows: { vacation: [["2026-01-10 00:00", "2026-01-15 08:00"]] } }],
    firing: [{ ...cellarSince2041, from: "2026-01-15 08:00", to: "2026-01-15 09:00" }],
  },
  {
    title: "used twice, tells each use by its name",
    ...winterNight,
    values: [
      { name: "basement", where: { areas: ["basement"] } },
      { name: "top", where: { floors: ["upper"], labels: ["lamp"] } },
    ],
    houses: [
      home(
        { ...cellarLamp, changes: onSince2041 },
        { entityId: "light.attic", area: attic, labels: ["lamp", "other"], changes: onSince2041 },
        { entityId: "light.attic_2", area: attic, changes: onSince2041 },
      ),
    ],
    firing: [
      { ...cellarSince2041, labels: { ...cellarLabels, name: "basement" }, ...allMorning },
      {
        labels: { instance: "home", entity_id: "light.attic", area: "attic", floor: "upper", name: "top" },
        summary: "light.attic (Attic) has been on since 20:41",
        ...allMorning,
      },
    ],
  },
  {
    title: "fires at the end of the night and resolves when the light is switched off",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 07:30", "off"]] })],
    firing: [{ ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:30" }],
  },
  {
    title: "fires for a light switched on in the second in which the night began, not for one of a second later",
    ...winterNight,
    houses: [
      home(
        { ...cellarLamp, changes: [["2026-01-14 22:00:00", "on"]] },
        { entityId: "light.attic", area: attic, changes: [["2026-01-14 22:00:01", "on"]] },
      ),
    ],
    firing: [{ labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since 22:00", ...allMorning }],
  },
  {
    title: "stays quiet all day for a light that was switched on late",
    from: "2026-01-14 20:00",
    to: "2026-01-15 22:30",
    houses: [
      home({
        ...cellarLamp,
        changes: [
          ["2026-01-13 12:00", "off"],
          ["2026-01-14 23:15", "on"],
        ],
      }),
    ],
    firing: [],
  },
  {
    title: "stays quiet for a light that was switched off in the last minute of the night",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 05:59", "off"]] })],
    firing: [],
  },
  {
    title: "stays quiet for a light that was off for a while in between",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 02:10", "off"], ["2026-01-15 02:40", "on"]] })],
    firing: [],
  },
  {
    title: "stays quiet for a light that was off for one second in between",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 02:10:07", "off"], ["2026-01-15 02:10:08", "on"]] })],
    firing: [],
  },
  {
    title: "resolves when the next night begins, and fires once more after it with the day since when",
    from: "2026-01-14 20:00",
    to: "2026-01-16 08:00",
    houses: [home({ ...cellarLamp, changes: onSince2041 })],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 22:00" },
      {
        labels: cellarLabels,
        summary: "Cellar lamp (Basement) has been on since Wed 14 Jan 20:41",
        from: "2026-01-16 06:00",
        to: "2026-01-16 08:00",
      },
    ],
  },
  {
    title: "stays quiet for a light of this evening while the store shows the new night's start before its end",
    from: "2026-01-15 05:00",
    to: "2026-01-15 23:00",
    houses: [{ ...home({ ...cellarLamp, changes: [["2026-01-15 20:41", "on"]] }), windowEndLateMinutes: 3 }],
    firing: [],
  },
  {
    title: "fires for lights only",
    ...winterNight,
    houses: [home({ ...cellarLamp, entityId: "switch.cellar_pump", changes: onSince2041 })],
    firing: [],
  },
  ...clockChanges("Europe/Berlin", ["2026-03-28", "2026-03-29"], ["2026-10-24", "2026-10-25"]),
  ...clockChanges("America/New_York", ["2026-03-07", "2026-03-08"], ["2026-10-31", "2026-11-01"]),
  {
    title: "fires after a gap of three hours of the bridge in the night",
    ...winterNight,
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), bridgeAway: [["2026-01-15 01:00", "2026-01-15 04:00"]] }],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "stays quiet for a light that was off for a while within the gap of the bridge",
    ...winterNight,
    houses: [
      {
        ...home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 02:10", "off"], ["2026-01-15 02:40", "on"]] }),
        bridgeAway: [["2026-01-15 01:00", "2026-01-15 04:00"]],
      },
    ],
    firing: [],
  },
  {
    title: "fires when the bridge is back, if its gap of three hours covers the end of the night",
    ...winterNight,
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), bridgeAway: [["2026-01-15 05:00", "2026-01-15 08:00"]] }],
    firing: [{ ...cellarSince2041, from: "2026-01-15 08:00", to: "2026-01-15 09:00" }],
  },
  {
    title: "goes on firing through a short gap of the bridge in the morning",
    ...winterNight,
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), bridgeAway: [["2026-01-15 07:00", "2026-01-15 07:12"]] }],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "fires after a restart of Home Assistant in the night",
    ...winterNight,
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), homeAssistantDown: [["2026-01-15 03:00", "2026-01-15 03:07"]] }],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "stays quiet for a light that came back off from a restart of Home Assistant",
    ...winterNight,
    houses: [
      {
        ...home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 03:07", "off"], ["2026-01-15 03:09", "on"]] }),
        homeAssistantDown: [["2026-01-15 03:00", "2026-01-15 03:07"]],
      },
    ],
    firing: [],
  },
  {
    title: "fires once although Home Assistant restarts in the morning",
    ...winterNight,
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), homeAssistantDown: [["2026-01-15 06:30", "2026-01-15 06:40"]] }],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "fires for a light that was unavailable for a while in the night",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 03:00", "unavailable"], ["2026-01-15 03:40", "on"]] })],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "stays quiet for a light that came back off from being unavailable and was switched on again",
    ...winterNight,
    houses: [
      home({
        ...cellarLamp,
        changes: [...onSince2041, ["2026-01-15 03:00", "unavailable"], ["2026-01-15 03:40", "off"], ["2026-01-15 03:41", "on"]],
      }),
    ],
    firing: [],
  },
  {
    title: "fires once although the light is unavailable at the end of the night and again later",
    ...winterNight,
    houses: [
      home({
        ...cellarLamp,
        changes: [
          ...onSince2041,
          ["2026-01-15 05:55", "unavailable"],
          ["2026-01-15 06:05", "on"],
          ["2026-01-15 07:00", "unavailable"],
          ["2026-01-15 07:10", "on"],
        ],
      }),
    ],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "resolves at once when the light comes back off from being unavailable",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 07:00", "unavailable"], ["2026-01-15 07:05", "off"]] })],
    firing: [{ ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:05" }],
  },
  {
    title: "lets go of a light that stays unavailable, 15 minutes after its last sample",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [...onSince2041, ["2026-01-15 07:00", "unavailable"]] })],
    firing: [{ ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:14" }],
  },
  {
    title: "tells two houses in different time zones apart, in one store, with the same entity ids",
    from: "2026-01-14 20:00",
    to: "2026-01-16 05:00",
    houses: [
      home({ ...cellarLamp, changes: onSince2041 }),
      cabin(
        { ...cellarLamp, area: { area: "basement", name: "Crawl space" }, changes: [["2026-01-14 21:59", "on"]] },
        { entityId: "light.porch", changes: [["2026-01-14 22:01", "on"]] },
      ),
    ],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 22:00" },
      {
        labels: { instance: "cabin", entity_id: "light.cellar", area: "basement" },
        summary: "Cellar lamp (Crawl space) has been on since 21:59",
        from: "2026-01-15 12:00", // 06:00 in New York
        to: "2026-01-16 04:00",
      },
    ],
  },
  {
    title: "does not take labels, group or state of one house's light for those of another's with the same id",
    ...winterNight,
    houses: [
      home({
        ...cellarLamp,
        changes: [...onSince2041, ["2026-01-15 07:00", "unavailable"], ["2026-01-15 07:10", "on"], ["2026-01-15 07:30", "off"]],
      }),
      cabin({ ...cellarLamp, members: 3, labels: ["alerts_off"], changes: [["2026-01-14 09:00", "on"]] }),
    ],
    firing: [{ ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:30" }],
  },
  {
    title: "fires once for a light whose info series is doubled",
    ...winterNight,
    houses: [home({ ...cellarLamp, info: "doubled", changes: onSince2041 })],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "fires with the entity id for a light without an info series",
    ...winterNight,
    houses: [home({ ...cellarLamp, info: "missing", changes: onSince2041 })],
    firing: [{ labels: cellarLabels, summary: "light.cellar has been on since 20:41", ...allMorning }],
  },
  {
    title: "names UTC where the store holds no offset of the house",
    ...winterNight,
    houses: [{ ...home({ ...cellarLamp, changes: onSince2041 }), utcOffset: "missing" }],
    firing: [{ labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since 19:41 UTC", ...allMorning }],
  },
  {
    title: "takes a new name into the summary without firing again",
    ...winterNight,
    houses: [home({ ...cellarLamp, renamed: ["2026-01-15 08:00", 'Wine "cellar" lamp'], changes: onSince2041 })],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 08:00" },
      { labels: cellarLabels, summary: 'Wine "cellar" lamp (Basement) has been on since 20:41', from: "2026-01-15 08:00", to: "2026-01-15 09:00" },
    ],
  },
  {
    title: "fires for a light without an area",
    ...winterNight,
    houses: [home({ entityId: "light.shed", friendlyName: "Shed", changes: onSince2041 })],
    firing: [{ labels: { instance: "home", entity_id: "light.shed" }, summary: "Shed has been on since 20:41", ...allMorning }],
  },
  {
    title: "fires for one area at a time when the light is moved",
    ...winterNight,
    houses: [home({ ...cellarLamp, moved: ["2026-01-15 08:00", attic], changes: onSince2041 })],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 08:00" },
      { ...movedSince2041, from: "2026-01-15 08:00", to: "2026-01-15 09:00" },
    ],
  },
  {
    title: "tells a light that was moved by its new area alone when Home Assistant goes down soon after",
    ...winterNight,
    houses: [
      {
        ...home({ ...cellarLamp, moved: ["2026-01-15 07:00", attic], changes: onSince2041 }),
        homeAssistantDown: [["2026-01-15 07:05", "2026-01-15 08:00"]],
      },
    ],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:00" },
      { ...movedSince2041, from: "2026-01-15 07:00", to: "2026-01-15 07:19" },
      { ...movedSince2041, from: "2026-01-15 08:00", to: "2026-01-15 09:00" },
    ],
  },
  {
    title: "tells a light that was moved by its new area alone when the bridge stops without a word",
    ...winterNight,
    houses: [
      {
        ...home({ ...cellarLamp, moved: ["2026-01-15 07:00", attic], changes: onSince2041 }),
        bridgeAway: [["2026-01-15 07:02", "2026-01-15 07:30"]],
      },
    ],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:00" },
      { ...movedSince2041, from: "2026-01-15 07:00", to: "2026-01-15 07:16" },
      { ...movedSince2041, from: "2026-01-15 07:30", to: "2026-01-15 09:00" },
    ],
  },
  {
    title: "stays quiet for a light that was switched off after it was moved, though Home Assistant goes down soon after",
    ...winterNight,
    houses: [
      {
        ...home({ ...cellarLamp, moved: ["2026-01-15 07:00", attic], changes: [...onSince2041, ["2026-01-15 07:02", "off"]] }),
        homeAssistantDown: [["2026-01-15 07:05", "2026-01-15 08:00"]],
      },
    ],
    firing: [
      { ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:00" },
      { ...movedSince2041, from: "2026-01-15 07:00", to: "2026-01-15 07:02" },
    ],
  },
  {
    title: "lets go of a light that is moved out of the area it was asked for",
    ...winterNight,
    values: { where: { areas: ["basement"] } },
    houses: [home({ ...cellarLamp, moved: ["2026-01-15 07:00", attic], changes: onSince2041 })],
    firing: [{ ...cellarSince2041, from: "2026-01-15 06:00", to: "2026-01-15 07:00" }],
  },
  {
    title: "leaves a group of lights out, not its members",
    ...winterNight,
    houses: [home({ entityId: "light.whole_basement", area: basement, members: 2, changes: onSince2041 }, { ...cellarLamp, changes: onSince2041 })],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "leaves out what is labelled alerts_off, not what has another label",
    ...winterNight,
    houses: [
      home(
        { entityId: "light.aquarium", labels: ["plants", "alerts_off"], changes: onSince2041 },
        { ...cellarLamp, labels: ["night_light"], changes: onSince2041 },
      ),
    ],
    firing: [{ ...cellarSince2041, ...allMorning }],
  },
  {
    title: "leaves groups and labelled lights out while Home Assistant restarts as well",
    ...winterNight,
    houses: [
      {
        ...home(
          { entityId: "light.aquarium", labels: ["alerts_off"], changes: onSince2041 },
          { entityId: "light.whole_basement", members: 2, changes: onSince2041 },
        ),
        homeAssistantDown: [["2026-01-15 06:30", "2026-01-15 07:30"]],
      },
    ],
    firing: [],
  },
  {
    title: "gives the day and the present offset for a light that is on for longer than the store remembers",
    ...winterNight,
    houses: [home({ ...cellarLamp, changes: [["2026-01-02 17:05:59", "on"]] })],
    firing: [
      { labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since Fri 2 Jan 17:05", from: "2026-01-14 20:00", to: "2026-01-14 22:00" },
      { labels: cellarLabels, summary: "Cellar lamp (Basement) has been on since Fri 2 Jan 17:05", ...allMorning },
    ],
  },
];

type Night = readonly [evening: `${number}-${number}-${number}`, morning: `${number}-${number}-${number}`];

/**
 * A night of 7 and one of 9 hours. What is on from just before the night fires at 06:00 by the new clock, with the
 * time of the old one; what is on from just after its start stays quiet, though in autumn it burns 8 hours and more.
 */
function clockChanges(zone: string, spring: Night, autumn: Night): AlertCase[] {
  return (
    [
      ["spring", spring],
      ["autumn", autumn],
    ] as const
  ).map(([season, [evening, morning]]) => ({
    title: `is right in the night of the ${season} clock change in ${zone}`,
    from: `${evening} 20:00`,
    to: `${morning} 10:00`,
    houses: [
      {
        instance: "home",
        zone,
        entities: [
          {
            ...cellarLamp,
            changes: [
              [`${evening} 21:59:59`, "on"],
              [`${morning} 09:15`, "off"],
            ],
          },
          { entityId: "light.attic", area: attic, changes: [[`${evening} 22:00:01`, "on"]] },
        ],
      },
    ],
    firing: [
      {
        labels: cellarLabels,
        summary: "Cellar lamp (Basement) has been on since 21:59",
        from: `${morning} 06:00`,
        to: `${morning} 09:15`,
      },
    ],
  }));
}
