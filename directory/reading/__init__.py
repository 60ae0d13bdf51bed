"""Reading: the questions readers ask, answered from the catalogue. Changes nothing."""
