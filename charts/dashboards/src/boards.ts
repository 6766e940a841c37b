import { automationsBoard } from "./boards/automations.ts";
import { batteriesBoard } from "./boards/batteries.ts";
import { bridgeBoard } from "./boards/bridge.ts";
import { certificatesBoard } from "./boards/certificates.ts";
import { climateBoard } from "./boards/climate.ts";
import { energyBoard } from "./boards/energy.ts";
import { homeAssistantBoard } from "./boards/home-assistant.ts";
import { houseBoard } from "./boards/house.ts";
import { maintenanceBoard } from "./boards/maintenance.ts";
import { openingsBoard } from "./boards/openings.ts";
import type { Board } from "./dashboard.ts";

/** All dashboards of the chart; each becomes `files/<uid without tiles->.json`. */
export const boards: readonly Board[] = [
  houseBoard,
  climateBoard,
  energyBoard,
  openingsBoard,
  batteriesBoard,
  homeAssistantBoard,
  automationsBoard,
  bridgeBoard,
  certificatesBoard,
  maintenanceBoard,
];
