"""Journeys share one site and one browser. Being a package tells pytest when to put both away: after the last one."""
