"""Legal forms of bodies, in many languages, brought to a few: the words that say how a body is set up, not which one it is.

Each line names one form by its usual short word and gives the ways it is written out, in plain Latin letters, after the script
tables. The families say which forms of several countries are of one kind.
"""

from functools import cache

_WRITTEN_OUT = {
    "llc": (
        "limited liability company; limited liability co; l l c; limited liability partnership company; company with limited liability;"
        " private limited liability company; additional liability company; with limited liability"
    ),
    "ooo": (
        "obshchestvo s ogranichennoi otvetstvennostyu; obshchestvo s ogranichennoy otvetstvennostyu;"
        " obschestvo s ogranichennoi otvetstvennostiu; obschestvo s ogranichennoy otvetstvennostyu;"
        " obshchestvo s ogranichennoj otvetstvennostyu; obshchestvo s ogranichennoi otvetstvennostiu;"
        " obshchestvo s ogranichennoy otvetstvennostiu; tovaristvo z obmezhenoyu vidpovidalnistyu;"
        " tovarystvo z obmezhenoyu vidpovidalnistyu; tavarystva z abmezhavanai adkaznastsyu;"
        " tavarystva z abmezhavanay adkaznastsyu; obshchestvo s dopolnitelnoy otvetstvennostyu"
    ),
    "gmbh": "gesellschaft mit beschrankter haftung; g m b h; gesellschaft m b h; ges m b h",
    "sarl": "societe a responsabilite limitee; societe anonyme a responsabilite limitee; sociedade a responsabilidade limitada",
    "srl": (
        "sociedad de responsabilidad limitada; societa a responsabilita limitata; societatea cu raspundere limitata;"
        " societate cu raspundere limitata; s de rl; s de rl de cv; sociedad limitada"
    ),
    "ltda": "limitada; sociedade limitada; compania limitada; cia ltda",
    "ltd": "limited; youxian gongsi; gufen youxian gongsi; youxian zeren gongsi; private limited; pte limited; pvt limited; pte ltd; pvt ltd; co ltd; co limited; company limited; company ltd",
    "spzoo": "spolka z ograniczona odpowiedzialnoscia; sp z o o; sp zoo; sp z oo; spolka z oo",
    "ood": "druzhestvo s ogranichena otgovornost; druzestvo s ogranicena otgovornost",
    "doo": "drustvo s ogranicenom odgovornoscu; drustvo sa ogranicenom odgovornoscu; d o o",
    "bv": "besloten vennootschap; besloten vennootschap met beperkte aansprakelijkheid",
    "oy": "osakeyhtio",
    "limitedsirketi": "limited sirketi; ltd sti; limited sti; ltd sirketi",
    "jsc": (
        "joint stock company; joint stock co; private joint stock company; joint stock; closed joint stock company;"
        " open joint stock company; public joint stock company; private jsc; open jsc; public jsc; closed jsc; joynt stock company"
    ),
    "ao": (
        "aktsionernoe obshchestvo; aktsionernoye obshchestvo; aktsionerne tovaristvo; aktsionerne tovarystvo;"
        " zakrytoe aktsionernoe obshchestvo; zakrytoye aktsionernoye obshchestvo; otkrytoe aktsionernoe obshchestvo;"
        " otkrytoye aktsionernoye obshchestvo; publichnoe aktsionernoe obshchestvo; publichnoye aktsionernoye obshchestvo;"
        " nepublichnoe aktsionernoe obshchestvo; otkrytoe aktsionernoe obschestvo; aktsionernoe obschestvo;"
        " zakrytoe aktsionernoe obschestvo; publichne aktsionerne tovarystvo; adkrytaye aktsyyanernaye tavarystva;"
        " zakrytaye aktsyyanernaye tavarystva; aktsionerno druzhestvo"
    ),
    "ag": "aktiengesellschaft; aktiengeselschaft; akg",
    "ab": "aktiebolag",
    "as": "aktieselskab; anonim sirketi; anonim sirket; aksjeselskap",
    "nv": "naamloze vennootschap",
    "sa": (
        "sociedad anonima; societe anonyme; sociedade anonima; societa anonima; societate pe actiuni; sociedad anonima de capital variable;"
        " sa de cv; s a de c v; sa de c v; sociedad anonima cerrada; sociedad por acciones simplificada"
    ),
    "spa": "societa per azioni; s p a",
    "plc": "public limited company; public ltd company; public ltd co; p l c",
    "corp": "corporation; corporacion; korporatsiya",
    "inc": "incorporated; incorporation",
    "co": "company; gongsi; companies; compania; compagnie; kompaniya; kompania; cia; sharikat; sherkat; sherkate; charikat; sharekat; sharika",
    "holding": "holdings; kholding",
    "grp": "group; jituan; grupo; gruppa; groupe; gruppe",
    "fzc": "free zone company; fz company; fzco; fz co",
    "fze": "free zone establishment; fz establishment; fz e",
    "fzllc": "fz llc; free zone llc; fze llc",
    "est": "establishment; estab",
    "fgup": (
        "federal state unitary enterprise; federalnoe gosudarstvennoe unitarnoe predpriyatie;"
        " federalnoye gosudarstvennoye unitarnoye predpriyatiye; fsue; federal state unitary company"
    ),
    "gup": "state unitary enterprise; gosudarstvennoe unitarnoe predpriyatie",
    "ip": "individualny predprinimatel; individual entrepreneur; sole proprietor",
    "eood": "ednolichno druzhestvo s ogranichena otgovornost",
    "na": "national association",
    "ano": "avtonomnaya nekommercheskaya organizatsiya; autonomous non profit organization; autonomous non commercial organization",
}  # fmt: skip
_FAMILIES = (
    "llc ooo gmbh sarl srl ltda ltd spzoo ood eood doo bv limitedsirketi tov odo kft aps sdn bhd pte pvt pty fzc fze fzllc est",
    "jsc ao ag ab as nv sa spa plc oao pao zao ojsc cjsc pjsc oy oyj corp inc tas asa",
    "fgup gup fsue",
    "ano nko npo verein stiftung",
)
_SHORT = (
    "cv lp llp kg tbk pt cc sal dac sas snc sae kk lc rl sti sirketi closed open public private liability joint stock zone free"
    " and da de des di do du e for la le of the und y et i und mbh plc"
)


@cache
def written_out() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a spelled-out form -> its whole words and the short form, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for short, spellings in _WRITTEN_OUT.items():
        for spelling in spellings.split(";"):
            words = tuple(spelling.split())
            found.setdefault(words[0], []).append((words, short))
    return {first: tuple(sorted(forms, key=lambda form: (-len(form[0]), form))) for first, forms in found.items()}


@cache
def families() -> dict[str, int]:
    """Each short form of a family -> the number of the family."""
    return {form: at for at, forms in enumerate(_FAMILIES) for form in forms.split()}


@cache
def legal_words() -> frozenset[str]:
    """Every word that hardly counts in the name of a body."""
    single = (
        spelling.strip() for spellings in _WRITTEN_OUT.values() for spelling in spellings.split(";") if " " not in spelling.strip()
    )
    return frozenset((*_WRITTEN_OUT, *single, *families(), *_SHORT.split()))
