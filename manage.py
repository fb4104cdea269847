#!/usr/bin/env python3
"""The door for commands. Nothing but the start of Django lives here."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except OperationalError as error:
        sys.exit(f"The database cannot be used: {str(error).strip().splitlines()[0]}.")


if __name__ == "__main__":
    main()
