"""How much a word of a name says: a common one (`trading`, `muhammad`) little, a rare one much.

Counted once over 53,563 names of the published United States lists (July 2026), of companies
registered in the United States and of invented persons from everywhere; words seen fewer than
ten times stand in no line and count in full. Weights are thousandths, in steps of fifty.
"""

COMMON: dict[int, str] = {
    150: """
        company inc
    """,
    200: """
        limited ltd
    """,
    250: """
        corp
    """,
    300: """
        and group joint liability llc obshchestvo ooo stock technology
    """,
    350: """
        holdings international jsc muhammad trading
    """,
    400: """
        abd aktsionernoe ali corporation electronics institute ogranichennoi otvetstvennostyu research technologies
    """,
    450: """
        abu adr ahmad bank center china energy engineering for fund holding maria plant scientific shipping state trust
    """,
    500: """
        acquisition alexander aviation capital chen david development enterprise general global industry investment jose
        management michael nauchno oao open production public services sirketi systems ticaret trade van zavod
    """,
    550: """
        abdullah anna association beijing bureau commercial daniel design federal financial fze gim gold gonzalez hassan
        hong hussein income industrial industries james john juan kompaniya kong lin luis marine national new oil ojsc
        organization pao plc resources robert rodriguez russian science sergey shanghai smith solutions tech
        therapeutics thomas vladimirovich zhang
    """,
    600: """
        academy aerospace aleksandr aleksandrovich alexey andrea andrey antonio bag bancorp benjamin carlos christine
        christopher construction del dis dmitry east equipment factory garcia gas gazprom gmbh hernandez huawei ibrahim
        information institut institution iran islamic jennifer jesus johnson joseph korea lisa logistics lopez martin
        michelle otkrytoe pjsc private pte reza sanayi sanchez sciences service seyed shenzhen ship sofia star united
        vladimir wang william yuan
    """,
    650: """
        after air alice andrew bin brian brown building byuro central cheng cjsc closed complex defense digital exchange
        export first foundation haji health huang igor import issledovatelski jan jones julia katherine kevin khan kim
        liu machine mahmoud manuel manufacturing maritime martinez materials matthew medical miguel mining named natalya
        nicholas nikolaevich nikolayevich npo npp ocean omar partners perez peter petrochemical pharmaceuticals power
        predpriyatie proizvodstvennoe properties pvt radio rahman real richard said sal security semiconductor
        shipbuilding sun technical tsentr unitary victor viktorovich wei yan yang yuryevich zao zhou
    """,
    700: """
        abbas advanced aero aircraft airlines aka alberto allen amanda american amir anatolyevich anderson angela anonim
        anthony ben blue branch business carolina chang charles choe chol chun communications concern credit cruz
        danielle den denis diana diaz dmcc doo eduardo elena elizabeth enterprises eric erik erika estate finance flores
        foreign francisco fzco gabriel golden gomez green grupo hamid hans henry high imeni insurance investments
        iranian ivan ivanovich janne jason jeffrey jessica jia jonathan jorge joshua justin kai karen karl kelly
        kimberly konstruktorskoe laura line long ltda lucas luisa luo machinery mario mark mary mechanical media mehdi
        melissa metals microelectronics mikhail mikhailovich military ministry moore municipal mustafa nasser nicole nii
        nikolay north obedinenie oleg patricia paul petroleum products publichnoe pur ramirez ran red repair republic
        ryan saeed saleh sara sarah sarl sas scott sergeyevich sham sheikh sky song space special steel stephen steven
        system taylor tekhnologii teresa torres valentina victoria viktor williams yong yun yuri
    """,
    750: """
        aaron adam agency alejandro alex alexandra all alla alpha alvarez amin amy andres angel anton aria army arthur
        asa ashley asia asset aziz bhd bio biosciences borisovich brands cargo castillo castro cecilia centre cesar cetc
        chemical christian cloud com communication companies consulting control copper crystal dana davis department din
        education edward electric elisabeth emilia emily emma etf eva federalnoe federation feng fernandez fernando
        frank gan gang george gosudarstvennoe guadalupe guo gustavo gutierrez hamed hao helena ignacio incorporated
        infrastructure innovation instrument invest isabella ismail jacob javier jin johansson jong kenneth khalil kish
        lena leon lines los luna majid mansur marco marcus martha martina metal mhmd michel miller min missile mohsen
        money monica morales moreno moscow musa nathan obyedinenie office offshore olga one ood oscar pacific park pars
        paula pavel pedro peng peoples petrovich precision rafael ramon ras realty rebecca reyes rivera roman rosa roy
        russia salem sami sandra sdn shahid sherry shipyard shuzhen silver simon sistemy smart south spa srl stephanie
        subordinate susan tactical tai tara timothy tina transport transportation vasilyevich vera vladimirovna vtb west
        white wilson world xian yahya youssef yusuf zakrytoe zuoteng
    """,
    800: """
        adrian aleksandrovna alekseyevich alicia alonso amber amer america anatoly anita annette armando arturo arz
        automation autonomous baker bancshares barbara berg black blackrock bradley brandon brigade budgetary camila car
        care carmen catalina chan chengdu chin christensen chunxiang cia city clark club comercializadora committee
        computer congtailang csic cssc cynthia darya data day der devices don douglas dubian dynamic economic elias
        enrique entertainment entity eood equity erin establishment evgeny experimental felipe felix foods force forces
        freight future fzc gabriela gaoqiao gary gennadyevich gregory gruppa guangzhou gulf hadi hall hanna harris
        healthcare heather hector heidi herrera heye hill holy hotel house ida igorevich ihracat inmobiliaria
        instruments integrated intelligence inversiones invesco inzhiniring irina issa ithalat jackson jamal jamie jihad
        jimenez joel johanna jon josefina juana juhani kamel karim karlsson khaled khalid king kyle lab lars leasing lei
        lewis life linda lingmu lojistik luz maksim man marianne mateo matias medina megan mendoza micro mike minerals
        morgan movement munoz nam nanjing natural navigation naznin network nina nkr noor nuclear nuveen olivia
        opportunities optical pak pamela parsa partnership patrick paz pharma phillip physics port prince project pty
        qari qiandai quantum rachel ramos raul rawi refinery renee revolutionary ricardo roberto robin robinson romero
        ronald rossiskoi ruben ruiz rus salazar salih salim samantha samuel santiago santos sayuri sberbank second
        sergeevich servicios shane sharif silva silvia sociedad society sti sulayman supply support suzhou taha tatiana
        technological telecom thiago tic tikriti tony trans transgaz uchrezhdenie union unit universal ural valery
        valeryevich vanessa vargas veb ventures wal wali walker water wright xie xing xue yemen ying zone zuo
    """,
    850: """
        abed acosta adan affiliated africa aguirre agustin ahsan aid aida akbar akcay aktsionernoye alekseevich alfonso
        alfredo alireza alliance allison alma amelia anatolevich andresen anonima ansar any applied arash arias artem
        asma assad associates asuka aung auto avia avic avila bae barry bashir bautista beach bell beltran bernardo beth
        bianca biopharma biotech biotechnology borges boris brenda bridge brittany bruno byudzhetnoe campos carla carol
        carter cas casa chad charitable circuit clara cohen components computing contreras costa daoud daw denise des
        diamond directorate dom donald dong donna duarte duran dylan eagle eastern eaton edgar eduard electro
        electromechanical elektronik else emanuel emil enerji engine environmental era eriksson ernesto ezequiel fan far
        ferreira fgbu food franco franklin freddy free fsue fuel gao gazpromneft generation gennady german ghadir gida
        gil glenn grayscale guard guerrero guillermo gul gunnar guzman hachem hajj hamza hangzhou hani hannah hansen
        hashim havacilik hefei holm home howard hsin hua hugo hyeonjun innovative insaat intelligent internacional intl
        iraq irene isaac isabel isis ismael ivo jack jacqueline jafar jafari jaime jakobsen javad jenny jensen jeremy
        jerry jesse jfr jian jiang jiateng jieyi jitian jkr joao joaquin johannes jordan julian julieta julio kanghong
        karina kathy kayla kazan keith kirill konstantin kontsern korporatsiya kristiansen kristin kuk kumizi kyu
        laboratory labs laila land larsson lauren lautaro leonardo leonidovich leslie liang liangjie liberation lihua
        lijia lijuan ling lorenzo luca lucia lydia mahan main makina marketing marshall mashinostroitelny mata material
        mathilde maya mei mejia mekhanicheskii melanie meza mhsa mia middle mile mines mingmei mohd molina morris motor
        mun murillo myanmar neft nelson net nguyen nikolayevna nilsson noah non npk nth okb olegovich optics
        optoelectronics ortiz ould pan parker parra parts paulina pavlovich per petro ping plus pola property qasim
        qingdao qixia quality rahim rashid raymond rda rdh rey rice rios rocha roger rojas rossii royal russell ruth
        saab sai salas sama samir sanat sanaye santino saw sebastian seo sergio servis shanben shandong shankou sharon
        sher sherkat shore shuhui siberian sichuan software sousa southern stanley stella strategic susanna suzanne
        svetlana tammy tan taozi team tejarat tek terry testing theo thompson tian tianjin tianzhong tiffany tom tong
        trafficking travel tsnii tyler university upravleniya upravlyayushchaya usa vadim valencia valentin
        valentinovich valerie vance vasily vasquez veronica vincent vision vitaliy vyacheslav vyacheslavovich walter
        ward wave western win wuhan xiangzhi xin xiumei xiuping yangjie yangyi yara yasin yasmin yelena yeonggil
        yevgeniy yevgenyevich yingshu yumeizi yurevich zachary zhao zhejiang zhenling zhishu zhizi zhongcun zhra
    """,
    900: """
        aba abraham abrdn adams address adel adriana affairs aguilar aimee ajlan akademika akbr aksu alabuga albert
        alexis aliaksandr alina almeida aman amirmhdi amirmhmd amundsen amur anastasiya anders andersen andrade
        andreevich andreyevich angelica antero antoine aqsa arctic arfan ariel armed arsenal arslan art asl aslan asra
        astrid ata atlas atomic aua augusto aurora austin awad ayman banco bankshares bar barbosa battalion benicio
        bennett bicentenario bilal bird bitcoin britt brooke brothers byeongcheol california call cambodia campbell
        camurcuoglu cano cap carbon cardenas carolyn cassandra cayman cec cement chain charity charlotte chemistry
        cheryl chile chitian christy chuy cindy civil claudia coca cole colin commerce commission community corporativo
        corps cox craig cuba dale dalian danismanlik danny dario dawn deborah delgado diego dividend dmitrievich dobycha
        dominguez drug dusi eco edwards elashi electrical electricity empresa eraslan estrada europe european evans
        evgenyevich express fatmh figueroa filippa firma fischer flight flor fortune garza gerardo gilberto gloria
        gongsi good gosudarstvenny gray great gregorio griffin growth guerra guilan gun gyeongsug habib hafiz hai
        hannele hansson harrison has heavy hebei heng henrique herman hjar hoffman hongkong horizon hosseini hughes hui
        humberto hyok ibarra ilya imam india ines investors iris islam islamiya ivanov jabr janet jasmine jay jazmin
        jianai jiangsu jianyi jieun jill jing jinho johan johnsen jorgensen jungsu juwon kala karin kathleen kathryn
        katie khayriyya khd kian koch kombinat kommercheski konstantinovich kristoffersen kurt lafi lara laser law
        lawrence leah leo leonard leonid lia liam liangping liberty lien light lili lima lindsey lithium liz lopes
        lorena lori luch luiz lund machado madison magnus malik marc marcela margaret marin market markets marquez mash
        mashinostroeniya mason masri maurice max mechanics meihui meijiazi meiling meiyu mesa metallurgical mhdi mhdis
        mhna mhr mikkelsen milan milena mir mira miranda mmt mobile mohammadi mojtaba monteiro morena morteza moskovski
        mousavi mqta muhsin mullah muller multi myong nadia nancy nasir nasr nauk neda networks nezhad nielsen nik
        nikita nima nino noa noble northern nova npf ntts nuri ogsun ole olsen olsson opportunity oriental orion ortega
        osama otkrytogo pablo pakistan party persian petersburg peterson pharmaceutical phillips phoenix pierre pinto
        point police prime prison pro processing progress proizvodstvennoye proizvodstvenny qingshui quan quran rafaela
        ramiro randy rasmussen rate razrez regional reit resort reyna rha rida rim rincon rita river roberts robotics
        rodolfo rogers rosario royalty ruslan saadi saif sally salvador sangcheol sangho sanghyeon schmidt schultz
        securities sensoy sepehr seth seunghyeon seungmin seven shaanxi shah shannon shantian shih shop shufen shuhua
        shuqing sierra siman singh sino sol solar solution southwest spc specialized sro stanislav stars storage suarez
        sub subsidiary sud sue sultan tailang tamara tavarystva tax tazhen technics test tipa tobias tonya tracy
        transneft treid tsentralny tula turk unitarnoe unni value vazquez vega venture vicente viktorovna villa virginia
        vladislav volodymyr walid walsh watson wendy werner with wong works worldwide wuxi xiang xiangtai xiaolin
        xinjiang xiufang xiulan yangzi yard yijun yildirim yiteng yna york youxian yulan yumei yuryevna yvonne zadeh
        zhicheng zhiren zhishi zhiwei zoe zvezda
    """,
}
