"""What each way of contact is called: by itself, in a sentence, of what we did, and short. One table; letters to customers have words of their own
in each language. Pure."""

from typing import NamedTuple, get_args

from complaints.case.shapes import Channel


class Words(NamedTuple):
    name: str
    by: str
    outward: str
    short: str


WORDS: dict[str, Words] = {
    "telephone": Words("Telephone", "by telephone", "rang the customer", "Call"),
    "letter": Words("Letter", "by letter", "wrote to the customer", "Letter"),
    "email": Words("Email", "by email", "emailed the customer", "Email"),
    "in_person": Words("In person", "in person", "spoke to the customer in person", "Visit"),
    "web": Words("Web form", "on the website", "answered the customer on the website", "Web"),
    "social": Words("Social media", "on social media", "answered the customer on social media", "Post"),
}
assert tuple(WORDS) == get_args(Channel)
NAMES = {channel: words.name for channel, words in WORDS.items()}
BY = {channel: words.by for channel, words in WORDS.items()}
