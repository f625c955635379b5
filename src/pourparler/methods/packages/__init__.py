"""Packages: which can stand, which all principals prefer to no deal, which are efficient, what each principle picks."""
