"""Hints from outside: forms, actions, what a hint refers to, retention."""
