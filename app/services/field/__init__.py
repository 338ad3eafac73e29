"""What happens in the field: the technician's day, operations sent by phones, photos."""
