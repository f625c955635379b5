"""A case to and from the files of other programs: scenarios of negotiation research, and a workbook."""
