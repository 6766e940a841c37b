/** Left on before the night begins. */
export const FORGOTTEN = "light.basement_workbench";
/** Switched on while the night runs. */
export const SWITCHED_ON_LATE = "light.hall";
