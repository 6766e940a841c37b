"""Stub: no voice in the test bed."""

from types import SimpleNamespace


class AudioProcessor:
    def __init__(self, *_options: object) -> None:
        pass

    def Process10ms(self, audio: bytes) -> SimpleNamespace:
        return SimpleNamespace(audio=audio)
