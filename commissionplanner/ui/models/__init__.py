"""What tables show: columns over the plan, and the one model that Qt asks."""
