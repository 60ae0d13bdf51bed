"""Rules over plain values: dates, spellings, line ranges, eligibility, paths to membership. Know no database."""
