"""Letters: what kinds there are, what each must say, how they are put together, checked and printed.

`kinds`, `rows`, `compose`, `merge`, `wording`, `dates`, `checklist`, `avoid`, `glyphs` and `document` are pure.
`paper` turns a finished document into a PDF. Nothing here imports a page, a task or a view.
"""
