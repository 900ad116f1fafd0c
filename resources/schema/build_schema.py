"""Write the schema of the plan file, from the field specs, to plan-<version>.sql beside this.

Run it from the top folder when a field or a table has been added while the version of the file
is not released yet. A released version's schema is never written again: a change is a new
version and a migration.
"""

from pathlib import Path

from commissionplanner.io.store import schema

if __name__ == "__main__":
    target = Path(__file__).with_name(f"plan-{schema.VERSION}.sql")
    target.write_text(schema.schema_from_specs(), encoding="utf-8", newline="\n")
