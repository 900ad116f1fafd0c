"""Which column is which field: guessed by heading, contents and neighbours, then settled or asked."""
