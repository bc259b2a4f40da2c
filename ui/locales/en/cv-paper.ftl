# The CV page: the pages on the right, what is chosen there, import, export and help.
