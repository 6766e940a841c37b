import { CHOSEN } from "./promql.ts";

/** Kinds of entities that several dashboards speak of, as selectors of one family each. */
const OPENINGS = "door|garage_door|opening|window";
const DANGERS = "carbon_monoxide|gas|heat|moisture|problem|safety|smoke|tamper";
const MOVEMENT = "motion|moving|occupancy|presence";
// What a person switches on and wants to know of; helpers and automations are not among them.
const SWITCHED = "climate|fan|humidifier|lawn_mower|light|media_player|siren|switch|vacuum|water_heater";

export const lightsOn = `ha_on{${CHOSEN},domain="light"} == 1`;
export const switchedOnSince = `ha_on_since_seconds{${CHOSEN},domain=~"${SWITCHED}",category=""}`;
export const openings = `ha_on{${CHOSEN},domain="binary_sensor",device_class=~"${OPENINGS}"}`;
export const windows = `ha_on{${CHOSEN},domain="binary_sensor",device_class="window"}`;
export const doors = `ha_on{${CHOSEN},domain="binary_sensor",device_class=~"door|opening"}`;
export const dangers = `ha_on{${CHOSEN},domain="binary_sensor",device_class=~"${DANGERS}"}`;
export const movement = `ha_on{${CHOSEN},domain="binary_sensor",device_class=~"${MOVEMENT}"}`;
export const openSince = [
  `ha_on_since_seconds{${CHOSEN},domain="binary_sensor",device_class=~"${OPENINGS}"}`,
  `ha_on_since_seconds{${CHOSEN},domain=~"cover|lock|valve"}`,
].join(" or ");
export const coversNotClosed = `ha_enum_state{${CHOSEN},domain=~"cover|valve",state="closed"} == 0`;
export const locksNotLocked = `ha_enum_state{${CHOSEN},domain="lock",state="locked"} == 0`;
export const unavailable = `ha_entity_available{${CHOSEN}} == 0`;
