"""Words of headings, files and sheets that tell of a kind of file, and how much each tells."""

from collections.abc import Mapping
from typing import Final

_Signal = tuple[str, float]

SIGNALS: Final[Mapping[str, tuple[_Signal, ...]]] = {
    "contracts": (
        (r"contract", 3), (r"supplier|contractor|winning bidder|awarded to|recipient org", 3),
        (r"^(?:amount|date) (?:approved|agreed)$|councillor|ward member", 4),
        (r"award(?:ed)? (?:date|value|on)|amount awarded|(?:date|month) awarded|grant start", 3),
        (r"(?:start|from|commenc\w*|begins?)\b.*", 1), (r"\b(?:end|ends|expir\w+|until)\b", 2),
        (r"notice|tender|procurement|cpv|extension|extend|planned dates", 2), (r"\bbuyer\b", 2),
        (r"\b(?:term|duration|contract period)\b", 2), (r"\bapplicant|amount (?:requested|applied)|\bpanel\b", 4), (r"funding (?:start|end)", 3), (r"annual value|total value|contract value|value amount", 3),
        (r"\bprovider\b", 1), (r"\bnotice\b|review date", 1), (r"^grant (?:title|ref\w*)|grantee|amount of grant|date of award", 3),
        (r"\bgrant\b.*\b(?:award|given)|\baward\w*\b.*\bgrant\b|purpose of (?:the )?grant|grant ?holder|\bsubsid(?:y|ies)\b|vcse name|project funded|^committed|commitment (?:date|value)", 5), (r"recipient org identifier|grant programme", 1),
        (r"^(?:amount of )?awards?$|\b(?:deal|grant|funding) offers?\b|^amount awarded$|^period of award$|^awarded$", 4), (r"^name of (?:group|club|applicant)\b|^(?:community|voluntary) group$|^contracted\b", 4), (r"^(?:agreed|requested|granted|recommended|meeting date)$", 2), (r"^project (?:title|name)$", 2),
        (r"\bgrant (?:value|amount|purpose|programme|period|recipient|start|award|paid)|^recipient$|^total grant$|\b(?:1st|2nd|first|second|final) (?:payment|instalment)", 4),
    ),
    "services": (
        (r"\bscheme (?:id|name|type)|brief description of scheme", 5), (r"\bservice(?:s)?(?: name)?$|service line", 4),
        (r"service description|cypservice|line description", 4), (r"^(?:gross|net)$", 2), (r"area of spend", 4), (r"commissioner|commissioned by", 2),
        (r"\bprovider|provided by|delivered by", 2), (r"\bage", 2), (r"statutory|prevention|targeting|need level", 3),
        (r"line ?number|own provision|net current expenditure|report group", 3),
        (r"(?:description|category) of expenditure|^time period$|line reference", 4), (r"expenditure", 2),
        (r"needs referral|min age|opening (?:hours|times)|services (?:offered|provided)|taxonom|eligib", 3), (r"source of funding", 3), (r"^scheme$|delivery partner|lead organisation", 3),
        (r"new existing scheme|primary objective|\bactivity\b", 3), (r"cost centre|directorate|budget", 1),
        (r"who can (?:use|attend|come|access)|who is it for|^venue$|how to (?:book|access|refer|join)|^sessions?(?: times?)?$", 4),
        (r"visible from|local offer|assured|minimum age|maximum age", 3), (r"^(?:item ?value|data level)$|care type|support reason", 3), (r"^description$", 1), (r"^organi[sz]ation$", 1), (r"\bwte\b|\bfte\b|volume", 2), (r"what it does|who commissions|^run by$|who it is for|^programme$", 3), (r"^service area$|\boutturn\b|\bestimates?$", 3),
    ),
    "funding": (
        (r"\bfunding (?:stream|source|line|strand|pot|type)|income source|grant name|fund name", 5), (r"source of fund(?:s|ing)", 3), (r"\bpooled fund|contributor", 2), (r"^(?:grant|pot|goes to|comes from)$", 4), (r"\b(?:income|received|receipts?) from$|^(?:customer|debtor)(?: name)?$", 4),
        (r"\brdel\b|\bcdel\b", 5), (r"allocation", 3), (r"\bgrant\b(?! (?:title|programme|start|end|ref))", 2),
        (r"\bpayer\b|paid by|\bfunder\b|\bholder\b|held by", 3), (r"ring ?-?fenc|restricted", 4),
        (r"certainty|confirmed", 3), (r"recurren", 2), (r"index code|budget code", 3), (r"legal basis", 2),
        (r"carry forward|payment pattern|poolable", 3), (r"\bstream\b", 3), (r"\bblock\b|\bdsg\b", 3), (r"who pays|who holds", 3), (r"^fund$|\brevenue\b|\bcapital\b|\bcontribution\b|wellbeing board", 3), (r"spending power|settlement|determination|per head", 4), (r"\bfunding\b", 2),
    ),
    "organisations": (
        (r"^(?:ods|ons|gss|organisation|provider|urn|org) code$|gss code|statistical geography|icb\d\dcd", 5),
        (r"local authority (?:code|type|eng|sct)|official name|nice name|icb\d\dnm|la name", 4),
        (r"organisation (?:name|type)|org type|provision type", 3), (r"^sector$", 2), (r"charity number|company number", 1),
        (r"^(?:name|organisation|provider name|organization)$", 2), (r"^urn$|registration (?:date|status)", 2),
        (r"^(?:region|gor|government office region|nation|local authority)$", 1), (r"is partner|short name", 2),
        (r"ods code|company no|charity no", 3), (r"^government organisation$|^public authority$", 5),
        (r"charity (?:name|registration)|\bcqc\b|also known as|location id", 5), (r"type of provision|\bofsted\b|^places$|inspection", 3), (r"^(?:provision|location|establishment) name$|^la code$", 3),
    ),
    "spend": (
        (r"pay(?:ment)? date|dates? (?:of )?(?:paid|payment)|transaction (?:date|number|id|ref\w*|amount)|\binvoice|paid date|posting date|clearing date|expenditure was incurred|date of (?:expenditure|purchase)|(?<!grant )(?<!grants )\bpaid\b(?! (?:for )?by)|\bremit|\bbought\b", 5),
        (r"^(?:vendor|beneficiary name|merchant(?: name)?|payee|creditor(?: name)?|check date|pa(?:yment|id) to)$", 4), (r"^(?:sub category|category|period)$", 1),
        (r"expense (?:type|area)|expenditure category|merchant category|account ?(?:code|description|name)|^trans (?:date|no|ref)$", 4),
        (r"^(?:amount|net amount|amount paid|transaction amount|net|gbp)$", 3), (r"^date$", 2), (r"doc(?:ument)? ?no\b|subjective|cost (?:centre|element)|\bgl\b|ledger", 2),
        (r"supplier", 1), (r"irrecoverable vat", 1), (r"purpose|narrative", 1), (r"card transaction", 3), (r"^debit$", 4),
    ),
    "agreements": (
        (r"^agreement(?: (?:name|title|type|reference))?$|type of agreement", 5), (r"\bparties\b|signator", 5),
        (r"lawful basis|information shared|data shared|data types|\bdpia\b|identifier used", 5),
        (r"section 75|\bs75\b|information sharing|sharing agreement", 4), (r"\bsigned\b", 3), (r"^purpose$", 1),
        (r"review", 1), (r"\bpartners\b", 2),
    ),
}  # fmt: skip
"""Patterns of headings, each counted once, however many headings have it."""

FILE_WORDS: Final = {
    "contracts": r"contract|award|grants?\b|register of contracts", "services": r"service|scheme|directory|outturn|budget book",
    "funding": r"funding|allocation|income|fund\b|contribution|determination", "organisations": r"organisation|provider|authorit|trusts|partners",
    "spend": r"spend|payment|invoice|procurement.?card|gpc|over.?(?:500|250|25)", "agreements": r"agreement|sharing|\bisa\b|s75",
}  # fmt: skip
