"""Applicants' pages: their requests, a new request by form or by file, its receipt and status."""
