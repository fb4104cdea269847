"""What a page says of a question that was left empty: what to give, in words made from the question. Words only, nothing is judged."""

import re

# Questions whose first word says how the answer begins: "Why it was late" becomes "Say why it was late."
TELLING = re.compile(r"(Why|What|How|Who|On what|By what)\b[^?£]*$")
WORD = re.compile(r"[^\W\d_]{2,}")
SAID = {
    "Why": "Say why under “Why”.",
    "Why is it refused?": "Say why it is refused.", "Why is this corrected?": "Say why this is corrected.",
    "Why is the day withdrawn?": "Say why the day is withdrawn.", "Why is it opened again?": "Say why it is opened again.",
    "What should be looked at again?": "Say what should be looked at again.", "What are they unhappy about?": "Say what they are unhappy about.",
    "How was it put right?": "Say how it was put right.", "2. What happened?": "Write what happened, as the customer told it.",
    "3. What do they want?": "Say what they want.", "1. Who is it?": "Give the name of the customer.",
    "In the customer’s words": "Write what happened, in the customer’s words.", "Internal note": "Write the note.", "The note": "Write the note.",
    "Name": "Give a name.", "Source": "Name the source, so that another person can check it.", "Title": "Give a title.",
    "Reason": "Give the reason.", "Root cause": "Name the root cause.", "Wording": "Write the wording.", "Your answer": "Write your answer.",
    "Postcode": "Give the postcode.", "Address": "Give the address.", "Phone": "Give a phone number.", "Email": "Give an email address.",
    "Email address": "Give an email address.", "Our offer": "Write what we offer.", "Our final position": "Write our final position.",
    "The cause in words": "Write the cause in words.", "Passed to": "Say who it was passed to.", "In words": "Write it in words.",
    "Wants": "Say what they want.", "Complaint": "Give the reference of the complaint.",
    "Duplicate of": "Give the reference of the complaint it repeats.", "Name of the connection": "Name the connection.",
}


def sentence(label: str, *, of_numbers: bool = False) -> str:
    """What to write, for a question that takes words; for one that takes a sum or another number what that looks like."""
    if label in SAID:
        return SAID[label]
    if of_numbers:
        return f"Give a {'sum like 30.00' if '£' in label else 'number'} under “{label}”."
    return f"Say {label[0].lower()}{label[1:]}." if TELLING.match(label) else f"Write something under “{label}”."


def named(label: str, said: str) -> str:
    """A service's sentence at a question of a page. Where none of its words are those of the question, the question stands before it."""
    asked = {word[:5].lower() for word in WORD.findall(label)}
    told = {word[:5].lower() for word in WORD.findall(said)}
    return said if label.endswith("?") or not label or asked & told else f"{label}: {said}"
