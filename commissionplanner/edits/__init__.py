"""The verbs: each edit says which changes it makes of a plan. Pure; no input or output."""
