"""What the demo's meetings take up. People, associations and matters are invented; the standing items are not."""

from typing import NamedTuple

from .enums import ItemKind, Standing


class DemoPaper(NamedTuple):
    """A paper of an item; its text is repeated as often as `paragraphs` tells."""

    name: str
    title: str
    text: str
    paragraphs: int = 6
    is_background: bool = False
    is_for_members: bool = False


class DemoItem(NamedTuple):
    """An item in Finnish and Swedish."""

    kind: str
    minutes: int
    title_fi: str
    title_sv: str
    presenter: str = ""
    background_fi: str = ""
    background_sv: str = ""
    proposal_fi: str = ""
    proposal_sv: str = ""
    title_en: str = ""
    standing: str = ""
    papers: tuple[DemoPaper, ...] = ()


STATEMENT = DemoItem(
    ItemKind.DECIDE,
    35,
    "Lausunto hyvinvointisuunnitelman luonnoksesta",
    "Utlåtande om utkastet till välfärdsplan",
    "Riikka Suvivaara, työryhmä",
    background_fi=(
        "Hyvinvointialue pyytää ryhmältä lausuntoa hyvinvointisuunnitelman luonnoksesta. Verkostot ovat antaneet"
        " kommenttinsa, ja työryhmä on koonnut niistä lausuntoluonnoksen.\n\n"
        "Lausunnossa on kolme pääviestiä:\n\n"
        "- järjestöjen **kohtaamispaikat** kirjataan osaksi palveluja\n"
        "- maaseudun kylät ja vertaistuki näkyvät suunnitelmassa\n"
        "- suunnitelman toteutumista seurataan yhdessä järjestöjen kanssa vuosittain"
    ),
    background_sv=(
        "Välfärdsområdet ber gruppen om ett utlåtande om utkastet till välfärdsplan. Nätverken har gett sina"
        " kommentarer, och en arbetsgrupp har sammanställt ett utkast till utlåtande.\n\n"
        "Utlåtandet har tre huvudbudskap:\n\n"
        "- organisationernas **mötesplatser** skrivs in som en del av tjänsterna\n"
        "- byarna på landsbygden och kamratstödet syns i planen\n"
        "- genomförandet följs upp årligen tillsammans med organisationerna"
    ),
    proposal_fi="Ryhmä hyväksyy liitteenä olevan lausunnon ja lähettää sen hyvinvointialueelle.",
    proposal_sv="Gruppen godkänner det bifogade utlåtandet och sänder det till välfärdsområdet.",
    papers=(
        DemoPaper(
            "lausuntoluonnos.pdf",
            "Lausuntoluonnos",
            "Järjestöyhteistyöryhmä pitää tärkeänä, että hyvinvointisuunnitelmassa tunnistetaan järjestöjen työ"
            " asukkaiden arjessa. Kohtaamispaikat, vertaistuki ja vapaaehtoistoiminta täydentävät palveluja ja"
            " tavoittavat ihmisiä, joita palvelut eivät tavoita.",
            18,
        ),
        DemoPaper(
            "hyvinvointisuunnitelman_luonnos.pdf",
            "Suunnitelman luonnos",
            "Suunnitelman tavoitteena on, että asukkaiden hyvinvointi vahvistuu ja erot kaventuvat. Luku kuvaa"
            " lähtötilanteen, tavoitteet, toimenpiteet, vastuut ja mittarit.",
            70,
            is_background=True,
        ),
        DemoPaper(
            "verkostojen_kommentit.docx",
            "Verkostojen kommentit",
            "Verkoston kommentti luonnoksesta. Kommentit on tarkoitettu ryhmän jäsenille lausunnon valmisteluun.",
            12,
            is_background=True,
            is_for_members=True,
        ),
    ),
)

NEXT_AGENDA = [
    DemoItem(
        ItemKind.FORMAL,
        5,
        "Kokouksen avaus",
        "Mötet öppnas",
        title_en="Opening of the meeting",
        standing=Standing.OPENING,
    ),
    DemoItem(
        ItemKind.DECIDE,
        5,
        "Laillisuus ja päätösvaltaisuus",
        "Laglighet och beslutförhet",
        "sihteeri",
        title_en="Legality and quorum",
        standing=Standing.LEGALITY,
    ),
    DemoItem(
        ItemKind.DECIDE,
        5,
        "Pöytäkirjan tarkastajat",
        "Protokolljusterare",
        "puheenjohtaja",
        proposal_fi="Valitaan kaksi pöytäkirjan tarkastajaa.",
        proposal_sv="Två protokolljusterare väljs.",
        title_en="Inspectors of the minutes",
        standing=Standing.INSPECTORS,
    ),
    STATEMENT,
    DemoItem(
        ItemKind.DISCUSS,
        25,
        "Yleisavustusten periaatteet ensi vuodelle",
        "Principerna för allmänna understöd nästa år",
        "avustusvalmistelija",
        background_fi=(
            "Avustusvalmistelija esittelee yleisavustusten periaatteiden luonnoksen. Ryhmältä toivotaan näkemyksiä"
            " erityisesti siitä, miten pienten yhdistysten hakemista voidaan keventää."
        ),
        papers=(
            DemoPaper(
                "muistio_periaatteista.pdf",
                "Muistio",
                "Periaatteissa kerrotaan, mihin yleisavustusta voi hakea, kuka voi hakea ja miten hakemukset"
                " arvioidaan. Luonnos on valmisteltu palvelulinjojen kanssa.",
                9,
            ),
        ),
    ),
    DemoItem(ItemKind.BREAK, 10, "Tauko", "Paus", title_en="Break"),
    DemoItem(
        ItemKind.DISCUSS,
        20,
        "Järjestöjen rooli häiriötilanteissa",
        "Organisationernas roll i störningssituationer",
        "Juhani Särkiluoma",
        background_fi=(
            "Varautumisen työryhmä on käynyt läpi, mitä järjestöt voivat tehdä sähkökatkojen, vesihäiriöiden ja"
            " helleaaltojen aikana. Keskustellaan siitä, miten tieto kulkee ja kuka kutsuu avun paikalle."
        ),
        background_sv=(
            "Arbetsgruppen för beredskap har gått igenom vad organisationerna kan göra under elavbrott, störningar i"
            " vattenförsörjningen och värmeböljor."
        ),
        papers=(
            DemoPaper(
                "esitys_varautumisesta.pdf",
                "Esitys",
                "Häiriötilanteessa järjestöt auttavat omien sopimustensa mukaan. Kylätalot voivat toimia"
                " kokoontumispaikkoina, jos niissä on varavoimaa ja avaimen haltija tavoitetaan.",
                14,
            ),
        ),
    ),
    DemoItem(
        ItemKind.NOTE,
        10,
        "Ilmoitusasiat",
        "Anmälningsärenden",
        title_en="Announcements",
        standing=Standing.ANNOUNCEMENTS,
    ),
    DemoItem(
        ItemKind.FORMAL,
        5,
        "Seuraava kokous ja päättäminen",
        "Nästa möte och avslutning",
        title_en="Next meeting and closing",
        standing=Standing.CLOSING,
    ),
]

HELD_MATTERS = [
    [
        DemoItem(
            ItemKind.DECIDE, 30, "Ryhmän toimintasuunnitelma", "Gruppens verksamhetsplan", "puheenjohtaja"
        ),
        DemoItem(ItemKind.DISCUSS, 25, "Kohtaamispaikkojen kartoitus", "Kartläggning av mötesplatser"),
    ],
    [
        DemoItem(ItemKind.DISCUSS, 30, "Hyte-neuvottelun valmistelu", "Beredning av hyte-förhandlingen"),
        DemoItem(ItemKind.NOTE, 20, "Osallisuusohjelman tilanne", "Läget för delaktighetsprogrammet"),
    ],
    [
        DemoItem(
            ItemKind.DECIDE,
            35,
            "Edustajan nimeäminen ikäihmisten työryhmään",
            "Val av representant till arbetsgruppen för äldre",
            proposal_fi="Nimetään edustaja ja varaedustaja.",
        ),
        DemoItem(ItemKind.DISCUSS, 25, "Järjestöfoorumin teemat", "Teman för organisationsforumet"),
    ],
]

EXTRA_MATTERS = [
    DemoItem(
        ItemKind.DECIDE,
        30,
        "Kannanotto järjestöjen tilavuokriin",
        "Ställningstagande om organisationernas lokalhyror",
        "Aulis Hakovirta",
        proposal_fi="Hyväksytään kannanotto ja lähetetään se kunnille.",
        proposal_sv="Ställningstagandet godkänns och sänds till kommunerna.",
    ),
]

DRAFT_MATTERS = [
    DemoItem(
        ItemKind.DISCUSS,
        30,
        "Kehyssopimuksen seuranta",
        "Uppföljning av ramavtalet",
        background_fi="Käydään läpi, mitä kehyssopimuksesta on toteutunut.",
    ),
    DemoItem(ItemKind.DECIDE, 20, "Vuoden kokouspäivät", "Årets mötesdagar", "sihteeri"),
]
