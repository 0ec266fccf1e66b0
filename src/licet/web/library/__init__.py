"""What officers and applicants may both read: the lists in use and their ages, and help."""
