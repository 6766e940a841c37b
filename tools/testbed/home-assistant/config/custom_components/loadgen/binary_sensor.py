"""On and off."""

from homeassistant.components.binary_sensor import BinarySensorDeviceClass, BinarySensorEntity

from .load_entity import LoadEntity

KINDS = ["binary"]


class LoadBinary(LoadEntity, BinarySensorEntity):
    _attr_device_class = BinarySensorDeviceClass.MOTION

    def __init__(self, index: int) -> None:
        LoadEntity.__init__(self, "binary_sensor", index)
        self.take(self.value_at(0))

    def value_at(self, turn: int) -> bool:
        return (self.index + turn) % 2 == 0

    def take(self, value) -> None:
        self._attr_is_on = value if value is None else value in (True, "on")


def make(_hass, index: int, _kind: str) -> LoadEntity:
    return LoadBinary(index)


async def async_setup_entry(hass, entry, async_add_entities) -> None:
    hass.data["loadgen"].platform_ready("binary_sensor", KINDS, make, async_add_entities)
