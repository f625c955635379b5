"""Measurements that back the tables of the documentation."""
