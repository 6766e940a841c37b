import type { AlertsValues } from "../render/uses.ts";
import type { Entity, House } from "./alert-case.ts";
import { areaSeries } from "./areas.ts";
import type { LocalTime } from "./local-time.ts";
import { clockTime, localTimeAt } from "./local-time.ts";

/** Houses in which a rule of every kind has something to say now, and goes on to for some minutes. */
export interface RecentTroubles {
  readonly houses: readonly House[];
  /** A house whose freezer was warm, and was not heard of since `heardAt`; what comes next is for a test to say. */
  readonly pantry: { readonly house: House; readonly heardAt: number };
  /** What a person wrote, so that nothing waits for longer than a test does. */
  readonly values: AlertsValues;
  readonly alerts: readonly { readonly alertname: string; readonly labels: Readonly<Record<string, string>>; readonly summary: string }[];
}

const ZONE = "Asia/Kolkata"; // without clock changes
const SOON = { for: "5s" } as const;

export function recentTroubles(nowSeconds: number): RecentTroubles {
  const minute = (minutes: number) => Math.floor(nowSeconds / 60) * 60 + minutes * 60;
  const at = (minutes: number) => localTimeAt(ZONE, minute(minutes));
  const clock = (minutes: number) => clockTime(ZONE, minute(minutes));
  const manor = (entity_id: string, area?: string) => ({ instance: "manor", entity_id, ...(area === undefined ? {} : { area }) });
  return {
    houses: [
      manorOf(at),
      { ...empty("lodge"), series: areaSeries(NURSERY, { temperature: [[at(-200), 12]] }) },
      { ...empty("barn"), bridgeAway: [[at(-20), at(60)]] },
    ],
    pantry: {
      house: {
        ...empty("pantry"),
        entities: [number("sensor.freezer", "Freezer", "ha_temperature_celsius", [[at(-40), -9]], { labels: ["freezer"] })],
      },
      heardAt: minute(-2),
    },
    values: {
      BatteryRunsOut: { ...SOON, over: "6h" },
      BridgeAway: SOON,
      DeviceUnavailable: SOON,
      FreezerWarm: [
        { name: "chest", ...SOON },
        { name: "at_once", ...SOON, keepFiringFor: "0m" },
      ],
      RoomTooCold: { ...SOON, quiet: "vacation" },
    },
    alerts: [
      // `predict_linear`
      { alertname: "BatteryRunsOut", labels: manor("sensor.remote_battery"), summary: "Remote battery is at 26 % and will be empty within 7d" },
      // Absence
      {
        alertname: "BridgeAway",
        labels: { instance: "barn" },
        summary: "ha-bridge of barn sends nothing, so no other alert about this house can fire",
      },
      // A join by `group_left` with a doubled info
      {
        alertname: "DeviceUnavailable",
        labels: { instance: "manor", device_id: "valve" },
        summary: "Radiator valve (Hall) has been unavailable for an hour or longer",
      },
      // What was known last, of a door that was moved before it fell silent
      {
        alertname: "DoorLeftOpen",
        labels: manor("binary_sensor.front_door", "porch"),
        summary: `Front door (Porch) has been open since ${clock(-60)}`,
      },
      // `for`, and a label of its own where an alert is used twice
      ...["chest", "at_once"].flatMap((name) => [
        { alertname: "FreezerWarm", labels: { ...manor("sensor.freezer"), name }, summary: "Freezer is at -5.0 °C, warmer than -12 °C" },
        {
          alertname: "FreezerWarm",
          labels: { instance: "pantry", entity_id: "sensor.freezer", name },
          summary: "Freezer is at -9.0 °C, warmer than -12 °C",
        },
      ]),
      // A mean by a subquery, of an area
      {
        alertname: "HumidityHigh",
        labels: { instance: "manor", area: "nursery" },
        summary: "Nursery: 80 % humidity in the mean of 3h, more than 70 %",
      },
      // `increase`, and counters that are there for the first time, by `offset`
      {
        alertname: "LogErrors",
        labels: { instance: "manor" },
        summary: "Home Assistant of manor logged more than 50 errors within 10m, most of them by homeassistant.components.hue",
      },
      // Not in the house whose window `vacation` is active
      { alertname: "RoomTooCold", labels: { instance: "lodge", area: "nursery" }, summary: "Nursery is at 12.0 °C, colder than 16 °C" },
      // The last word of a sensor, with `keep_firing_for`
      { alertname: "WaterLeak", labels: manor("binary_sensor.sink", "porch"), summary: `Leak sensor (Porch) has been wet since ${clock(-30)}` },
      // `max_over_time` with an `offset`
      { alertname: "WasherFinished", labels: manor("sensor.washer"), summary: "Washer has finished" },
    ],
  };
}

const HALL = { area: "hall", name: "Hall" };
const PORCH = { area: "porch", name: "Porch" };
const NURSERY = { area: "nursery", name: "Nursery" };

function empty(instance: string): House {
  return { instance, zone: ZONE, entities: [] };
}

type At = (minutes: number) => LocalTime;

function manorOf(at: At): House {
  const door = { deviceClass: "door", area: HALL, moved: [at(-9), PORCH] } as const;
  const leak = { deviceClass: "moisture", area: HALL, moved: [at(-20), PORCH] } as const;
  return {
    ...empty("manor"),
    windows: { vacation: [[at(-300), at(300)]] },
    entities: [
      { ...door, entityId: "binary_sensor.front_door", friendlyName: "Front door", changes: opened(at) },
      { ...door, entityId: "binary_sensor.closed_after_its_move", changes: [...opened(at).slice(0, -1), [at(-7), "off"], [at(-4), "unavailable"]] },
      {
        ...leak,
        entityId: "binary_sensor.sink",
        friendlyName: "Leak sensor",
        changes: [
          [at(-30), "on"],
          [at(-12), "unavailable"],
        ],
      },
      {
        ...leak,
        entityId: "binary_sensor.dried_after_its_move",
        changes: [
          [at(-30), "on"],
          [at(-16), "off"],
          [at(-12), "unavailable"],
        ],
      },
      number("sensor.freezer", "Freezer", "ha_temperature_celsius", [[at(-40), -5]], { labels: ["freezer"] }),
      number("sensor.remote_battery", "Remote battery", "ha_battery_percent", [[at(-480), { from: 30.2, perHour: -0.5 }]]),
      number(
        "sensor.washer",
        "Washer",
        "ha_power_watts",
        [
          [at(-90), 300],
          [at(-20), 2],
        ],
        { labels: ["washer"] },
      ),
      number(
        "sensor.valve",
        "Valve temperature",
        "ha_temperature_celsius",
        [
          [at(-90), 20],
          [at(-30), "unavailable"],
        ],
        {
          info: "doubled",
          area: HALL,
          facts: { device: "Radiator valve", device_id: "valve" },
        },
      ),
    ],
    series: [
      ...areaSeries(NURSERY, { temperature: [[at(-200), 12]], humidity: [[at(-240), 80]] }),
      errors("homeassistant.components.hue", [
        [at(-300), 2],
        [at(-3), 62],
      ]),
      errors("new_since_then", [[at(-3), 5]]),
    ],
  };
}

function opened(at: At): Entity["changes"] {
  return [
    [at(-200), "off"],
    [at(-60), "on"],
    [at(-4), "unavailable"],
  ];
}

function number(entityId: string, friendlyName: string, family: string, changes: Entity["changes"], rest: Partial<Entity> = {}): Entity {
  return { entityId, friendlyName, shows: { kind: "number", family }, changes, ...rest };
}

function errors(logger: string, changes: NonNullable<House["series"]>[number]["changes"]): NonNullable<House["series"]>[number] {
  return { name: "ha_log_records_total", labels: { level: "error", logger }, changes };
}
