"""What the program does, once: the window and the command line both call these."""
