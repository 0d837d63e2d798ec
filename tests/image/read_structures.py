"""read_structures.py RTSTRUCT SERIES: reads a DICOM structure set with pydicom, without any of our code.

SERIES is the folder of the source series. Prints as JSON what it found: texts, and for each structure the voxels whose
centres lie within its contours by the even-odd rule, as numbers in the volume (columns fastest, then rows, then slices
by position along the normal). Exits 1 at the first mistake.
"""

import json
import math
import pathlib
import sys

import pydicom


def require(holds, sentence):
    if not holds:
        sys.exit(sentence)


def cross(a, b):
    return [a[(i + 1) % 3] * b[(i + 2) % 3] - a[(i + 2) % 3] * b[(i + 1) % 3] for i in range(3)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def directions(dataset):
    numbers = [float(one) for one in dataset.ImageOrientationPatient]
    return numbers[:3], numbers[3:]


def place(dataset):
    return dot(cross(*directions(dataset)), [float(one) for one in dataset.ImagePositionPatient])


def pixel(dataset, position):
    """Column and row of a position, and how far it lies from the slice's plane in pixels."""
    along, down = directions(dataset)
    between_rows, between_columns = (float(one) for one in dataset.PixelSpacing)
    way = [a - float(b) for a, b in zip(position, dataset.ImagePositionPatient)]
    off = abs(dot(way, cross(along, down))) / min(between_rows, between_columns)
    return dot(way, along) / between_columns, dot(way, down) / between_rows, off


def within(polygons, columns, rows):
    """Pixels within by the even-odd rule: between each two crossings of a row."""
    crossings = [[] for _ in range(rows)]
    for polygon in polygons:
        for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1]):
            for row in range(max(0, math.ceil(min(y0, y1))), min(rows, math.ceil(max(y0, y1)))):
                crossings[row].append(x0 + (row - y0) / (y1 - y0) * (x1 - x0))
    for row, found in enumerate(crossings):
        found.sort()
        require(len(found) % 2 == 0, "a contour is not closed")
        for start, end in zip(found[::2], found[1::2]):
            for column in range(max(0, math.ceil(start)), min(columns, math.ceil(end))):
                yield row * columns + column


plan = pydicom.dcmread(sys.argv[1])
series = [pydicom.dcmread(file, stop_before_pixels=True) for file in pathlib.Path(sys.argv[2]).iterdir()]
series.sort(key=place)
number_of = {dataset.SOPInstanceUID: number for number, dataset in enumerate(series)}
first = series[0]
pixels = first.Rows * first.Columns

require(plan.SOPClassUID == pydicom.uid.RTStructureSetStorage, "it is no structure set")
require(plan.Modality == "RTSTRUCT", "its modality is not RTSTRUCT")
for name in ("StudyInstanceUID", "PatientID"):
    require(plan.get(name) == first.get(name), f"{name} is not that of the series: {plan.get(name)}")
require(plan.SeriesInstanceUID != first.SeriesInstanceUID, "it claims to be of the source series itself")
frame = plan.ReferencedFrameOfReferenceSequence[0]
require(first.get("FrameOfReferenceUID") in (None, "", frame.FrameOfReferenceUID), "the frame of reference")
referred = frame.RTReferencedStudySequence[0]
require(referred.ReferencedSOPInstanceUID == first.StudyInstanceUID, "the referenced study")
referred = referred.RTReferencedSeriesSequence[0]
require(referred.SeriesInstanceUID == first.SeriesInstanceUID, "the referenced series")
images = [item.ReferencedSOPInstanceUID for item in referred.ContourImageSequence]
require(images == list(number_of), "the referenced images")

structures = []
for structure, region, observation in zip(
    plan.StructureSetROISequence, plan.ROIContourSequence, plan.RTROIObservationsSequence, strict=True
):
    require(region.ReferencedROINumber == structure.ROINumber == observation.ReferencedROINumber, "numbers")
    require(structure.ReferencedFrameOfReferenceUID == frame.FrameOfReferenceUID, "the structure's frame")
    polygons = {}
    for contour in region.get("ContourSequence", []):
        require(contour.ContourGeometricType == "CLOSED_PLANAR", "a contour is not closed")
        require(len(contour.ContourData) == 3 * contour.NumberOfContourPoints, "the number of points")
        image = contour.ContourImageSequence[0]
        number = number_of[image.ReferencedSOPInstanceUID]
        require(image.ReferencedSOPClassUID == series[number].SOPClassUID, "the class of an image")
        numbers = [float(one) for one in contour.ContourData]
        points = [pixel(series[number], numbers[at : at + 3]) for at in range(0, len(numbers), 3)]
        require(max(point[2] for point in points) < 0.01, "a contour lies beside its slice")
        polygons.setdefault(number, []).append([point[:2] for point in points])
    structures.append(
        {
            "name": structure.ROIName,
            "algorithm": structure.ROIGenerationAlgorithm,
            "colour": [int(one) for one in region.ROIDisplayColor],
            "voxels": [
                number * pixels + at
                for number in sorted(polygons)
                for at in within(polygons[number], first.Columns, first.Rows)
            ],
        }
    )
print(
    json.dumps(
        {
            "structures": structures,
            "frame": frame.FrameOfReferenceUID,
            "manufacturer": plan.Manufacturer,
            "patient": str(plan.PatientName),
            "description": plan.SeriesDescription,
        }
    )
)
