"""The commands. Those on entities take any entity id of ours; renaming and moving take any entity of the house."""

import time

import voluptuous as vol

from homeassistant.core import ServiceCall, SupportsResponse
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv, entity_registry as er

COUNT = vol.All(vol.Coerce(int), vol.Range(min=0, max=100_000))
KINDS = {"numbers": "number", "binaries": "binary", "enums": "enum"}


def register_services(hass, domain: str) -> None:
    def generator():
        return hass.data[domain]

    def entity_of(call: ServiceCall):
        wanted = call.data["entity_id"]
        for entity in generator().entities.values():
            if entity.entity_id == wanted:
                return entity
        raise ServiceValidationError(f"{wanted} is no entity of the load generator")

    async def add(call: ServiceCall):
        indexes = generator().add({kind: call.data.get(key, 0) for key, kind in KINDS.items()})
        return {"indexes": indexes}

    async def set_rate(call: ServiceCall):
        generator().rate = call.data["rate"]
        return {"changes": generator().changes}

    async def burst(call: ServiceCall):
        generator().burst(call.data["changes"])
        return {"changes": generator().changes}

    async def set_state(call: ServiceCall):
        entity = entity_of(call)
        if "state" in call.data:
            entity.take(call.data["state"])
        if "attributes" in call.data:
            entity._attr_extra_state_attributes = dict(call.data["attributes"])
        entity.async_write_ha_state()

    async def set_at_once(call: ServiceCall):
        entity = entity_of(call)
        begun = int(time.time() * 1000) / 1000
        attributes = hass.states.get(entity.entity_id).attributes
        for index, state in enumerate(call.data["states"], start=1):
            hass.states.async_set(entity.entity_id, state, attributes, timestamp=begun + index * 20e-6)
        entity.take(call.data["states"][-1])

    async def availability(call: ServiceCall):
        entity = entity_of(call)
        entity._attr_available = call.data["available"]
        entity.async_write_ha_state()

    async def remove(call: ServiceCall):
        entity = entity_of(call)
        generator().forget(entity.index)
        er.async_get(hass).async_remove(entity.entity_id)

    async def rename(call: ServiceCall):
        er.async_get(hass).async_update_entity(call.data["entity_id"], new_entity_id=call.data["new_entity_id"])

    async def move(call: ServiceCall):
        er.async_get(hass).async_update_entity(call.data["entity_id"], area_id=call.data.get("area_id"))

    an_entity = {vol.Required("entity_id"): cv.entity_id}
    answers = SupportsResponse.OPTIONAL
    for name, work, schema, response in (
        ("add", add, {vol.Optional(key): COUNT for key in KINDS}, answers),
        ("set_rate", set_rate, {vol.Required("rate"): vol.All(vol.Coerce(float), vol.Range(min=0))}, answers),
        ("burst", burst, {vol.Required("changes"): COUNT}, answers),
        ("set", set_state, {**an_entity, vol.Optional("state"): object, vol.Optional("attributes"): dict}, SupportsResponse.NONE),
        # All within one millisecond.
        ("set_at_once", set_at_once, {**an_entity, vol.Required("states"): [str]}, SupportsResponse.NONE),
        ("set_available", availability, {**an_entity, vol.Required("available"): cv.boolean}, SupportsResponse.NONE),
        ("remove", remove, an_entity, SupportsResponse.NONE),
        ("rename", rename, {**an_entity, vol.Required("new_entity_id"): cv.entity_id}, SupportsResponse.NONE),
        ("move", move, {**an_entity, vol.Optional("area_id"): vol.Any(None, cv.string)}, SupportsResponse.NONE),
    ):
        hass.services.async_register(domain, name, work, vol.Schema(schema), supports_response=response)
