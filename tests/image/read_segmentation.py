"""read_segmentation.py SEG SERIES LABEL VALUES: checks a DICOM segmentation with pydicom, without any of our code.

SERIES is the folder of the source series, LABEL the voxels (a byte each, columns fastest, slices by position along the
normal), VALUES the voxel values of the segments at commas. Prints what it found as JSON; exits 1 at the first mistake.
"""

import json
import pathlib
import sys

import pydicom

seg = pydicom.dcmread(sys.argv[1])
label = pathlib.Path(sys.argv[3]).read_bytes()
values = [int(value) for value in sys.argv[4].split(",")]


def texts(values):
    """Decimals exactly as they are written in the file."""
    return [getattr(value, "original_string", str(value)) for value in values]


def place(dataset):
    row, column = dataset.ImageOrientationPatient[:3], dataset.ImageOrientationPatient[3:]
    normal = [row[(i + 1) % 3] * column[(i + 2) % 3] - row[(i + 2) % 3] * column[(i + 1) % 3] for i in range(3)]
    return sum(n * p for n, p in zip(normal, dataset.ImagePositionPatient))


def require(holds, sentence):
    if not holds:
        sys.exit(sentence)


series = [pydicom.dcmread(file, stop_before_pixels=True) for file in pathlib.Path(sys.argv[2]).iterdir()]
series.sort(key=place)
number_of = {dataset.SOPInstanceUID: number for number, dataset in enumerate(series)}

require(seg.SOPClassUID == pydicom.uid.SegmentationStorage, "it is no segmentation")
require(seg.SegmentationType == "BINARY", "it is not binary")
require(seg.Modality == "SEG", "its modality is not SEG")
for name in ("StudyInstanceUID", "PatientID", "FrameOfReferenceUID"):
    require(seg.get(name) == series[0].get(name), f"{name} is not that of the series: {seg.get(name)}")
require(seg.SeriesInstanceUID != series[0].SeriesInstanceUID, "it claims to be of the source series itself")
require((seg.Rows, seg.Columns) == (series[0].Rows, series[0].Columns), "rows and columns")
require([item.SegmentNumber for item in seg.SegmentSequence] == list(range(1, len(values) + 1)), "segment numbers")

shared = seg.SharedFunctionalGroupsSequence[0]
orientation = texts(shared.PlaneOrientationSequence[0].ImageOrientationPatient)
spacing = texts(shared.PixelMeasuresSequence[0].PixelSpacing)
pixels = seg.Rows * seg.Columns
bits = seg.PixelData
seen = set()
for frame, item in enumerate(seg.PerFrameFunctionalGroupsSequence):
    segment = item.SegmentIdentificationSequence[0].ReferencedSegmentNumber
    source = item.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
    number = number_of[source]
    slice_ = series[number]
    position = texts(item.PlanePositionSequence[0].ImagePositionPatient)
    require(position == texts(slice_.ImagePositionPatient), f"frame {frame}: position {position}")
    require(orientation == texts(slice_.ImageOrientationPatient), f"frame {frame}: orientation {orientation}")
    require(spacing == texts(slice_.PixelSpacing), f"frame {frame}: spacing {spacing}")
    require(list(item.FrameContentSequence[0].DimensionIndexValues) == [segment, number + 1], f"frame {frame}: indices")
    for at in range(pixels):
        bit = frame * pixels + at
        found = bits[bit // 8] >> (bit % 8) & 1
        wanted = label[number * pixels + at] == values[segment - 1]
        require(found == wanted, f"frame {frame}: pixel {at} is {found}")
    seen.add((segment, number))

for segment, value in enumerate(values, 1):
    for number in range(len(series)):
        isThere = value in label[number * pixels : (number + 1) * pixels]
        require(not isThere or (segment, number) in seen, f"segment {segment} has no frame for slice {number}")

references = seg.ReferencedSeriesSequence[0]
require(references.SeriesInstanceUID == series[0].SeriesInstanceUID, "the referenced series")
referenced = {item.ReferencedSOPInstanceUID for item in references.ReferencedInstanceSequence}
require(referenced == set(number_of), "the referenced instances")
print(
    json.dumps(
        {
            "frames": int(seg.NumberOfFrames),
            "labels": [item.SegmentLabel for item in seg.SegmentSequence],
            "algorithm": seg.SegmentSequence[0].SegmentAlgorithmName,
            "manufacturer": seg.Manufacturer,
            "patient": str(seg.PatientName),
            "description": seg.SeriesDescription,
        }
    )
)
