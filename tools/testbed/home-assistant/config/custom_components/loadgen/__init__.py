"""Any number of entities that change as often as asked; everything is done through services, so a test needs no more
than a token. The entities stand in the config entry and are the same after a restart."""

from homeassistant.config_entries import SOURCE_IMPORT
from homeassistant.const import Platform

from .generator import Generator
from .services import register_services

DOMAIN = "loadgen"
PLATFORMS = [Platform.BINARY_SENSOR, Platform.SENSOR]


async def async_setup(hass, config) -> bool:
    if DOMAIN in config:
        hass.async_create_task(hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_IMPORT}, data={}))
    register_services(hass, DOMAIN)
    return True


async def async_setup_entry(hass, entry) -> bool:
    generator = hass.data[DOMAIN] = Generator(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_create_background_task(hass, generator.run(), "loadgen")
    return True


async def async_unload_entry(hass, entry) -> bool:
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
