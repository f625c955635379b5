"""What measures change."""
