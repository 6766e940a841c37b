import type { DomainCase } from "../domain.contract.ts";

export const presenceCases: readonly DomainCase[] = [
  {
    domain: "person",
    sentence: "is in one of the house's zones",
    state: "Work",
    attributes: { latitude: 52.5, longitude: 13.4, gps_accuracy: 10, source: "x" },
    facts: { zoneNames: ["Work", "School"] },
    reports: ["ha_enum_state{home,not_home,Work,School} Work"],
  },
  {
    domain: "person",
    sentence: "has coordinates where the owner wants them",
    state: "home",
    attributes: { latitude: 52.5, longitude: 13.4, gps_accuracy: 10 },
    facts: { location: true },
    reports: [
      "ha_enum_state{home,not_home} home",
      "ha_person_latitude_degrees 52.5",
      "ha_person_longitude_degrees 13.4",
      "ha_person_gps_accuracy_meters 10",
    ],
  },
  {
    domain: "device_tracker",
    sentence: "is in one of the house's zones",
    state: "Work",
    attributes: { latitude: 52.5, longitude: 13.4, gps_accuracy: 10, source: "x" },
    facts: { zoneNames: ["Work", "School"] },
    reports: ["ha_enum_state{home,not_home,Work,School} Work"],
  },
  {
    domain: "device_tracker",
    sentence: "has coordinates where the owner wants them",
    state: "home",
    attributes: { latitude: 52.5, longitude: 13.4, gps_accuracy: 10 },
    facts: { location: true },
    reports: [
      "ha_enum_state{home,not_home} home",
      "ha_device_tracker_latitude_degrees 52.5",
      "ha_device_tracker_longitude_degrees 13.4",
      "ha_device_tracker_gps_accuracy_meters 10",
    ],
  },
  {
    domain: "device_tracker",
    sentence: "shows the battery of its device",
    state: "not_home",
    attributes: { battery_level: 55, source_type: "gps" },
    reports: ["ha_enum_state{home,not_home} not_home", "ha_device_tracker_battery_level_percent 55"],
  },
];
