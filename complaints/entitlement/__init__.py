"""Who may go to the Ombudsman and until when, on a case: assessments as they were made, their evidence, windows and their calendar."""
