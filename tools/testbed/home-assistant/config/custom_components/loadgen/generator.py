"""Knows the entities and makes their changes."""

import asyncio
import time

TICK_SECONDS = 0.02
ENTITIES_PER_DEVICE = 10


class Generator:
    def __init__(self, hass, entry) -> None:
        self.hass = hass
        self.entry = entry
        self.entities = {}  # by index
        self.adders = {}  # by platform: add entities there
        self.rate = 0.0  # changes a second, all entities together
        self.changes = 0
        self._turn = 0

    def platform_ready(self, platform, kinds, make, add_entities) -> None:
        """A platform is set up: it gets its entities of earlier runs now and later ones as they are asked for."""

        def add(index, kind):
            self.entities[index] = make(self.hass, index, kind)
            return self.entities[index]

        wanted = [(i, k) for i, k in enumerate(self.entry.data["kinds"]) if k in kinds]
        add_entities([add(i, k) for i, k in wanted])
        for kind in kinds:
            self.adders[kind] = lambda pairs: add_entities([add(i, k) for i, k in pairs])

    def add(self, wanted: dict[str, int]) -> list[int]:
        """Makes so many more of each kind; answers their indexes."""
        kinds = list(self.entry.data["kinds"])
        first = len(kinds)
        for kind, count in wanted.items():
            pairs = [(len(kinds) + n, kind) for n in range(count)]
            kinds += [kind] * count
            if pairs:
                self.adders[kind](pairs)
        self._remember(kinds)
        return list(range(first, len(kinds)))

    def forget(self, index: int) -> None:
        """The place stays taken, so that no later entity gets an earlier one's unique id."""
        kinds = list(self.entry.data["kinds"])
        kinds[index] = None
        self.entities.pop(index, None)
        self._remember(kinds)

    def burst(self, changes: int) -> None:
        ready = [e for e in self.entities.values() if e.can_change()]
        for _ in range(changes if ready else 0):
            ready[self._turn % len(ready)].change()
            self._turn += 1
            self.changes += 1

    async def run(self) -> None:
        due, last = 0.0, time.monotonic()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            # What a busy second left over is made up for, but never more than one second's worth.
            due = min(due + self.rate * (now - last), self.rate)
            last = now
            if due >= 1:
                self.burst(int(due))
                due -= int(due)

    def _remember(self, kinds) -> None:
        self.hass.config_entries.async_update_entry(self.entry, data={"kinds": kinds})
