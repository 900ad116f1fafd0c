"""What needs attention in a plan: rules, findings, and one indicator for each barrier."""
