"""One record, one document: what a record of the catalogue is as a whole, with its rows, citations and verdicts.

``registry`` says what a kind of record consists of, ``documents`` dumps and writes one, ``loading`` takes in files.
"""

from directory.catalogue.documents import dump, dump_all
from directory.catalogue.files import Refused
from directory.catalogue.loading import Loading
from directory.catalogue.writing import problems, write

__all__ = ["Loading", "Refused", "dump", "dump_all", "problems", "write"]
