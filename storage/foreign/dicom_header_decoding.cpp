#include "storage/foreign/dicom_header_decoding.h"

#include "storage/foreign/dicom_fields.h"
#include "storage/image/header_text.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tandem {
namespace {

void readDescription(DcmDataset& dataset, DicomSlice& slice) {
    if (!fieldText(dataset, DCM_SpecificCharacterSet).empty()) {
        dataset.convertToUTF8();
    }
    slice.instanceUid = fieldText(dataset, DCM_SOPInstanceUID);
    slice.seriesUid = fieldText(dataset, DCM_SeriesInstanceUID);
    slice.description = fieldText(dataset, DCM_SeriesDescription);
    slice.modality = fieldText(dataset, DCM_Modality);
    slice.date = fieldText(dataset, DCM_SeriesDate);
    if (slice.date.empty()) {
        slice.date = fieldText(dataset, DCM_StudyDate);
    }
    slice.patientId = fieldText(dataset, DCM_PatientID);
    if (const std::string name = fieldText(dataset, DCM_PatientName); !name.empty()) {
        slice.patientName = name;
    }
}

/// Why what the file holds is not one plane of single numbers; empty when it is.
std::string objectProblem(DcmDataset& dataset, const DicomSlice& slice) {
    const std::string name = slice.file.string();
    if (slice.holdsStructures) {
        return name + " is a DICOM " +
               (slice.modality == "RTSTRUCT" ? "structure set (RTSTRUCT)" : "segmentation object (SEG)") +
               ", so a label and no image; import it together with the series that it refers to.";
    }
    if (!dataset.tagExists(DCM_PixelData) && !dataset.tagExists(DCM_FloatPixelData) &&
        !dataset.tagExists(DCM_DoubleFloatPixelData)) {
        return name + " holds no image (DICOM modality " + (slice.modality.empty() ? "unknown" : slice.modality) + ").";
    }
    const std::string frames = fieldText(dataset, DCM_NumberOfFrames);
    if (!frames.empty() && wholeNumberIn(frames) != 1 && !dataset.tagExists(DCM_PerFrameFunctionalGroupsSequence)) {
        return name + " is a DICOM file with several frames (" + frames +
               ") that do not say where they lie, which is not handled; export it as NIfTI or as a series of single "
               "slices.";
    }
    if (fieldNumber(dataset, DCM_SamplesPerPixel, 1) != 1) {
        return name + " is a colour image, not a volume of single numbers.";
    }
    if (slice.rows < 1 || slice.columns < 1) {
        return name + " does not say how many rows and columns it has.";
    }
    return {};
}

/// Native pixels must be as many bytes as rows and columns ask for; packed ones show damage when they are unpacked.
std::string lengthProblem(DcmDataset& dataset, DicomSlice& slice) {
    DcmElement* pixels = nullptr;
    const bool isPacked = DcmXfer(dataset.getOriginalXfer()).usesEncapsulatedFormat();
    if (isPacked || dataset.findAndGetElement(DCM_PixelData, pixels).bad()) {
        return {};
    }
    const std::uint64_t bits = static_cast<std::uint64_t>(fieldNumber(dataset, DCM_BitsAllocated, 16));
    const std::uint64_t needed = (static_cast<std::uint64_t>(slice.rows) * static_cast<std::uint64_t>(slice.columns) *
                                      static_cast<std::uint64_t>(slice.frames) * bits +
                                  7) /
                                 8;
    const std::uint64_t found = pixels->getLengthField();
    slice.pixelBytes = slice.frames == 1 ? found : 0;
    if (found < needed) {
        return slice.file.string() + " is truncated: its pixels need " + std::to_string(needed) +
               " bytes and there are " + std::to_string(found) + ".";
    }
    return {};
}

Vector3 part(const std::vector<double>& values, std::size_t first) {
    return {values[first], values[first + 1], values[first + 2]};
}

/// Reads where the slice lies. Returns why it cannot be known; empty when it can.
std::string placeProblem(const PlaneFields& fields, DicomSlice& slice) {
    const auto position = fields.numbersOf(DCM_PlanePositionSequence, DCM_ImagePositionPatient, 3);
    const auto orientation = fields.numbersOf(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, 6);
    const auto spacing = fields.numbersOf(DCM_PixelMeasuresSequence, DCM_PixelSpacing, 2);
    if (!position || !orientation) {
        return slice.file.string() + " does not say where it lies in the patient (image position and orientation).";
    }
    if (!spacing || !((*spacing)[0] > 0) || !((*spacing)[1] > 0)) {
        return slice.file.string() + " does not say how large its pixels are (pixel spacing).";
    }
    slice.positionMm = part(*position, 0);
    slice.alongRow = part(*orientation, 0);
    slice.alongColumn = part(*orientation, 3);
    slice.spacingMm = {(*spacing)[1], (*spacing)[0]};  // the file gives the distance of rows first
    return {};
}

std::string voxelTypeOf(DcmDataset& dataset) {
    if (dataset.tagExists(DCM_FloatPixelData)) {
        return "float32";
    }
    if (dataset.tagExists(DCM_DoubleFloatPixelData)) {
        return "float64";
    }
    const bool isSigned = fieldNumber(dataset, DCM_PixelRepresentation, 0) == 1;
    return (isSigned ? "int" : "uint") + std::to_string(fieldNumber(dataset, DCM_BitsAllocated, 16));
}

std::string statusProblem(const OFCondition& status, const DicomSlice& slice) {
    if (status.good()) {
        return {};
    }
    const bool hasHeader = slice.rows > 0 && slice.columns > 0;
    return slice.file.string() +
           (hasHeader ? " is truncated: its pixels are not all there (" : " is damaged or not a DICOM file (") +
           lowered(status.text()) + ").";
}

/// Which of several stacks a frame lies in, and at which point in time; two frames of one volume say the same.
std::string stackOf(const PlaneFields& fields) {
    DcmItem* const content = fields.group(DCM_FrameContentSequence);
    return content == nullptr ? std::string()
                              : fieldText(*content, DCM_StackID) + "/" + fieldText(*content, DCM_TemporalPositionIndex);
}

/// The planes of an enhanced multi-frame file; file: what holds for all of them.
std::vector<DicomSlice> framesOf(DcmDataset& dataset, DcmSequenceOfItems& groups, DicomSlice file) {
    file.frames = std::max(1, static_cast<int>(groups.card()));
    const std::string frames = fieldText(dataset, DCM_NumberOfFrames);
    if (file.problem.empty() && wholeNumberIn(frames) != file.frames) {
        file.problem = file.file.string() + " is damaged: it describes " + std::to_string(groups.card()) +
                       " of its frames (" + frames + ").";
    }
    if (file.problem.empty()) {
        file.problem = lengthProblem(dataset, file);
    }
    if (!file.problem.empty()) {
        return {std::move(file)};
    }
    std::vector<DicomSlice> planes;
    for (int frame = 0; frame < file.frames; ++frame) {
        const PlaneFields fields(dataset, groups.getItem(static_cast<unsigned long>(frame)));
        DicomSlice plane = file;
        plane.frame = frame;
        plane.stack = stackOf(fields);
        const auto slope = fields.numbersOf(DCM_PixelValueTransformationSequence, DCM_RescaleSlope, 1);
        const auto intercept = fields.numbersOf(DCM_PixelValueTransformationSequence, DCM_RescaleIntercept, 1);
        plane.rescale = DicomRescale{slope ? slope->front() : 1, intercept ? intercept->front() : 0};
        plane.problem = placeProblem(fields, plane);
        planes.push_back(std::move(plane));
    }
    return planes;
}

}  // namespace

std::vector<DicomSlice> decodeDicomHeader(const std::filesystem::path& file) {
    constexpr Uint32 kLongestValue = 4096;  // longer ones stay on disk: the pixels are not wanted here
    DcmFileFormat format;
    const OFCondition status =
        format.loadFile(OFFilename(file.c_str()), EXS_Unknown, EGL_noChange, kLongestValue, ERM_autoDetect);
    DcmDataset& dataset = *format.getDataset();
    DicomSlice slice;
    slice.file = file;
    readDescription(dataset, slice);
    slice.holdsStructures = holdsStructures(dataset);
    slice.rows = fieldNumber(dataset, DCM_Rows, 0);
    slice.columns = fieldNumber(dataset, DCM_Columns, 0);
    slice.voxelType = voxelTypeOf(dataset);
    slice.problem = statusProblem(status, slice);
    if (status.bad() && !dataset.tagExists(DCM_PixelData)) {
        slice.seriesUid.clear();  // the last value that was read may be cut short
    }
    if (slice.problem.empty() && slice.seriesUid.empty()) {
        slice.problem = file.string() + " does not say which DICOM series it belongs to.";
    }
    if (slice.problem.empty()) {
        slice.problem = objectProblem(dataset, slice);
    }
    DcmSequenceOfItems* groups = nullptr;
    if (dataset.findAndGetSequence(DCM_PerFrameFunctionalGroupsSequence, groups).bad()) {
        if (slice.problem.empty()) {
            slice.problem = lengthProblem(dataset, slice);
        }
        if (slice.problem.empty()) {
            slice.problem = placeProblem(PlaneFields(dataset), slice);
        }
        return {std::move(slice)};
    }
    return framesOf(dataset, *groups, std::move(slice));
}

}  // namespace tandem
