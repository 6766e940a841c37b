import type { BinarySensorClass, ButtonClass, EventClass, NumberClass, SensorClass, SensorStateClass, SwitchClass } from "./device-classes.ts";

/** A device of Home Assistant with its entities. Ids hold letters, digits, `_` and `-`, and stay the same for ever: an entity is known by them. */
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly swVersion?: string;
  /** `http:`, `https:` or `homeassistant:`. */
  readonly configurationUrl?: string;
  /** Name of an area; only heeded when Home Assistant sees the device for the first time. */
  readonly suggestedArea?: string;
  /** Id of the device that this one is reached through; it is announced first. */
  readonly viaDevice?: string;
  /** By component id: `<device id>_<component id>` is the entity's unique id. */
  readonly components: Readonly<Record<string, Component>>;
}

/** Every entity of a device: available while the service is connected. */
export type Component = BinarySensor | Sensor | Button | EventComponent | Switch | Update | Select | NumberComponent | TextComponent;

export type Platform = Component["platform"];

interface Common {
  /** Null: the entity has the name of its device. Home Assistant puts the device's name before any other. */
  readonly name: string | null;
  /** Heeded when Home Assistant sees the entity for the first time; a person may rename it. */
  readonly defaultEntityId?: string;
  /** `mdi:...` */
  readonly icon?: string;
  /** False: there, but switched off until a person enables it. */
  readonly enabledByDefault?: boolean;
}

/** An entity that shows and cannot be acted on: Home Assistant refuses `config` for these. */
interface Showing extends Common {
  readonly entityCategory?: "diagnostic";
}

interface Acting extends Common {
  readonly entityCategory?: "config" | "diagnostic";
}

/** State `ON` or `OFF`. */
export interface BinarySensor extends Showing {
  readonly platform: "binary_sensor";
  readonly defaultEntityId?: `binary_sensor.${string}`;
  readonly deviceClass?: BinarySensorClass;
  /** Unavailable when no state came for so long. */
  readonly expireAfterSeconds?: number;
}

/** Any text of at most 255 characters; a number with a unit; for `timestamp` an ISO time with its zone. */
export interface Sensor extends Showing {
  readonly platform: "sensor";
  readonly defaultEntityId?: `sensor.${string}`;
  readonly deviceClass?: SensorClass;
  readonly stateClass?: SensorStateClass;
  readonly unit?: string;
  /** Digits after the point that Home Assistant shows. */
  readonly precision?: number;
  /** Of the device class `enum`: all states that can come. */
  readonly options?: readonly string[];
  /** Unavailable when no state came for so long. */
  readonly expireAfterSeconds?: number;
}

/** Has no state; a press is the command `PRESS`. */
export interface Button extends Acting {
  readonly platform: "button";
  readonly defaultEntityId?: `button.${string}`;
  readonly deviceClass?: ButtonClass;
  /** What a press sends in place of `PRESS`, for a button that may only do what it did when it was shown. */
  readonly payloadPress?: string;
}

/** Fired with `fire`. Types that are not declared are refused. */
export interface EventComponent extends Showing {
  readonly platform: "event";
  readonly defaultEntityId?: `event.${string}`;
  readonly deviceClass?: EventClass;
  readonly eventTypes: readonly string[];
}

/** State and command `ON` or `OFF`. Home Assistant shows what is published, not what was asked for. */
export interface Switch extends Acting {
  readonly platform: "switch";
  readonly defaultEntityId?: `switch.${string}`;
  readonly deviceClass?: SwitchClass;
}

/** State made by `updateState`; the command is `INSTALL`. */
export interface Update extends Acting {
  readonly platform: "update";
  readonly defaultEntityId?: `update.${string}`;
  readonly deviceClass?: "firmware";
  /** False: it can only be looked at. */
  readonly installable: boolean;
  readonly title?: string;
  readonly releaseUrl?: string;
}

/** State and command: one of the options. */
export interface Select extends Acting {
  readonly platform: "select";
  readonly defaultEntityId?: `select.${string}`;
  readonly options: readonly string[];
}

/** State and command: a number as text. */
export interface NumberComponent extends Acting {
  readonly platform: "number";
  readonly defaultEntityId?: `number.${string}`;
  readonly deviceClass?: NumberClass;
  readonly min: number;
  readonly max: number;
  /** At least 0.001; default 1. */
  readonly step?: number;
  readonly mode?: "auto" | "box" | "slider";
  readonly unit?: string;
}

/** State and command: a text. */
export interface TextComponent extends Acting {
  readonly platform: "text";
  readonly defaultEntityId?: `text.${string}`;
  readonly minLength?: number;
  /** At most 255, which is the default. */
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly mode?: "text" | "password";
}
