"""Numbers and enumerations."""

from homeassistant.components.sensor import SensorDeviceClass, SensorEntity, SensorStateClass

from .load_entity import LoadEntity

QUANTITIES = [
    (SensorDeviceClass.TEMPERATURE, "°C", SensorStateClass.MEASUREMENT),
    (SensorDeviceClass.HUMIDITY, "%", SensorStateClass.MEASUREMENT),
    (SensorDeviceClass.POWER, "W", SensorStateClass.MEASUREMENT),
    (None, None, None),
]
OPTIONS = ["idle", "running", "done", "failed"]
KINDS = ["number", "enum"]


class LoadNumber(LoadEntity, SensorEntity):
    def __init__(self, index: int) -> None:
        LoadEntity.__init__(self, "sensor", index)
        quantity = QUANTITIES[index % len(QUANTITIES)]
        self._attr_device_class, self._attr_native_unit_of_measurement, self._attr_state_class = quantity
        self.take(self.value_at(0))

    def value_at(self, turn: int) -> float:
        return round(20 + ((self.index * 7 + turn) % 1000) / 100, 2)

    def take(self, value) -> None:
        self._attr_native_value = None if value is None else float(value)


class LoadEnum(LoadEntity, SensorEntity):
    _attr_device_class = SensorDeviceClass.ENUM
    _attr_options = OPTIONS

    def __init__(self, index: int) -> None:
        LoadEntity.__init__(self, "sensor", index)
        self.take(self.value_at(0))

    def value_at(self, turn: int) -> str:
        return OPTIONS[(self.index + turn) % len(OPTIONS)]

    def take(self, value) -> None:
        self._attr_native_value = value


def make(_hass, index: int, kind: str) -> LoadEntity:
    return LoadNumber(index) if kind == "number" else LoadEnum(index)


async def async_setup_entry(hass, entry, async_add_entities) -> None:
    hass.data["loadgen"].platform_ready("sensor", KINDS, make, async_add_entities)
