"""How a model is asked: the place of its versioned templates. This version asks no model and holds none."""
