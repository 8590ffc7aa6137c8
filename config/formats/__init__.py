"""How days and times are written where a page says nothing of its own, such as in the lists of the desk."""
