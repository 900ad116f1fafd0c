"""The parts of the import wizard; `ui.pages.importing` puts them together."""
