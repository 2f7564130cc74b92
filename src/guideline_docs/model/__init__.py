"""Trees to meaning: tiers, statuses, measures, references, counts."""
