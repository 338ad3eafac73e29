"""Staffing of areas, territories of technicians, rotation and handover (S8.4, S8.5)."""
