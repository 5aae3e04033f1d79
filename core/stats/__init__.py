"""Agreement between coders: tables of ratings, coefficients, their uncertainty. NumPy, nothing else."""
