"""Stub: no pictures in the test bed; the real package has no wheel."""


class TurboJPEG:
    def __init__(self) -> None:
        raise RuntimeError("the test bed has no libturbojpeg")
