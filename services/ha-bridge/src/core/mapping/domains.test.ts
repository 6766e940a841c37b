import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { climateCases } from "./cases/climate.ts";
import { numberCases } from "./cases/number.ts";
import { onOffCases } from "./cases/on-off.ts";
import { presenceCases } from "./cases/presence.ts";
import { sensorCases } from "./cases/sensor.ts";
import { closedSetCases } from "./cases/set.ts";
import { textCases } from "./cases/text.ts";
import { timeCases } from "./cases/time.ts";
import { unknownCases } from "./cases/unknown.ts";
import { berlin, brokenPromises, entityOf, observed } from "./domain.contract.ts";
import type { HouseFacts } from "./domain-mapping.ts";
import { mappingFor, mappings } from "./index.ts";

const cases = [onOffCases, closedSetCases, climateCases, numberCases, timeCases, presenceCases, textCases, sensorCases, unknownCases].flat();
const known = mappings.map(({ domain }) => domain);

describe.for([...new Set(cases.map(({ domain }) => domain))])("%s", (domain) => {
  test.for(cases.filter((one) => one.domain === domain))("$sentence", (one) => {
    expect(observed(one)).toEqual(one.reports);
  });
});

describe("the registry", () => {
  test("gives a domain that nobody knows the fallback", () => {
    expect(mappingFor("future_domain").domain).toBe("");
  });

  test("gives a name of every object's prototype the fallback", () => {
    expect(mappingFor("constructor").domain).toBe("");
  });

  test("has a case for every domain", () => {
    expect(known.filter((domain) => !cases.some((one) => one.domain === domain))).toEqual([]);
  });
});

describe.for(mappings)("the mapping of $domain", (mapping) => {
  test("reports each family that it declares in one of its cases", () => {
    const lines = cases.filter(({ domain }) => domain === mapping.domain).flatMap((one) => observed(one));
    const names = new Set(lines.map((line) => line.split(/[ {]/, 1)[0]));
    expect(mapping.families.filter(({ name }) => !names.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test("rests in states that it can have", () => {
    const { atRest = [], states } = mapping;
    expect(atRest.filter((state) => states !== undefined && !states.includes(state))).toEqual([]);
  });

  test("keeps its promises whatever Home Assistant sends", () => {
    fc.assert(
      fc.property(anyState, anyAttributes, anyFacts, (state, attributes, facts) => {
        expect(brokenPromises(mapping, entityOf(mapping.domain, state, attributes), facts)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("reports the same in the same order when nothing changed", () => {
    fc.assert(
      fc.property(anyState, anyAttributes, (state, attributes) => {
        const one = { domain: mapping.domain, state, attributes };
        expect(observed(one)).toEqual(observed(structuredClone(one)));
      }),
      { numRuns: 50 },
    );
  });
});

const attributeNames = [...new Set(cases.flatMap(({ attributes = {} }) => Object.keys(attributes)))];
const attributeValues = cases.flatMap(({ attributes = {} }) => Object.values(attributes));
const states = cases.map(({ state }) => state);

const anyState = fc.oneof(
  fc.constantFrom(...states),
  fc.string(),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anyValue = fc.oneof(
  fc.constantFrom(...attributeValues),
  fc.double(),
  fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 0, -0),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string(),
);
const anyAttributes = fc.dictionary(fc.constantFrom(...attributeNames, "device_class", "state_class", "unit_of_measurement", "__proto__"), anyValue);
const anyFacts: fc.Arbitrary<HouseFacts> = fc.record({
  timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Pacific/Apia"),
  temperatureUnit: fc.constantFrom("°C", "°F"),
  zoneNames: fc.array(fc.string(), { maxLength: 3 }),
  location: fc.boolean(),
  forecasts: fc.constant(berlin.forecasts),
});
