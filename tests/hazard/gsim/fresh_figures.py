"""
Regenerates corrections.json with the reference engine, run as
    ~/.cache/oq-reference/bin/python tests/hazard/gsim/fresh_figures.py > tests/hazard/gsim/corrections.json

The reference keeps interpolated coefficients in the table of the class. If CampbellBozorgnia2014 has been asked for
SA(0.35) before a variant with other coefficients is made, that variant copies the interpolated row of the class and
the option has no effect at that period. The golden figures were computed that way. Here the class itself is never
asked, so each variant interpolates its own coefficients, as in a job that uses the variant alone.

Some models of the reference take for all contexts what holds for one of them: the ground of the first one in
DowrickRhoades2005, the path to the last one in BahrampouriEtAl2021, the strongest radiation in MegawatiEtAl2003. Here each context is
alone.
"""
import json
import numpy
from openquake.hazardlib import imt, valid

PERIOD = 'SA(0.35)'
VARIANTS = [f'CampbellBozorgnia{year}{q}Q{site}'
            for year in (2014, 2019) for q in ('High', 'Low') for site in ('', 'JapanSite')]
ONE_FOR_ALL = {**{f'DowrickRhoades2005{kind}': ['MMI'] for kind in ('Asc', 'SInter', 'SSlab', 'Volc')},
               **{f'BahrampouriEtAl2021{kind}': ['IA'] for kind in ('Asc', 'SInter', 'SSlab')},
               'MegawatiEtAl2003': ['PGA', 'PGV', 'SA(0.5)', 'SA(0.75)', 'SA(1.0)', 'SA(2.0)', 'SA(3.0)', 'SA(5.0)']}

with open('tests/hazard/gsim/golden/contexts.json', encoding='utf8') as f:
    contexts = json.load(f)['contexts']


def means(name, measure):
    model = valid.gsim(name)
    fields = sorted(model.REQUIRES_RUPTURE_PARAMETERS | model.REQUIRES_DISTANCES | model.REQUIRES_SITES_PARAMETERS)
    figures = []
    for context in contexts:
        ctx = numpy.zeros(1, [(field, float) for field in fields]).view(numpy.recarray)
        for field in fields:
            ctx[field] = context[field]
        mean, sig, tau, phi = numpy.zeros((4, 1, 1))
        model.compute(ctx, [imt.from_string(measure)], mean, sig, tau, phi)
        figures.append(mean[0, 0])
    return figures


measures = {**{name: [PERIOD] for name in VARIANTS}, **ONE_FOR_ALL}
print(json.dumps({name: {measure: {'mean': means(name, measure)} for measure in own}
                  for name, own in measures.items()}))
