"""How fast we are beside the bare tools: every figure is a ratio to its limit, measured in the same run, in a cold process."""
