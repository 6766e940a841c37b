"""One entry, made by the `loadgen:` line of the configuration."""

from homeassistant.config_entries import ConfigFlow

DOMAIN = "loadgen"


class LoadgenFlow(ConfigFlow, domain=DOMAIN):
    VERSION = 1

    async def async_step_import(self, _data):
        if self._async_current_entries():
            return self.async_abort(reason="single_instance_allowed")
        return self.async_create_entry(title="Load generator", data={"kinds": []})

    async_step_user = async_step_import
