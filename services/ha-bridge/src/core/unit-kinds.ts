/**
 * How the value of a unit becomes one of the canonical unit of its kind: `value * factor + offset`, or for units
 * that count the other way round (km per kWh) `numerator / value`, or, for a scale of its own, a function.
 */
export type Conversion = { readonly factor: number; readonly offset?: number } | { readonly numerator: number };

/** A kind of unit: everything that can be converted into one canonical unit without knowing more. */
export interface UnitKind {
  /** Last part of a family's name, "" for what has no unit. */
  readonly word: string;
  /** OTLP unit: empty or the exact code of the word; in braces where no code gives the word (reference 1.3). */
  readonly otlp: string;
  /** The canonical unit as a person writes it. */
  readonly symbol: string;
  /** By normalised Home Assistant unit; "" is "no unit at all". */
  readonly units: Readonly<Record<string, Conversion>>;
}

const METERS_PER_INCH = 0.0254;
const METERS_PER_FOOT = 0.3048;
const METERS_PER_YARD = 0.9144;
const METERS_PER_MILE = 1609.344;
const METERS_PER_NAUTICAL_MILE = 1852;
const M3_PER_CUBIC_FOOT = 0.028316846592;
const M3_PER_US_GALLON = 0.003785411784;
const KILOGRAMS_PER_POUND = 0.45359237;
const WATTS_PER_BTU_PER_HOUR = 0.29307107;
const M2_PER_SQUARE_FOOT = METERS_PER_FOOT ** 2;
const JOULES_PER_KWH = 3.6e6;
const JOULES_PER_CALORIE = 4.184;
const JOULES_PER_US_THERM = 1.054804e8;
// Home Assistant's own constants, so that both show the same number: mercury 13595.1 kg/m³ at 9.80665 m/s².
const HPA_PER_MM_OF_MERCURY = (0.001 * 13595.1 * 9.80665) / 100;
const HPA_PER_INCH_OF_MERCURY = HPA_PER_MM_OF_MERCURY * 25.4;
const HPA_PER_INCH_OF_WATER = 2.490889083333348;
const HPA_PER_PSI = 68.94757;
const MG_PER_DL_PER_MMOL_PER_L = 18.016;
const BQ_PER_M3_PER_PICOCURIE_PER_LITER = 37;
const KELVIN_OF_0_CELSIUS = 273.15;
const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;
// The mean month and year of the Gregorian calendar; as good as such units can be.
const SECONDS_PER_MONTH = 2_629_746;
const SECONDS_PER_YEAR = 31_556_952;

/** Every unit of Home Assistant that has a canonical one, by kind. */
export const unitKinds = {
  celsius: {
    word: "celsius",
    otlp: "Cel",
    symbol: "°C",
    units: {
      "°C": { factor: 1 },
      "°F": { factor: 5 / 9, offset: -160 / 9 },
      K: { factor: 1, offset: -KELVIN_OF_0_CELSIUS },
    },
  },
  // A difference has no zero point: 9 °F of difference are 5 °C.
  celsiusDelta: {
    word: "celsius",
    otlp: "Cel",
    symbol: "°C",
    units: linear({ "°C": 1, "°F": 5 / 9, K: 1 }),
  },
  // Colour temperatures; nobody reads them in °C.
  kelvin: { word: "kelvin", otlp: "{K}", symbol: "K", units: linear({ K: 1 }) },
  percent: { word: "percent", otlp: "%", symbol: "%", units: linear({ "%": 1 }) },
  // A power factor without a unit is the ratio itself; Home Assistant converts it in the same way.
  percentOrRatio: { word: "percent", otlp: "%", symbol: "%", units: linear({ "%": 1, "": 100 }) },
  none: { word: "", otlp: "", symbol: "", units: linear({ "": 1 }) },
  watts: {
    word: "watts",
    otlp: "W",
    symbol: "W",
    units: linear({ mW: 1e-3, W: 1, kW: 1e3, MW: 1e6, GW: 1e9, TW: 1e12, "BTU/h": WATTS_PER_BTU_PER_HOUR }),
  },
  kwh: {
    word: "kwh",
    otlp: "",
    symbol: "kWh",
    units: linear({
      mWh: 1e-6,
      Wh: 1e-3,
      kWh: 1,
      MWh: 1e3,
      GWh: 1e6,
      TWh: 1e9,
      J: 1 / JOULES_PER_KWH,
      kJ: 1e3 / JOULES_PER_KWH,
      MJ: 1e6 / JOULES_PER_KWH,
      GJ: 1e9 / JOULES_PER_KWH,
      cal: JOULES_PER_CALORIE / JOULES_PER_KWH,
      kcal: (1e3 * JOULES_PER_CALORIE) / JOULES_PER_KWH,
      Mcal: (1e6 * JOULES_PER_CALORIE) / JOULES_PER_KWH,
      Gcal: (1e9 * JOULES_PER_CALORIE) / JOULES_PER_KWH,
      thm: JOULES_PER_US_THERM / JOULES_PER_KWH,
    }),
  },
  whPerKm: {
    word: "wh_per_km",
    otlp: "{Wh per km}",
    symbol: "Wh/km",
    units: {
      "Wh/km": { factor: 1 },
      "kWh/100km": { factor: 10 },
      "km/kWh": { numerator: 1000 },
      "mi/kWh": { numerator: 1000 / (METERS_PER_MILE / 1000) },
    },
  },
  volts: {
    word: "volts",
    otlp: "V",
    symbol: "V",
    units: linear({ uV: 1e-6, mV: 1e-3, V: 1, kV: 1e3, MV: 1e6 }),
  },
  amperes: { word: "amperes", otlp: "A", symbol: "A", units: linear({ uA: 1e-6, mA: 1e-3, A: 1 }) },
  va: { word: "va", otlp: "{VA}", symbol: "VA", units: linear({ mVA: 1e-3, VA: 1, kVA: 1e3 }) },
  var: { word: "var", otlp: "{var}", symbol: "var", units: linear({ mvar: 1e-3, var: 1, kvar: 1e3 }) },
  varh: { word: "varh", otlp: "{varh}", symbol: "varh", units: linear({ varh: 1, kvarh: 1e3 }) },
  hertz: {
    word: "hertz",
    otlp: "Hz",
    symbol: "Hz",
    units: linear({ mHz: 1e-3, Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 }),
  },
  hpa: {
    word: "hpa",
    otlp: "{hPa}",
    symbol: "hPa",
    units: linear({
      mPa: 1e-5,
      Pa: 1e-2,
      hPa: 1,
      kPa: 10,
      bar: 1000,
      cbar: 10,
      mbar: 1,
      mmHg: HPA_PER_MM_OF_MERCURY,
      inHg: HPA_PER_INCH_OF_MERCURY,
      "inH₂O": HPA_PER_INCH_OF_WATER,
      psi: HPA_PER_PSI,
      atm: 1013.25,
    }),
  },
  lux: { word: "lux", otlp: "{lx}", symbol: "lx", units: linear({ lx: 1 }) },
  dbm: { word: "dbm", otlp: "{dBm}", symbol: "dBm", units: linear({ dBm: 1 }) },
  db: { word: "db", otlp: "{dB}", symbol: "dB", units: linear({ dB: 1 }) },
  dba: { word: "dba", otlp: "{dBA}", symbol: "dBA", units: linear({ dBA: 1 }) },
  ugPerM3: {
    word: "ug_per_m3",
    otlp: "{ug per m3}",
    symbol: "µg/m³",
    units: linear({ "ug/m³": 1, "mg/m³": 1e3, "g/m³": 1e6, "ug/ft³": 1 / M3_PER_CUBIC_FOOT }),
  },
  // Water in air is of the order of 10 g/m³; in micrograms nobody could read it.
  gramsPerM3: {
    word: "grams_per_m3",
    otlp: "{g per m3}",
    symbol: "g/m³",
    units: linear({ "g/m³": 1, "mg/m³": 1e-3, "ug/m³": 1e-6 }),
  },
  ppm: { word: "ppm", otlp: "{ppm}", symbol: "ppm", units: linear({ ppm: 1, ppb: 1e-3 }) },
  m3: {
    word: "m3",
    otlp: "m3",
    symbol: "m³",
    units: linear({
      "m³": 1,
      L: 1e-3,
      mL: 1e-6,
      "ft³": M3_PER_CUBIC_FOOT,
      CCF: 100 * M3_PER_CUBIC_FOOT,
      MCF: 1000 * M3_PER_CUBIC_FOOT,
      gal: M3_PER_US_GALLON,
      "fl. oz.": M3_PER_US_GALLON / 128,
    }),
  },
  m3PerHour: {
    word: "m3_per_hour",
    otlp: "{m3 per h}",
    symbol: "m³/h",
    units: linear({
      "m³/h": 1,
      "m³/min": 60,
      "m³/s": SECONDS_PER_HOUR,
      "ft³/min": 60 * M3_PER_CUBIC_FOOT,
      "L/h": 1e-3,
      "L/min": 60e-3,
      "L/s": SECONDS_PER_HOUR / 1000,
      "mL/s": SECONDS_PER_HOUR / 1e6,
      "gal/h": M3_PER_US_GALLON,
      "gal/min": 60 * M3_PER_US_GALLON,
      "gal/d": M3_PER_US_GALLON / 24,
    }),
  },
  // `m` is metres here and months among the times: the device class decides which kind is asked.
  meters: {
    word: "meters",
    otlp: "m",
    symbol: "m",
    units: linear({
      mm: 1e-3,
      cm: 1e-2,
      m: 1,
      km: 1e3,
      in: METERS_PER_INCH,
      ft: METERS_PER_FOOT,
      yd: METERS_PER_YARD,
      mi: METERS_PER_MILE,
      nmi: METERS_PER_NAUTICAL_MILE,
    }),
  },
  mm: { word: "mm", otlp: "mm", symbol: "mm", units: linear({ mm: 1, cm: 10, in: METERS_PER_INCH * 1000 }) },
  mmPerHour: {
    word: "mm_per_hour",
    otlp: "{mm per h}",
    symbol: "mm/h",
    units: linear({
      "mm/h": 1,
      "mm/d": 1 / 24,
      "in/h": METERS_PER_INCH * 1000,
      "in/d": (METERS_PER_INCH * 1000) / 24,
    }),
  },
  metersPerSecond: {
    word: "meters_per_second",
    otlp: "{m per s}",
    symbol: "m/s",
    units: linear({
      "m/s": 1,
      "m/min": 1 / SECONDS_PER_MINUTE,
      "km/h": 1000 / SECONDS_PER_HOUR,
      mph: METERS_PER_MILE / SECONDS_PER_HOUR,
      kn: METERS_PER_NAUTICAL_MILE / SECONDS_PER_HOUR,
      "ft/s": METERS_PER_FOOT,
      "in/s": METERS_PER_INCH,
      "mm/s": 1e-3,
      "mm/h": 1e-3 / SECONDS_PER_HOUR,
      "mm/d": 1e-3 / SECONDS_PER_DAY,
      "in/h": METERS_PER_INCH / SECONDS_PER_HOUR,
      "in/d": METERS_PER_INCH / SECONDS_PER_DAY,
    }),
  },
  // A step of the scale stands for a range of speeds, so it has no exact speed.
  beaufort: { word: "beaufort", otlp: "{Beaufort}", symbol: "Beaufort", units: linear({ Beaufort: 1 }) },
  degrees: { word: "degrees", otlp: "{deg}", symbol: "°", units: linear({ "°": 1 }) },
  bytes: {
    word: "bytes",
    otlp: "By",
    symbol: "B",
    units: linear({
      bit: 1 / 8,
      kbit: 1e3 / 8,
      Mbit: 1e6 / 8,
      Gbit: 1e9 / 8,
      B: 1,
      kB: 1e3,
      MB: 1e6,
      GB: 1e9,
      TB: 1e12,
      PB: 1e15,
      EB: 1e18,
      ZB: 1e21,
      YB: 1e24,
      KiB: 2 ** 10,
      MiB: 2 ** 20,
      GiB: 2 ** 30,
      TiB: 2 ** 40,
      PiB: 2 ** 50,
      EiB: 2 ** 60,
      ZiB: 2 ** 70,
      YiB: 2 ** 80,
    }),
  },
  bytesPerSecond: {
    word: "bytes_per_second",
    otlp: "{By per s}",
    symbol: "B/s",
    units: linear({
      "bit/s": 1 / 8,
      "kbit/s": 1e3 / 8,
      "Mbit/s": 1e6 / 8,
      "Gbit/s": 1e9 / 8,
      "B/s": 1,
      "kB/s": 1e3,
      "MB/s": 1e6,
      "GB/s": 1e9,
      "KiB/s": 2 ** 10,
      "MiB/s": 2 ** 20,
      "GiB/s": 2 ** 30,
    }),
  },
  seconds: {
    word: "seconds",
    otlp: "s",
    symbol: "s",
    units: linear({
      us: 1e-6,
      ms: 1e-3,
      s: 1,
      min: SECONDS_PER_MINUTE,
      h: SECONDS_PER_HOUR,
      d: SECONDS_PER_DAY,
      w: 7 * SECONDS_PER_DAY,
      m: SECONDS_PER_MONTH,
      y: SECONDS_PER_YEAR,
    }),
  },
  kilograms: {
    word: "kilograms",
    otlp: "{kg}",
    symbol: "kg",
    units: linear({
      ug: 1e-9,
      mg: 1e-6,
      g: 1e-3,
      kg: 1,
      oz: KILOGRAMS_PER_POUND / 16,
      lb: KILOGRAMS_PER_POUND,
      st: 14 * KILOGRAMS_PER_POUND,
    }),
  },
  m2: {
    word: "m2",
    otlp: "m2",
    symbol: "m²",
    units: linear({
      "mm²": 1e-6,
      "cm²": 1e-4,
      "m²": 1,
      "km²": 1e6,
      "in²": METERS_PER_INCH ** 2,
      "ft²": M2_PER_SQUARE_FOOT,
      "yd²": METERS_PER_YARD ** 2,
      "mi²": METERS_PER_MILE ** 2,
      ac: 43_560 * M2_PER_SQUARE_FOOT,
      ha: 1e4,
    }),
  },
  wattsPerM2: {
    word: "watts_per_m2",
    otlp: "{W per m2}",
    symbol: "W/m²",
    units: linear({ "W/m²": 1, "BTU/(h⋅ft²)": WATTS_PER_BTU_PER_HOUR / M2_PER_SQUARE_FOOT }),
  },
  usPerCm: {
    word: "us_per_cm",
    otlp: "{uS per cm}",
    symbol: "µS/cm",
    units: linear({ "uS/cm": 1, "mS/cm": 1e3, "S/cm": 1e6 }),
  },
  mgPerDl: {
    word: "mg_per_dl",
    otlp: "{mg per dL}",
    symbol: "mg/dL",
    units: linear({ "mg/dL": 1, "mmol/L": MG_PER_DL_PER_MMOL_PER_L }),
  },
  bqPerM3: {
    word: "bq_per_m3",
    otlp: "{Bq per m3}",
    symbol: "Bq/m³",
    units: linear({ "Bq/m³": 1, "pCi/L": BQ_PER_M3_PER_PICOCURIE_PER_LITER }),
  },
} satisfies Record<string, UnitKind>;

function linear(factors: Readonly<Record<string, number>>): Record<string, Conversion> {
  return Object.fromEntries(Object.entries(factors).map(([unit, factor]) => [unit, { factor }]));
}
