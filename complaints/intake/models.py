"""By what an import knows a complaint again. Rows only; `intake.bulk` writes them."""

from django.db import models


class ImportKey(models.Model):
    """One namespace over all imports: a known key with the same content is unchanged, with other content refused.

    Of a complaint whose words were erased the key is kept as `case.keys.gone_key` has it: known again, and saying nothing.
    """

    key = models.CharField(max_length=200, unique=True)
    content = models.CharField(max_length=64)
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="+")
