"""The deterministic engine: rules over general lexicons, each with a name and a reason."""
