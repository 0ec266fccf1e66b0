"""The shell that people and programs reach over HTTP: pages for officers, pages for applicants, the API.

Knows: how to read a form, call one service, and present the answer in the reader's language and
direction. Refuses to know any rule: who may do what is asked of `licet.access`, what a case means
of `licet.services`. Two audiences never share a presenter or a template: `casework` is for
officers, `intake` for applicants, and what both may see (how old the lists are, help) is in
`library`.
"""
