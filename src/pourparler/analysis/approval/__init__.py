"""Who can carry it, who can block it, what would unlock it?"""
