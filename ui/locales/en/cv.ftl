# The CV page: the shelf, the desk and its editor.
