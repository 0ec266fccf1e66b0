"""Chinese characters: the readings that family names have, the words and places that names of bodies are made of.

Every other character has the reading that `anyascii` gives it. A person's name written without a space is taken apart into
family name and given name; the name of a body into the words of the table below and what stands between them.
"""

import re
from functools import cache

from anyascii import anyascii

from licet.screening.scripts.table import table

_SURNAMES = """
王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈
任姚卢盧傅钟鐘鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武莫孔向汤湯骆駱霍
卓单單翁柯柳查麦麥区區岑关關伍冼邝鄺简簡庄莊施游詹温溫阮倪涂莊甘祝车車洪季康文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪聂聶章鲁魯岳翟殷詹申欧歐耿关兰蘭焦俞左
宁寧尚符舒纪紀梅童凌毕畢裴苗曲房湛朴吉解仇丛叢习習刁卜支卞艾古尤尹巴云仲左成束池印向匡匪伊伏米芮邸阳陽佟佘谷狄狐花甄贡郎郁郗郦柴桂桑党晏晁耿车荆荀荣榮
"""
_DOUBLE_SURNAMES = frozenset(
    ("欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "皇甫", "尉迟", "公孙", "夏侯", "令狐")
)
_AS_SURNAMES = table("单=shan 單=shan 曾=zeng 任=ren 解=xie 仇=qiu 查=zha 区=ou 區=ou 朴=piao 尹=yin 翟=zhai 覃=qin 盖=ge 缪=miao")
_WORDS = {
    "ltd": "股份有限公司 有限责任公司 有限責任公司 有限公司 株式会社 株式會社 有限会社 合同会社 会社 會社",
    "company": "公司",
    "group": "集团 集團",
    "technology": "技术 技術 科技 工艺",
    "trading": "贸易 貿易 商贸 商貿 经贸 經貿 商社",
    "international": "国际 國際",
    "industry": "工业 工業 实业 實業 产业 產業",
    "electronics": "电子 電子",
    "machinery": "机械 機械 机器",
    "shipping": "海运 海運 航运 航運 船务 船務 船舶",
    "bank": "银行 銀行",
    "university": "大学 大學",
    "institute": "研究所 研究院",
    "academy": "科学院 學院 学院",
    "science": "科学 科學",
    "import export": "进出口 進出口",
    "investment": "投资 投資",
    "development": "发展 發展 开发 開發",
    "logistics": "物流",
    "aviation": "航空",
    "aerospace": "航天",
    "chemical": "化工 化学 化學",
    "steel": "钢铁 鋼鐵",
    "petroleum": "石油",
    "energy": "能源",
    "power": "电力 電力",
    "communication": "通信 通讯 通訊",
    "equipment": "设备 設備 装备 裝備",
    "materials": "材料",
    "digital": "数字 數字 数码",
    "information": "信息 資訊 资讯",
    "network": "网络 網絡",
    "intelligence": "智能",
    "semiconductor": "半导体 半導體",
    "optical": "光学 光電 光电",
    "instrument": "仪器 儀器",
    "construction": "建设 建設 建筑 建築",
    "holdings": "控股",
    "factory": "厂 廠",
    "general": "总公司",
    "united": "联合 聯合",
    "security": "安全 安防",
    "service": "服务 服務",
    "medical": "医疗 醫療",
    "research": "研究",
    "heavy": "重工",
    "military": "军事 軍事",
    "china": "中国 中國",
    "korea": "朝鲜 朝鮮 韩国 韓國",
    "hong kong": "香港",
    "macau": "澳门 澳門",
    "taiwan": "台湾 臺灣",
    "xinjiang": "新疆",
    "beijing": "北京",
    "shanghai": "上海",
    "tianjin": "天津",
    "chongqing": "重庆 重慶",
    "shenzhen": "深圳",
    "guangzhou": "广州 廣州",
    "guangdong": "广东 廣東",
    "dalian": "大连 大連",
    "dandong": "丹东 丹東",
    "shenyang": "沈阳 瀋陽",
    "liaoning": "辽宁 遼寧",
    "hangzhou": "杭州",
    "zhejiang": "浙江",
    "nanjing": "南京",
    "jiangsu": "江苏 江蘇",
    "wuhan": "武汉 武漢",
    "chengdu": "成都",
    "sichuan": "四川",
    "xian": "西安",
    "changan": "长安 長安",
    "changchun": "长春 長春",
    "harbin": "哈尔滨 哈爾濱",
    "shandong": "山东 山東",
    "qingdao": "青岛 青島",
    "fujian": "福建",
    "xiamen": "厦门 廈門",
    "hebei": "河北",
    "henan": "河南",
    "hunan": "湖南",
    "changsha": "长沙 長沙",
    "anhui": "安徽",
    "hefei": "合肥",
    "yunnan": "云南 雲南",
    "yantai": "烟台 煙台",
    "yingkou": "营口 營口",
    "pyongyang": "平壤",
    "tokyo": "东京 東京",
}
_LONGEST_NAME = 4
_NO_LETTER = re.compile("[^a-z0-9]")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(sign for sign in _SURNAMES if not sign.isspace())


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    meaning = {sign: latin for latin, signs in _WORDS.items() for sign in signs.split()}
    longest_first = sorted(meaning, key=lambda sign: (-len(sign), sign))
    return re.compile("|".join(longest_first)), meaning


def is_han(text: str) -> bool:
    """Whether every sign is a Chinese character."""
    return all("\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0003ffff" or sign == "々" for sign in text)


def reading(text: str) -> str:
    """The signs in pinyin without tones, written as one word; signs that nobody reads give none."""
    return _NO_LETTER.sub("", anyascii(text).lower())


def words_in(text: str) -> tuple[str, ...]:
    """A run of Chinese characters as Latin words: a person's name in two parts, a body's in the words it is made of."""
    pattern, meaning = _words()
    if not pattern.search(text):
        return _person(text)
    found: list[str] = []
    at = 0
    for known in pattern.finditer(text):
        found += [reading(text[at : known.start()])] if known.start() > at else []
        found += meaning[known[0]].split()
        at = known.end()
    return (*found, reading(text[at:])) if at < len(text) else tuple(found)


def _person(text: str) -> tuple[str, ...]:
    if not 2 <= len(text) <= _LONGEST_NAME:
        return (reading(text),)
    if text[:2] in _DOUBLE_SURNAMES and len(text) > 2:
        return reading(text[:2]), reading(text[2:])
    if text[0] not in _surnames():
        return (reading(text),)
    return _AS_SURNAMES.get(text[0]) or reading(text[0]), reading(text[1:])
