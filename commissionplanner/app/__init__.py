"""What the program does, for window and command line alike. No Qt."""
