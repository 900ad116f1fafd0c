"""From the cells of a column to values: amounts, days, terms, texts, and what no cell says by itself."""
