/** What the house uses beyond Home Assistant's default integrations; the lock of packages is made for exactly these. */
export const INTEGRATIONS = [
  "api", "config", "demo", "energy", "group", "hassio", "history", "kitchen_sink", "local_calendar", "local_todo", "logbook",
  "mobile_app", "moon", "mqtt", "prometheus", "recorder", "statistics", "sun", "system_log", "template", "trace",
  "trend", "utility_meter", "workday",
] as const;
