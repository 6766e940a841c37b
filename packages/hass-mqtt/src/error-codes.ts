import type { ErrorCodes } from "@tiles/kit/errors";

/** The codes of everything that speaks to Home Assistant through a broker. */
export const hassMqttErrorCodes = {
  MQTT_UNAVAILABLE: {
    meaning: "The MQTT broker did not acknowledge a message in time.",
    remedy: "Check that the broker runs. Devices and states are sent by themselves once it is back.",
  },
} as const satisfies ErrorCodes;
