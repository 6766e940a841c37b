"""An integration that cannot be set up while the file `troubled.down` is there, and says so as a repair issue."""

from pathlib import Path

from homeassistant.config_entries import SOURCE_IMPORT
from homeassistant.exceptions import ConfigEntryNotReady
from homeassistant.helpers import issue_registry as ir

DOMAIN = "troubled"


async def async_setup(hass, _config) -> bool:
    hass.async_create_task(hass.config_entries.flow.async_init(DOMAIN, context={"source": SOURCE_IMPORT}, data={}))
    return True


async def async_setup_entry(hass, _entry) -> bool:
    flag = Path(hass.config.path("troubled.down"))
    if not await hass.async_add_executor_job(flag.exists):
        ir.async_delete_issue(hass, DOMAIN, "down")
        return True
    severity = ir.IssueSeverity.CRITICAL
    ir.async_create_issue(hass, DOMAIN, "down", is_fixable=False, severity=severity, translation_key="down")
    raise ConfigEntryNotReady("the device does not answer")


async def async_unload_entry(_hass, _entry) -> bool:
    return True
