"""Decides what the window's parts do with the document; the parts only draw."""
