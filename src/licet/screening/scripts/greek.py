"""Greek script, with the letter pairs that stand for one sound."""

from licet.screening.scripts.table import table

_LETTERS = table("""
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
""")
_PAIRS = (("ντζ", "j"), ("τζ", "tz"), ("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("γγ", "ng"), ("γκ", "g"))
_AT_THE_START = (("μπ", "b"), ("ντ", "d"))


def greek(word: str) -> str:
    """Write a word in Latin letters; `μπ` and `ντ` are b and d at the start and after a vowel's end, mb and nt inside."""
    for pair, latin in _PAIRS:
        word = word.replace(pair, latin)
    for pair, latin in _AT_THE_START:
        word = latin + word[2:] if word.startswith(pair) else word
    # Inside a foreign name both are the plain b and d that Greek has no letter for.
    word = word.replace("μπ", "b").replace("ντ", "d")
    return "".join(_LETTERS.get(letter, letter) for letter in word)
