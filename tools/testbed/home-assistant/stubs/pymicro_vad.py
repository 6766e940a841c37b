"""Stub: no voice in the test bed."""


class MicroVad:
    def Process10ms(self, _audio: bytes) -> float:
        return -1.0
