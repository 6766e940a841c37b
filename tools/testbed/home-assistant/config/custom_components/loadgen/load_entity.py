"""What all load entities have in common."""

from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity

from .generator import ENTITIES_PER_DEVICE


class LoadEntity(Entity):
    _attr_should_poll = False

    def __init__(self, platform: str, index: int) -> None:
        device = index // ENTITIES_PER_DEVICE
        self.index = index
        self.entity_id = f"{platform}.load_{index}"
        self.turn = 0
        self._attr_unique_id = f"loadgen_{index}"
        self._attr_name = f"Load {index}"
        self._attr_extra_state_attributes = {}
        self._attr_device_info = DeviceInfo(
            identifiers={("loadgen", str(device))}, name=f"Load device {device}", manufacturer="Test bed", model="Load"
        )

    def can_change(self) -> bool:
        return self.hass is not None and self.enabled and self._attr_available

    def change(self) -> None:
        """Takes its next value, which is never the one it has."""
        self.turn += 1
        self.take(self.value_at(self.turn))
        self.async_write_ha_state()
