"""One entry, made by the `troubled:` line of the configuration."""

from homeassistant.config_entries import ConfigFlow

DOMAIN = "troubled"


class TroubledFlow(ConfigFlow, domain=DOMAIN):
    VERSION = 1

    async def async_step_import(self, _data):
        if self._async_current_entries():
            return self.async_abort(reason="single_instance_allowed")
        return self.async_create_entry(title="Troubled device", data={})

    async_step_user = async_step_import
