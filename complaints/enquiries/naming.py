"""What those outside who refer complaints are called: the words of the timeline, each held to a known body."""

from complaints.case.told import REFERRED_BY
from complaints.enquiries.models import BODIES

BODY_WORDS = REFERRED_BY
assert set(BODY_WORDS) == set(BODIES)
