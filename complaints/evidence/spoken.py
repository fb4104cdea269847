"""Words of signposting for people: what was told, and how it is known. Pure."""

from collections.abc import Mapping

WHAT_WORDS: Mapping[str, str] = {
    "ombudsman": "Their right to go to the Energy Ombudsman", "advice": "Free, independent advice",
    "procedure_offered": "Our procedure, offered", "procedure_sent": "Our procedure, sent",
    "reference_and_name": "Their reference and a name",
}
HOW_KNOWN: Mapping[str, str] = {
    "contact": "Marked on the contact", "letter": "In the letter as sent",
    "script": "On the script on the screen; nobody marked that it was said",
}
