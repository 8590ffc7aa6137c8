"""As Django writes British English, but for the clock: it counts to 24, as the boxes do that ask for a time."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
