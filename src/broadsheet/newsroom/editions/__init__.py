"""What the press did, for those who publish: its last editions, what each wrote and why, and what a checkup found."""
