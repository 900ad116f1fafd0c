"""The pages of the window, one module each. No page knows another."""
