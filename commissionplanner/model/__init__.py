"""What a plan is. Standard library only, no input or output."""
