"""Commission Planner."""
