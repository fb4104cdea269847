"""Incidents: a storm, a cable fault or a broken main, with the customers who lost supply. Its services write those rows alone."""
