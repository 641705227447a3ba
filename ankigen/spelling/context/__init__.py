"""Words that do not fit the words beside them; words, spaces and sentences twice or missing."""
