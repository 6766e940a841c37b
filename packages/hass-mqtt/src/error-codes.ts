import type { ErrorCodes } from "@tiles/kit/errors";

/** The codes of everything that speaks to Home Assistant through a broker. */
export const hassMqttErrorCodes = {
  MQTT_UNAVAILABLE: {
    meaning: "The MQTT broker did not acknowledge a message in time.",
    remedy: "Check that the broker runs. Devices and states are sent by themselves once it is back.",
  },
  MQTT_UNREACHABLE: {
    meaning: "The MQTT broker could not be reached, or broke the connection.",
    remedy: "Check that the broker runs, that mqtt.url is right and that no firewall is between. It is tried again by itself.",
  },
  MQTT_LOGIN: {
    meaning: "The MQTT broker refused user and password.",
    remedy:
      "Correct the files named in mqtt.usernameFile and mqtt.passwordFile; they are read again within seconds. The same login is tried only every 10 minutes.",
  },
  MQTT_PROTOCOL: {
    meaning: "The MQTT broker does not speak MQTT 5 or does not take our client id.",
    remedy: "Use a broker with MQTT 5, such as Mosquitto 2.",
  },
  MQTT_TAKEN_OVER: {
    meaning: "Another process has connected to the broker in our place.",
    remedy: "Let only one process of this service run with this instance name.",
  },
  MQTT_NOT_ALLOWED: {
    meaning: "The MQTT broker refused a message or a subscription.",
    remedy: "Let the user of the service write and read the topic named, in the broker's access list.",
  },
  MQTT_TOO_LARGE: {
    meaning: "A message is larger than the broker takes.",
    remedy: "Raise max_packet_size of the broker.",
  },
} as const satisfies ErrorCodes;
