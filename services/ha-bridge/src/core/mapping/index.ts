import type { Attributes, EntityState } from "../entity.ts";
import { entityFamilies } from "../entity-families.ts";
import { aiTaskMapping } from "./ai_task.ts";
import { airQualityMapping } from "./air_quality.ts";
import { alarmControlPanelMapping } from "./alarm_control_panel.ts";
import { alertMapping } from "./alert.ts";
import { assistSatelliteMapping } from "./assist_satellite.ts";
import { automationMapping } from "./automation.ts";
import { binarySensorMapping } from "./binary_sensor.ts";
import { buttonMapping } from "./button.ts";
import { calendarMapping } from "./calendar.ts";
import { cameraMapping } from "./camera.ts";
import { climateMapping } from "./climate.ts";
import { conversationMapping } from "./conversation.ts";
import { counterMapping } from "./counter.ts";
import { coverMapping } from "./cover.ts";
import { dateMapping } from "./date.ts";
import { datetimeMapping } from "./datetime.ts";
import { deviceTrackerMapping } from "./device_tracker.ts";
import { eventMapping } from "./event.ts";
import { fanMapping } from "./fan.ts";
import { geoLocationMapping } from "./geo_location.ts";
import { groupMapping } from "./group.ts";
import { humidifierMapping } from "./humidifier.ts";
import { imageMapping } from "./image.ts";
import { imageProcessingMapping } from "./image_processing.ts";
import { infraredMapping } from "./infrared.ts";
import { inputBooleanMapping } from "./input_boolean.ts";
import { inputButtonMapping } from "./input_button.ts";
import { inputDatetimeMapping } from "./input_datetime.ts";
import { inputNumberMapping } from "./input_number.ts";
import { inputSelectMapping } from "./input_select.ts";
import { inputTextMapping } from "./input_text.ts";
import { lawnMowerMapping } from "./lawn_mower.ts";
import { lightMapping } from "./light.ts";
import { lockMapping } from "./lock.ts";
import { mediaPlayerMapping } from "./media_player.ts";
import { notifyMapping } from "./notify.ts";
import { numberMapping } from "./number.ts";
import { personMapping } from "./person.ts";
import { plantMapping } from "./plant.ts";
import { radioFrequencyMapping } from "./radio_frequency.ts";
import { rememberTheMilkMapping } from "./remember_the_milk.ts";
import { remoteMapping } from "./remote.ts";
import { sceneMapping } from "./scene.ts";
import { scheduleMapping } from "./schedule.ts";
import { scriptMapping } from "./script.ts";
import { selectMapping } from "./select.ts";
import { sensorMapping } from "./sensor.ts";
import { sirenMapping } from "./siren.ts";
import { sttMapping } from "./stt.ts";
import { sunMapping } from "./sun.ts";
import { switchMapping } from "./switch.ts";
import { tagMapping } from "./tag.ts";
import { textMapping } from "./text.ts";
import { timeMapping } from "./time.ts";
import { timerMapping } from "./timer.ts";
import { todoMapping } from "./todo.ts";
import { ttsMapping } from "./tts.ts";
import { updateMapping } from "./update.ts";
import { vacuumMapping } from "./vacuum.ts";
import { valveMapping } from "./valve.ts";
import { wakeWordMapping } from "./wake_word.ts";
import { waterHeaterMapping } from "./water_heater.ts";
import { weatherMapping } from "./weather.ts";
import { zoneMapping } from "./zone.ts";
import type { DomainMapping, HouseFacts, Observations } from "./domain-mapping.ts";
import { fallbackMapping } from "./fallback.ts";

/** Reports everything that an entity's state and attributes say; only for states that are a value. */
export function observeEntity(entity: EntityState, facts: HouseFacts, out: Observations): void {
  mappingFor(entity.domain).observe(entity, facts, out);
  const members = groupMembers(entity.attributes);
  if (members !== undefined) out.value(entityFamilies.groupMembers, members);
}

export function mappingFor(domain: string): DomainMapping {
  return byDomain.get(domain) ?? fallbackMapping;
}

/** How many entities this one stands for; integrations of old list them in `entity_id`, newer ones in `group_entities`. */
export function groupMembers(attributes: Attributes): number | undefined {
  const members = attributes["entity_id"] ?? attributes["group_entities"];
  return Array.isArray(members) ? members.length : undefined;
}

/** One for each domain that is known by name. */
export const mappings: readonly DomainMapping[] = [
  aiTaskMapping,
  airQualityMapping,
  alarmControlPanelMapping,
  alertMapping,
  assistSatelliteMapping,
  automationMapping,
  binarySensorMapping,
  buttonMapping,
  calendarMapping,
  cameraMapping,
  climateMapping,
  conversationMapping,
  counterMapping,
  coverMapping,
  dateMapping,
  datetimeMapping,
  deviceTrackerMapping,
  eventMapping,
  fanMapping,
  geoLocationMapping,
  groupMapping,
  humidifierMapping,
  imageMapping,
  imageProcessingMapping,
  infraredMapping,
  inputBooleanMapping,
  inputButtonMapping,
  inputDatetimeMapping,
  inputNumberMapping,
  inputSelectMapping,
  inputTextMapping,
  lawnMowerMapping,
  lightMapping,
  lockMapping,
  mediaPlayerMapping,
  notifyMapping,
  numberMapping,
  personMapping,
  plantMapping,
  radioFrequencyMapping,
  rememberTheMilkMapping,
  remoteMapping,
  sceneMapping,
  scheduleMapping,
  scriptMapping,
  selectMapping,
  sensorMapping,
  sirenMapping,
  sttMapping,
  sunMapping,
  switchMapping,
  tagMapping,
  textMapping,
  timeMapping,
  timerMapping,
  todoMapping,
  ttsMapping,
  updateMapping,
  vacuumMapping,
  valveMapping,
  wakeWordMapping,
  waterHeaterMapping,
  weatherMapping,
  zoneMapping,
];

const byDomain: ReadonlyMap<string, DomainMapping> = new Map(mappings.map((mapping) => [mapping.domain, mapping]));
