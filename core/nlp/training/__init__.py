"""The recipe of the shipped English pipeline: corpora in, a spaCy model folder with its figures out.

Run as ``python -m core.nlp.training --help``. Nothing here is needed to use the program.
"""
