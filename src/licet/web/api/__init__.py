"""The programs' way in: the API under `/api/v1`, its description and its reference page."""
