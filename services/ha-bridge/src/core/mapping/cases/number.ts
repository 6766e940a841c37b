import type { DomainCase } from "../domain.contract.ts";

export const numberCases: readonly DomainCase[] = [
  { domain: "number", sentence: "with a unit is the quantity of that unit", state: "68", attributes: { unit_of_measurement: "°F", min: 0, max: 100, step: 1 }, reports: ["ha_temperature_celsius 20"] },
  { domain: "number", sentence: "without a unit is a number", state: "7.5", attributes: { min: 0 }, reports: ["ha_value 7.5"] },
  { domain: "input_number", sentence: "with a unit is the quantity of that unit", state: "68", attributes: { unit_of_measurement: "°F", min: 0, max: 100, step: 1 }, reports: ["ha_temperature_celsius 20"] },
  { domain: "input_number", sentence: "without a unit is a number", state: "7.5", attributes: { min: 0 }, reports: ["ha_value 7.5"] },
  { domain: "number", sentence: "with a device class is that quantity", state: "15", attributes: { device_class: "duration", unit_of_measurement: "min" }, reports: ["ha_duration_seconds 900"] },
  { domain: "counter", sentence: "is a number", state: "3", attributes: { initial: 0, step: 1 }, reports: ["ha_value 3"] },
  { domain: "todo", sentence: "is the number of open items", state: "4", reports: ["ha_value 4"] },
  { domain: "zone", sentence: "is the number of people in it", state: "2", attributes: { radius: 100, passive: false, latitude: 52.5, longitude: 13.4, persons: ["person.a", "person.b"] }, reports: ["ha_value 2", "ha_zone_radius_meters 100", "ha_zone_passive 0"] },
  { domain: "geo_location", sentence: "is a distance, without coordinates", state: "12.5", attributes: { unit_of_measurement: "km", latitude: 52.5, longitude: 13.4, source: "quakes" }, reports: ["ha_distance_meters 12500"] },
  { domain: "geo_location", sentence: "has coordinates where the owner wants them", state: "1", attributes: { unit_of_measurement: "mi", latitude: 52.5, longitude: 13.4 }, facts: { location: true }, reports: ["ha_distance_meters 1609.344", "ha_geo_location_latitude_degrees 52.5", "ha_geo_location_longitude_degrees 13.4"] },
  { domain: "air_quality", sentence: "is PM2.5 with the rest beside it", state: "12", attributes: { unit_of_measurement: "µg/m³", air_quality_index: 50, particulate_matter_0_1: 3, particulate_matter_2_5: 12, particulate_matter_10: 20, ozone: 30, carbon_monoxide: 1, carbon_dioxide: 500, sulphur_dioxide: 2, nitrogen_oxide: 4, nitrogen_monoxide: 5, nitrogen_dioxide: 6 }, reports: ["ha_pm25_ug_per_m3 12", "ha_air_quality_index 50", "ha_air_quality_particulate_matter_0_1_ug_per_m3 3", "ha_air_quality_particulate_matter_2_5_ug_per_m3 12", "ha_air_quality_particulate_matter_10_ug_per_m3 20", "ha_air_quality_ozone 30", "ha_air_quality_carbon_monoxide 1", "ha_air_quality_carbon_dioxide 500", "ha_air_quality_sulphur_dioxide 2", "ha_air_quality_nitrogen_oxide 4", "ha_air_quality_nitrogen_monoxide 5", "ha_air_quality_nitrogen_dioxide 6"] },
  { domain: "image_processing", sentence: "is a number of faces", state: "2", attributes: { unit_of_measurement: "faces", total_faces: 2, faces: [{ name: "Ann" }] }, reports: ["ha_value{faces} 2", "ha_image_processing_total_faces 2"] },
  { domain: "image_processing", sentence: "of a licence plate is text", state: "B-XY 123", reports: ["changes"] },
];
