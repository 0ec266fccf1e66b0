"""Chinese and Korean names in Latin letters: one sound for the several romanisations of a syllable.

`Zhang`, `Chang` and `Tsang`, `Cheol` and `Ch'ol`, `Gim` and `Kim` are written differently by pinyin, Wade-Giles, the
Cantonese and Hokkien habits, the Revised and the McCune-Reischauer romanisation. The folding is coarse, and therefore used
only on names that consist of such syllables and carry a family name of those languages.
"""

import re
from functools import lru_cache

_SYLLABLE = re.compile(
    r"(zh|ch|sh|hs|ts|tz|kh|gh|th|ph|hw|kw|gw|hy|ky|gy|ny|my|py|by|ry|ly|[bcdfghjklmnpqrstwxyz])?"
    r"(iao|iau|uai|eui|eo|eu|ae|ai|ao|au|ay|ea|ee|ei|ey|ia|ie|io|iu|oe|oi|oo|ou|ow|ua|ue|ui|uo|[aeiou])"
    r"(ng|[nmkglpbtrh](?![aeiouy])(?<!n(?=g)))?"
)
_INITIALS = {
    "b": "p", "ph": "p", "d": "t", "th": "t", "g": "k", "kh": "k", "gh": "k", "zh": "c", "ch": "c", "j": "c", "q": "c",
    "z": "c", "ts": "c", "tz": "c", "x": "s", "hs": "s", "sh": "s", "r": "l", "kw": "ku", "gw": "ku", "hw": "hu", "w": "u",
    "y": "i", "hy": "hi", "ky": "ki", "gy": "ki", "ny": "ni", "my": "mi", "py": "pi", "by": "pi", "ry": "li", "ly": "li",
}  # fmt: skip
_NUCLEI = {
    "eo": "o", "eu": "u", "ae": "e", "ay": "ai", "ee": "i", "ea": "e", "ey": "ei", "oo": "u", "ow": "ou", "au": "ao",
    "iau": "iao", "eui": "ui", "uo": "o", "oi": "oe",
}  # fmt: skip
_FINALS = {"k": "k", "g": "k", "l": "l", "r": "l", "p": "p", "b": "p", "h": ""}
_HABITS = {
    "park": "pak", "lee": "li", "rhee": "li", "yi": "li", "i": "li", "im": "lim", "yim": "lim", "rim": "lim", "choi": "coe", "choy": "coe",
    "yoon": "iun", "young": "iong", "moon": "mun", "roh": "lo", "noh": "lo", "oh": "o", "suh": "so", "hur": "ho", "kwak": "kuak",
}  # fmt: skip
"""Family names and syllables whose usual English spelling follows no romanisation."""
_MOST_SYLLABLES = 3
_SYLLABLES_OF_FAMILIES = """
    an au bae baek bai bak bang bao bian byon byun cai cao cha chai chan chang chao chau che chen cheng cheong cheung chew chi
    chia chiang chien chin ching chiu cho choe choi chon chong choo chou chow choy chu chua chuang chui chun chung cui deng ding dong
    du duan eom fan fang fei feng foo fu fung gan gang gao ge geng gim gong goh gong gu guan guo gwak gwon ha ham han hang hao
    he heo ho hom hong hou hsi hsia hsiang hsiao hsieh hsiung hsu hu hua huang huh huo hwang hwangbo hyon hyun im jang jeon jeong jeung ji
    jia jian jiang jiao jie jin jing jo jon jong joo ju jun jung kam kan kang kao kim ko koh kong koo ku kuan kuk kung kuo kwak
    kwan kwok kwon lai lam lan lau law lee lei leung li lian liang liao lim lin ling liu lo long loo lou lu lui luo luk lun luo ma
    maeng mak man mao mei men meng mi miao min ming mo moon mu mun na nam namgung nan neo ng ni nie niu no noh o oh ong ou ouyang pae
    paek pak pan pang park peng piao pien pong poon pu pyon qi qian qiao qin qiu qu quan ra rang rao ren rhee ri rim ro rong ruan ryang
    ryom ryu seo seok seong shao she shek shen sheng shi shih shim shin shiu shu shum sim sima sin siu so soh sohn son song soo soong su sui suk
    sun sung suo sze szeto tai tam tan tang tao teng teo teoh thae tian tien ting to tok tong tsai tsang tsao tse tseng tso tsoi tsui tu tung u
    wai wan wang wei wen weng wong woo wu xi xia xian xiang xiao xie xin xing xiong xu xue yam yan yang yao yau ye yee yeh yen yeo yeon yeong yeung
    yi yim yin ying yip yiu yo yom yon yong yoo yoon you young yu yuan yue yuen yun yung zang zeng zha zhai zhan zhang zhao zheng zhong zhou zhu
    zhuang zhuo zou
"""
_FAMILY_NAMES = frozenset(_SYLLABLES_OF_FAMILIES.split())


@lru_cache(maxsize=50_000)
def is_eastern(words: tuple[str, ...]) -> bool:
    """Whether a name of two to four words is Chinese or Korean: all its words are syllables, one at either end a family name."""
    return (
        2 <= len(words) <= _MOST_SYLLABLES + 1
        and (words[0] in _FAMILY_NAMES or words[-1] in _FAMILY_NAMES)
        and all(sound(word) is not None for word in words)
    )


@lru_cache(maxsize=50_000)
def sound(text: str) -> str | None:
    """The common sound of a word of one to three syllables, or None where it is no such word."""
    if text in _HABITS:
        return _HABITS[text]
    found, at, syllables = "", 0, 0
    while at < len(text):
        syllable = _SYLLABLE.match(text, at)
        if syllable is None or syllables == _MOST_SYLLABLES:
            return None
        found += _folded(*syllable.groups(default=""))
        at = syllable.end()
        syllables += 1
    return found or None


def _folded(initial: str, nucleus: str, final: str) -> str:
    start = _INITIALS.get(initial, initial)
    middle = _NUCLEI.get(nucleus, nucleus)
    end = _FINALS.get(final, final)
    if final == "n" and middle == "ie":
        middle = "ia"
    if final == "n" and middle == "e" and start.endswith("i"):
        middle = "a"
    if final == "ng" and middle in ("u", "iu"):
        middle = middle[:-1] + "o"
    if start.endswith(middle[:1]) and start[-1:] in "iu" and start:
        start = start[:-1]
    return start + middle + end
