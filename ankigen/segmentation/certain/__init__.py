"""What a page shows for sure: rules that take groups out of the choice, one file each."""
