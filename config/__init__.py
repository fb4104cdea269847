"""How the program is put together: settings, addresses, web server, queue, supervisor. No rule lives here."""
