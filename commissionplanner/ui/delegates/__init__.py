"""How cells of tables are drawn and edited."""
