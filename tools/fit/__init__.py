"""The script that fits the weights of names: `python -m tools.fit`, with the sets beside the checkout.

Knows: which queries to learn from and how a logistic regression is solved. It prints numbers; a person writes them into
`screening/model.py` and says why in a decision page.
"""
