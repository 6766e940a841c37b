import { snakeCase } from "@tiles/home-alerts/home-assistant-ids";

// Home Assistant takes 255 characters for a whole entity id; pairs of alert and entity add theirs.
const MAX_ID_CHARACTERS = 64;

/**
 * Ids of alerts for entities of Home Assistant: `LightsOnAllNight` is `lights_on_all_night`. Of two names that give
 * the same the later one gets a suffix of its own; so does what would end like one of our buttons.
 */
export function alertIds(names: readonly string[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    if (ids.has(name)) continue;
    const plain = snakeCase(name);
    const usable = plain !== "" && plain.length <= MAX_ID_CHARACTERS && !taken.has(plain) && !/_(silence|never)$/.test(plain);
    const id = usable ? plain : `${plain.slice(0, MAX_ID_CHARACTERS).replace(/_$/, "")}_${hash(name)}`.replace(/^_/, "");
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

/** `HVACRunningWindowOpen` -> `Hvac running window open`, for those whose catalogue has no title. */
export function titleOf(name: string): string {
  const words = snakeCase(name).replaceAll("_", " ");
  return words === "" ? name : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** FNV-1a: tells names apart, nothing more is asked of it. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
