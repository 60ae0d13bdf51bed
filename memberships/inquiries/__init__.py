"""Inquiries to coordinating bodies: whether their networks' facts still hold, and their replies."""
