import type { Component, Device } from "./device.ts";

// Home Assistant's rule for ids in discovery topics; ours are parts of state topics as well.
const ID = /^[A-Za-z0-9_-]+$/;
const ENTITY_ID = /^[a-z_]+\.[a-z0-9]+(?:_[a-z0-9]+)*$/;
const LONGEST_TEXT = 255;

/** Throws a plain error for what Home Assistant would drop with no more than a line in its log. */
export function checkDevice(device: Device): void {
  const problems = [
    ...(ID.test(device.id) ? [] : [`its id may hold letters, digits, _ and - only`]),
    ...(device.name.trim() === "" ? ["it has no name"] : []),
    ...Object.entries(device.components).flatMap(([id, component]) => problemsOf(id, component).map((problem) => `${id}: ${problem}`)),
  ];
  if (problems.length > 0) throw new Error(`device "${device.id}" cannot be announced: ${problems.join("; ")}`);
}

function problemsOf(id: string, component: Component): string[] {
  const { platform, defaultEntityId } = component;
  const problems = ID.test(id) ? [] : ["a component id may hold letters, digits, _ and - only"];
  if (defaultEntityId !== undefined && !(ENTITY_ID.test(defaultEntityId) && defaultEntityId.startsWith(`${platform}.`)))
    problems.push(`"${defaultEntityId}" is no entity id of a ${platform}`);
  return [...problems, ...problemsOfPlatform(component)];
}

function problemsOfPlatform(component: Component): string[] {
  switch (component.platform) {
    case "select":
      return component.options.length === 0 ? ["a select needs options"] : [];
    case "event":
      return component.eventTypes.length === 0 ? ["an event needs event types"] : [];
    case "number":
      return component.min > component.max ? ["min is above max"] : [];
    case "text":
      return (component.minLength ?? 0) > (component.maxLength ?? LONGEST_TEXT) || (component.maxLength ?? 0) > LONGEST_TEXT
        ? [`its lengths must be in order and at most ${LONGEST_TEXT}`]
        : [];
    case "sensor":
      return problemsOfSensor(component);
    default:
      return [];
  }
}

function problemsOfSensor({ deviceClass, stateClass, options }: Extract<Component, { platform: "sensor" }>): string[] {
  const problems: string[] = [];
  if (options !== undefined && deviceClass !== "enum") problems.push("options are for the device class enum");
  if (options !== undefined && stateClass !== undefined) problems.push("a sensor with options has no state class");
  if (deviceClass === "enum" && (options === undefined || options.length === 0)) problems.push("the device class enum needs options");
  return problems;
}
