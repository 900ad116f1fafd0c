"""The parts of the Evidence page beside its table: the library, the core offer, money by evidence."""
