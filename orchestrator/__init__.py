"""Decides which trials run, where and when. The only package that knows Ray."""
