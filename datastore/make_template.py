"""Makes the base64 text in template.ts: an HDF5 file with an empty extendable dataset under /_types for each
type that h5wasm cannot create. Run with the reference engine's Python (h5py, numpy):
    ~/.cache/oq-reference/bin/python datastore/make_template.py"""
import base64
import gzip
import h5py
import numpy

RUPTURE = [('id', 'i8'), ('seed', 'i8'), ('source_id', 'u4'), ('trt_smr', 'u4'), ('code', 'u1'), ('n_occ', 'u4'),
           ('mag', 'f4'), ('rake', 'f4'), ('occurrence_rate', 'f4'), ('minlon', 'f4'), ('minlat', 'f4'),
           ('maxlon', 'f4'), ('maxlat', 'f4'), ('hypo', 'f4', 3), ('geom_id', 'u4'), ('nsites', 'u4'), ('e0', 'u4'),
           ('model', 'S3')]
TYPES = {'bool': numpy.dtype(bool),
         'ragged_u4': h5py.vlen_dtype(numpy.uint32),
         'ragged_f4': h5py.vlen_dtype(numpy.float32),
         'ragged_f8': h5py.vlen_dtype(numpy.float64),
         'ruptures': numpy.dtype(RUPTURE)}

# superblock version 2: without the flag "open for writing" that a killed writer would leave set
with h5py.File('template.h5', 'w', libver=('v108', 'v108')) as f:
    for name, dtype in TYPES.items():
        f.create_dataset('_types/' + name, (0,), dtype, maxshape=(None,), chunks=(1024,))
with open('template.h5', 'rb') as f:
    print(base64.b64encode(gzip.compress(f.read(), 9, mtime=0)).decode())
