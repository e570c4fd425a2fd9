"""
Writes aliases.json: for each name of a ground-motion model that stands for another one with options, its text with
those options, as the reference stores it.

    python hazard/gsim/tables/make_aliases.py

with the Python of the reference (OQ_DATABASE=127.0.0.1 lets it start without a server).
"""
import json
import os

from openquake.hazardlib.gsim import get_available_gsims
from openquake.hazardlib.gsim.base import gsim_aliases

get_available_gsims()  # imports them all
texts = {name: gsim_aliases[name].strip() for name in sorted(gsim_aliases)}
with open(os.path.join(os.path.dirname(__file__), 'aliases.json'), 'w') as file:
    json.dump(texts, file, indent=2)
    file.write('\n')
