"""Values: amounts and dates parsed from their characters alone."""
