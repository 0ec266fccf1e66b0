"""Words that stand for each other though they are spelt differently: family names, given names, words of trades in translation.

One line is one group. A word may stand in several groups. Words are in plain Latin letters, as `normal` writes them.
"""

from functools import cache

FAMILY_NAMES = """
    zhang chang cheung teo tiong teoh truong jang
    wang wong ong heng vuong
    huang wong hwang ng ooi wee oei hoang
    li lee lei ly yi rhee ri ree i
    liu lau low lao liew ryu yu yoo
    chen chan tan chin chean tran jin
    yang yeung yeo ieong duong ryang
    zhao chao chiu teo jo cho trieu
    wu ng goh woo ngo o oh
    zhou chou chow chau jew joo ju chu
    xu hsu tsui hui koh heo ho hur huh
    sun suen soon son
    zhu chu choo ju joo
    ma mah beh
    hu woo oh foo
    guo kuo kwok quek kwek gwak kwak quach
    lin lam lim rim im yim
    he ho hor ha
    gao kao ko koh go
    luo lo law loh
    zheng cheng tay teh chang jeong jung chong chung trinh
    liang leung niu neo ryang
    xie hsieh tse cheah chia
    song sung soong
    tang teng tong
    deng teng tang dang
    feng fung fong
    han hon hahn
    cao tsao cho chaw
    zeng tseng tsang chan
    peng pang phang
    xiao hsiao siu siew seow
    cai tsai choi choy chua chai
    pan poon phua
    dong tung toong
    yu yue yee woo
    ye yeh yip yap ip
    jiang chiang keung kang cheong gang
    jiang tsiang cheung chiang
    su so soo soh
    lu loo lo
    lu luk lo
    wei ngai gui
    du tu to toh do
    ding ting
    shen sum sim shum
    ren jen yam im
    yao yiu yew
    zhong chung choong
    cui tsui choi chui choe
    tan tam tham
    liao liu leow
    fan faan hoan
    jin kam chin kim gim kum
    dai tai tay
    xia hsia ha
    qiu yau khoo hew chiu chiou
    fang fong png pang bang
    hou hau hao
    bai pai pak paek baek
    xue hsueh sit sih
    yin wan yoon yun
    pu park pak bak piao
    zou chow
    shi shih sze see si sy
    long lung loong
    tao to tow
    gu ku koo goo
    mo mok
    kong hung khong gong
    an on ahn
    quan kwon gwon chuan
    zhan chim jim
    ruan yuen nguyen
    ou au
    ouyang auyeung auyong
    situ szeto seto
    jian kan gan
    zuo chor
    bu buu pu
    cheng ching
"""
GIVEN_NAMES = """
    vladimir volodymyr uladzimir uladzimer vladimer
    alexander aleksandr oleksandr aliaksandr alyaksandr aleksandar alexandr iskander
    sergei serhii serhiy siarhei syarhey serhij
    nikolai mykola mikalai nikola mikola nicholas nicolas
    mikhail mykhailo mikhailo mikhal mihail michail mihajlo michael
    andrei andrii andriy andrej andrew
    dmitry dmytro dzmitry dimitri dmitrii
    yevgeny evgeny yevhen evgenii yauheni evgeniy eugene jevgenij
    alexei oleksii oleksiy aliaksei aleksey alyaksey
    yury iurii yuriy yurii iury jurij iouri
    ivan ian johannes john juan jean
    pavel pavlo paulius paul pablo
    petr petro piotr pyotr peter pedro
    vasily vasyl vasil vasilii wassili vasilij
    grigory hryhorii ryhor hryhoriy grigorii
    igor ihor ihar
    oleg oleh aleh
    viktor victor viktar
    konstantin kostiantyn kanstantsin kostyantyn
    yekaterina ekaterina kateryna katsiaryna catherine
    yelena elena olena alena helena
    olga olha volha
    tatiana tetiana tatsiana tatyana
    natalia nataliia natallia natalya
    anna hanna ganna
    artem artyom artsiom
    kirill kyrylo kiryl
    maxim maksym maksim
    denis denys dzianis
    ilya illia ilia ilja
    gennady hennadii henadz gennadii
    anatoly anatolii anatol anatoliy
    leonid leanid
    ruslan rouslan
    georgy heorhii georgii yuri george giorgi jorge
    fyodor fedir fiodar fedor theodore
    stepan stefan stephen steven
    taras tarasz
    matvei matvii
    joseph iosif yosyp yusuf yousef josef jose giuseppe youssef yusif yousif
    abraham ibrahim ebrahim avraham
    jacob yaqub yakub yakov yaakov jakob iakov
    moses musa moussa mousa moshe moise
    david daoud dawood dawud davud
    solomon sulayman suleiman sulaiman soleiman suleyman shlomo salman
    jesus isa issa eisa
    james jim jimmy jaime
    william bill billy will guillermo
    robert bob bobby rob roberto
    richard dick rick ricky
    benjamin ben benny
    joseph joe joey
    thomas tom tommy tomas
    anthony tony antonio anton antoine
    edward ed eddie eduardo
    charles charlie carlos karl
    daniel dan danny
    samuel sam sami
    christopher chris
    elizabeth liz beth isabel elisabeth
    margaret maggie peggy margarita
    katherine kate kathy catherine katharina
    nathaniel nathan nate
    frederick fred friedrich federico fritz
    gregory greg
    kenneth ken kenny
    lawrence larry laurent lorenzo
    patrick pat patricio
    philip phil felipe philippe
    ronald ron ronnie
    timothy tim timofei
    francis frank francisco francesco francois
    henry enrique heinrich enrico harry hank
    louis luis luigi lewis ludwig
    sheikh shaykh cheikh sheik shekh shaikh
    mullah mulla molla maulvi mawlawi maulavi
    muhammad mohammed mohamed muhammed mohammad mehmet mahomet magomed mohd md
    ahmad ahmed ahmet akhmed achmed
    mahmud mahmoud mehmood
    mahdi mehdi mekhti
    hussein hossein husayn gusein huseyin hussain
    hassan hasan gasan
    osama usama ousama oussama
    umar omar oumar omer
    uthman osman othman usman ousmane
    said saeed sayeed saied
    abu abou
    jamal gamal djamel cemal jamel
    jaffar jafar djaafar cafer gaafar
    rashid rachid reshid
    sharif cherif sherif serif
    qadhafi gaddafi kadhafi qaddafi ghaddafi
    salah salaheddin saladin
    ayman aiman aymen
    ayatollah ayatullah
    bin ibn ben bn bni
    bint bent binti
    zade zadeh zada
    oglu ogly oghlu
    kyzy qizi kizi
"""
TRADES = """
    plant factory zavod works werk werke fabrika fabrique usine fabrica kombinat fabrik tovarna mill zavodi karkhaneh
    bank yinhang unhaeng banque banco banca banka
    trading maoyi muyok trade torgovlya torgovy torgovaya handel handels ticaret comercio commerce commercial commerciale comercial comercializadora bazargani tejarat tijara
    industry gongye shiye industries industrial industrie industria sanayi sanaye promyshlenny promyshlennoe promyshlennost promyshlennaya
    company kompaniya compania sherkat sirket firma firm
    institute institut instituto instituut istituto
    scientific nauchno nauchny nauchnyi scientifique wissenschaftlich cientifico nauk
    research issledovatelski issledovatelsky issledovatelskiy issledovatelskii issledovaniy recherche forschung investigacion
    center centre tsentr centro zentrum markaz merkez tsentralny central zentral
    bureau byuro buro office oficina bureaux
    design konstruktorskoe proektny konstruktorskoye
    state gosudarstvenny gosudarstvennoe gosudarstvennaya staat estatal etat
    national natsionalny natsionalnoe nacional nazionale melli milli watani natsionalnaya
    international intl guoji kukje mezhdunarodny mezhdunarodnaya mezhdunarodnoe internacional internationale internazionale uluslararasi
    ship shipbuilding sudostroitelny korabel vessel sudno
    shipyard dockyard verf werft sudostroitelnyi tersane astillero
    repair maintenance remontny remontnyi
    shipping navigation maritime denizcilik naviera sudokhodnaya parokhodstvo kashtirani
    machine jixie kigye machinery mashinostroitelny mashinostroitelnyi mashinostroeniya mashinostroitelnaya mashinostroitelniy makina maschinen
    building stroitelny construction stroitelstvo insaat stroy stroitelnaya construccion construccoes bau
    instrument priborostroitelny pribor priborostroeniya priborostroitelnyi
    mechanical mekhanicheski mekhanichesky mekhanicheskiy mechanics
    engineering inzhiniring injenering ingenieria ingenierie muhendislik mohandesi inzhenerny
    development razvitie razvitiya desarrollo developpement entwicklung toseeh tosee sviluppo
    export eksport exportacion ihracat saderat
    import importacion ithalat varedat
    foreign vneshneekonomicheskoe vneshny exterior vneshnetorgovaya
    electronic dianzi electronics elektronika elektronny elektronik electronica
    electric electrical elektrichesky elektro elektrik
    energy energia energetika energo energie enerji energetichesky
    oil neft neftyanaya petrol petroleum naft petroleos nafta petroleo
    gas gazovaya gaz
    chemical khimicheskaya khimichesky kimya quimica chimie chemistry petrochemical
    technology keji jishu technologies tekhnologii tekhnologiya teknoloji tecnologia technologie tech tekhnologiy fanavari
    technical tekhnichesky tekhnicheskiy technique tecnico technics
    aviation aviatsiya aviatsionny havacilik aviacion aircraft avia
    airline airlines airways avialinii havayollari aviakompaniya
    russian rossiysky rossiyskaya russkaya rossiyskoe rossii russia rossiya russe
    moscow moskovsky moskovski moskva
    chinese china zhongguo
    iranian iran irani
    syrian syria souria suri
    korean korea choson chosun joson hanguk
    northern north severny severnaya severnoe
    south southern yuzhny yuzhnaya
    east eastern vostochny vostok sharq shargh orient
    west western zapadny zapad gharb
    military voenny voennaya askari militaire
    defense defence oborona oboronny defensa difa
    security bezopasnost guvenlik seguridad sicurezza amn sicherheit securite
    service services svc svcs srvces servis servicios uslugi hizmetleri khadamat
    transport transportation transportnaya tasimacilik nakliyat transporte haml
    logistics logistik lojistik logistika logistica
    foundation fund fond fondation fundacion stiftung bonyad vakfi
    charity charitable khayriyya khairia kheyriye
    group grp gruppa grupo groupe gruppe
    university univ daxue universitet universidad universite daneshgah jamia
    academy akademiya akademie academie
    association assn assoc assotsiatsiya asociacion verein
    organization organisation organizatsiya organizacion sazman sazeman
    party partiya partido parti hizb
    front frente jabha jabhat
    army armiya armee jaysh jaish ejercito lashkar
    movement dvizhenie movimiento mouvement harakat haraka
    islamic islami islamique eslami islamiya
    committee komitet comite lajna
    government govt gouvernement gobierno regierung pravitelstvo
    manufacturing mfg manufacture
    communications communication comm telecommunications telecom telekom
    brothers bros
    ministry ministerstvo ministerio ministere wizara vezarat
    insurance strakhovaya sigorta seguros bimeh assurance
    investment investments invest investitsii inversiones yatirim sarmayeh investissement
    finance financial finansovaya finanzas finans
    management upravlenie upravlyayushchaya gestion yonetim
    exchange obmen sarafi sarrafi hawala
    metal metals metally metallurgical metallurgichesky
    steel stal celik foulad fulad acero
    mining gornodobyvayushchaya madencilik minera madan
    food foods pishchevaya gida alimentos
    medical meditsinsky medico tibbi
    department dept departament departamento direction directorate idarat
    enterprise predpriyatie predpriyatiye empresa entreprise unternehmen
    and und et
    new novy novaya novoe nouveau nueva nuevo
    free svobodny liberte
    first pervy pervaya
    mv ms mt
"""
SAME_FAMILY_NAME, SAME_GIVEN_NAME, SAME_TRADE = 940, 900, 900
"""How alike two words of one group are, in thousandths."""


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    at = 0
    for like, lines in ((SAME_FAMILY_NAME, FAMILY_NAMES), (SAME_GIVEN_NAME, GIVEN_NAMES), (SAME_TRADE, TRADES)):
        for line in lines.strip().splitlines():
            at += 1
            for word in line.split():
                found.setdefault(word, set()).add(at * 1000 + like)
    return {word: frozenset(groups) for word, groups in found.items()}


def same_group(one: str, other: str) -> int:
    """How alike two words are that stand for each other, 0 where they do not."""
    groups = _groups()
    if one not in groups or other not in groups:
        return 0
    shared = groups[one] & groups[other]
    return max(group % 1000 for group in shared) if shared else 0


def groups_of(text: str) -> tuple[int, ...]:
    """The groups a word stands in: words that share one are to be compared, however unlike their letters."""
    return tuple(sorted(_groups().get(text, ())))
