"""How Chinese characters of names are read in Cantonese, as Hong Kong writes it, and in Korean.

A name in Chinese characters does not say whose it is: 金永哲 is Jin Yongzhe in Beijing, Kam Wing-chit in Hong Kong and
Kim Yong Chol in Pyongyang. Each entry gives the sign, in its traditional and simplified forms, and both readings; `-` where
names hardly use it. The readings are only used to look for more: the Mandarin one always comes first.
"""

from functools import cache

_READINGS = """
金=kam/kim 李=li/ri 朴=pok/pak 崔=chui/choe 鄭郑=cheng/jong 姜=keung/kang 趙赵=chiu/jo 尹=wan/yun 張张=cheung/jang 林=lam/rim 吳吴=ng/o
韓韩=hon/han 申=san/sin 徐=chui/so 權权=kuen/kwon 黃黄=wong/hwang 安=on/an 宋=sung/song 柳=lau/ryu 洪=hung/hong 全=chuen/jon 高=ko/ko
文=man/mun 孫孙=suen/son 梁=leung/ryang 裵裴=pui/pae 白=pak/paek 曺曹=cho/jo 許许=hui/ho 南=nam/nam 沈=sum/sim 劉刘=lau/ryu 盧卢=lo/ro
河=ho/ha 車车=che/cha 朱=chu/ju 具=kui/ku 閔闵=man/min 玄=yuen/hyon 池=chi/ji 嚴严=yim/om 元=yuen/won 千=chin/chon 方=fong/pang
孔=hung/kong 康=hong/kang 成=shing/song 王=wong/wang 陳陈=chan/jin 楊杨=yeung/yang 周=chow/ju 胡=wu/ho 郭=kwok/kwak 何=ho/ha 羅罗=lo/ra
謝谢=tse/sa 鄧邓=tang/tung 馮冯=fung/pung 曾=tsang/jung 彭=pang/paeng 蕭萧=siu/so 蔡=choi/chae 潘=poon/pan 田=tin/jon 董=tung/tong
袁=yuen/won 余=yu/yo 葉叶=yip/yop 蔣蒋=cheung/jang 杜=to/tu 蘇苏=so/so 魏=ngai/wi 呂吕=lui/ryo 丁=ting/jong 任=yam/im 姚=yiu/yo
鍾钟鐘=chung/jong 譚谭=tam/tam 廖=liu/ryo 范=fan/pom 汪=wong/wang 陸陆=luk/ryuk 石=shek/sok 戴=tai/tae 韋韦=wai/wi 江=kong/kang
史=sze/sa 龍龙=lung/ryong 陶=to/to 賀贺=ho/ha 顧顾=koo/ko 毛=mo/mo 萬万=man/man 錢钱=chin/jon 湯汤=tong/tang 黎=lai/ryo 關关=kwan/kwan
歐欧區区=au/ku 伍=ng/o 冼=sin/son 鄺邝=kwong/kwang 簡简=kan/kan 莊庄=chong/jang 施=sze/si 游=yau/yu 溫温=wan/on 倪=ngai/ye 麥麦=mak/maek
岑=sham/jam 翁=yung/ong 霍=fok/kwak 卓=cheuk/tak 馬马=ma/ma 唐=tong/tang 于=yu/u 孟=mang/maeng 秦=chun/jin 夏=ha/ha 邱=yau/ku
鐵铁=tit/chol 哲=chit/chol 三=sam/sam 永=wing/yong 英=ying/yong 勇=yung/yong 龍=lung/ryong 龙=lung/ryong 正=ching/jong 恩=yan/un 日=yat/il
一=yat/il 成=shing/song 明=ming/myong 國国=kwok/kuk 光=kwong/kwang 哲=chit/chol 浩=ho/ho 虎=fu/ho 鎬镐=ho/ho 昌=cheung/chang 學学=hok/hak
赫=hak/hyok 革=kak/hyok 植=chik/sik 式=sik/sik 植=chik/sik 鎮镇=chun/jin 振=chun/jin 珍=chun/jin 男=nam/nam 南=nam/nam 順顺=shun/sun
淑=suk/suk 姬=kei/hui 姫=kei/hui 熙=hei/hui 喜=hei/hui 基=kei/ki 己=kei/ki 德=tak/tok 東东=tung/tong 春=chun/chun 秋=chau/chu 石=shek/sok
錫锡=sik/sok 碩硕=shek/sok 善=sin/son 先=sin/son 宣=suen/son 秀=sau/su 洙=chu/su 壽寿=sau/su 俊=chun/jun 峻=chun/jun 準准=chun/jun
宗=chung/jong 鍾=chung/jong 鐘=chung/jong 中=chung/jung 仲=chung/jung 重=chung/jung 建=kin/kon 健=kin/kon 根=kan/kun 權=kuen/kwon
範范=fan/pom 範=fan/pom 泰=tai/tae 太=tai/tae 海=hoi/hae 慶庆=hing/kyong 京=king/kyong 景=king/kyong 敬=king/kyong 民=man/min 敏=man/min
旻=man/min 炳=ping/pyong 秉=ping/pyong 平=ping/pyong 柄=ping/pyong 輝辉=fai/hwi 煇=fai/hwi 華华=wah/hwa 花=fa/hwa 和=wo/hwa 興兴=hing/hung
勳勋=fan/hun 勛=fan/hun 訓训=fan/hun 弘=wang/hong 洪=hung/hong 鴻鸿=hung/hong 紅红=hung/hong 家=ka/ka 嘉=ka/ka 佳=kai/ka 加=ka/ka
超=chiu/cho 強强=keung/kang 剛刚=kong/kang 鋼钢=kong/kang 偉伟=wai/wi 衛衞卫=wai/wi 惠=wai/hye 慧=wai/hye 月=yuet/wol 娥=ngor/a
若=yeuk/yak 驊骅=wah/hwa 聰聪=chung/chong 桂=kwai/kye 貴贵=kwai/kwi 賜赐=chi/sa 蕙=wai/hye 耀=yiu/yo 志=chi/ji 智=chi/ji 子=tsz/ja
文=man/mun 武=mo/mu 兵=ping/pyong 軍军=kwan/kun 君=kwan/kun 均=kwan/kyun 坤=kwan/kon 昆=kwan/kon 新=san/sin 信=shun/sin 仁=yan/in
義义=yi/ui 儀仪=yi/ui 宜=yi/ui 怡=yi/i 依=yi/ui 美=mei/mi 麗丽=lai/ryo 玲=ling/ryong 蓮莲=lin/ryon 蘭兰=lan/ran 梅=mui/mae 雪=suet/sol
雲云=wan/un 芳=fong/pang 香=heung/hyang 玉=yuk/ok 珠=chu/ju 寶宝=po/po 保=po/po 福=fuk/pok 祥=cheung/sang 相=seung/sang 尚=sheung/sang
常=sheung/sang 上=sheung/sang 生=sang/saeng 勝胜=shing/sung 升=sing/sung 昇=sing/sung 承=shing/sung 誠诚=shing/song 盛=shing/song
聖圣=shing/song 星=sing/song 世=sai/se 士=sze/sa 師师=sze/sa 思=sze/sa 詩诗=sze/si 時时=sze/si 山=shan/san 水=shui/su 林=lam/rim
森=sum/sam 松=chung/song 柏=pak/paek 樹树=shu/su 榮荣=wing/yong 詠咏=wing/yong 穎颖=wing/yong 瑩莹=ying/yong 迎=ying/yong 應应=ying/ung
豪=ho/ho 浩=ho/ho 好=ho/ho 可=ho/ka 凱凯=hoi/kae 開开=hoi/kae 啟启=kai/kye 繼继=kai/kye 佩=pui/pae 培=pui/pae 沛=pui/pae 安=on/an
恆恒=hang/hang 衡=hang/hyong 行=hang/haeng 杏=hang/haeng 行=hang/haeng 達达=tat/tal 大=tai/tae 道=to/to 度=to/to 都=to/to 滔=to/to
天=tin/chon 田=tin/jon 添=tim/chom 廷=ting/jong 定=ting/jong 庭=ting/jong 婷=ting/jong 玎=ting/jong 進进=chun/jin 真=chun/jin 晉晋=chun/jin
倩=sin/chon 千=chin/chon 前=chin/jon 全=chuen/jon 泉=chuen/chon 傳传=chuen/jon 川=chuen/chon 賢贤=yin/hyon 顯显=hin/hyon 憲宪=hin/hon
獻献=hin/hon 軒轩=hin/hon 言=yin/on 燕=yin/yon 延=yin/yon 然=yin/yon 妍=yin/yon 研=yin/yon 有=yau/yu 友=yau/u 佑=yau/u 又=yau/u
宇=yu/u 雨=yu/u 禹=yu/u 羽=yu/u 如=yu/yo 汝=yu/yo 裕=yu/yu 瑜=yu/yu 愉=yu/yu 維维=wai/yu 威=wai/wi 為为=wai/wi 慰=wai/wi
立=lap/rip 力=lik/ryok 利=lei/ri 理=lei/ri 里=lei/ri 莉=lei/ri 樂乐=lok/rak 洛=lok/rak 朗=long/rang 良=leung/ryang 亮=leung/ryang
倫伦=lun/ryun 麟=lun/rin 隆=lung/ryung 祿禄=luk/rok 六=luk/ryuk 綠绿=luk/rok 連连=lin/ryon 練练=lin/ryon 敬=king/kyong 競竞=king/kyong
兆=siu/jo 少=siu/so 小=siu/so 笑=siu/so 曉晓=hiu/hyo 孝=hau/hyo 效=hau/hyo 厚=hau/hu 後后=hau/hu 侯=hau/hu 業业=yip/op 協协=hip/hyop
"""


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    cantonese: dict[str, str] = {}
    korean: dict[str, str] = {}
    for entry in _READINGS.split():
        signs, readings = entry.split("=")
        in_hong_kong, in_korea = readings.split("/")
        for sign in signs:
            cantonese.setdefault(sign, in_hong_kong)
            korean.setdefault(sign, in_korea)
    return cantonese, korean


def other_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """A person's name of two to four signs, read in Cantonese and in Korean, a word a sign; none where a sign has no such reading."""
    if not 2 <= len(name) <= _LONGEST_NAME:
        return ()
    return tuple(tuple(table[sign] for sign in name) for table in _tables() if all(sign in table for sign in name))


_LONGEST_NAME = 4
