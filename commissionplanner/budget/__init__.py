"""The sums of a plan: pools, scenarios, risk shares, resource. Pure: a plan in, figures out."""
