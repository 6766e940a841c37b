import type { Alert } from "../../alert.ts";
import { nowOrLastKnown } from "../../parts/bridging.ts";
import { andAskedFor, deviceAndArea, ofDevices, UNLESS_INTEGRATION_FAILS, withDevice } from "../../parts/devices.ts";

/** What people switch off at the wall or carry away. */
const COMES_AND_GOES = "media_player|remote|device_tracker";

/**
 * All entities of a device at once, so that one dead device is one alert. Its time counts through restarts of Home
 * Assistant; what is unavailable for its first minutes is far from an hour.
 */
export const deviceUnavailable = {
  name: "DeviceUnavailable",
  group: "devices",
  severity: "warning",
  onByDefault: true,
  parameters: {},
  for: "1h",
  expr: `max by (instance, device_id) (
  ${withDevice(nowOrLastKnown("ha_entity_available"))}
) == 0${andAskedFor('ha_entity_available{domain!=""<<where>>}')}${UNLESS_INTEGRATION_FAILS}
unless on (instance, device_id) ${ofDevices(`,domain=~"${COMES_AND_GOES}"`)}`,
  summary: `${deviceAndArea} has been unavailable for an hour or longer`,
  whatToDo:
    "Look whether it has power, a full battery and a radio or network in reach. If it may be away, give it the label alerts_off in Home Assistant.",
  meaning:
    "All entities of a device have been unavailable for an hour. Left out are televisions, speakers, remotes and trackers, which come and go; devices of which any entity has the label `alerts_off`; and devices of an integration that fails, which is told once for all of them. A restart of Home Assistant or a gap of the bridge of up to 15 minutes changes nothing.",
  cause: "An empty battery, a plug that was pulled, a device out of reach, or one that needs to be started again.",
} satisfies Alert;
