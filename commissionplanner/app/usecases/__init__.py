"""What the program does for its users: the window and the command line both call these."""
