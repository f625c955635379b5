"""What words give away: beliefs about a reservation value, what they do to terms, and what going back costs."""
