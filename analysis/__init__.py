"""Reads the ledger and makes tables of it. Needs neither torch nor ray."""
