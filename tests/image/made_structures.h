// DICOM segmentations (SEG) and structure sets (RTSTRUCT) made field by field with DCMTK's data sets.
#pragma once

#include "core/volume/geometry.h"
#include "tests/image/made_dicom.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tandem {

using ChangeDataset = std::function<void(DcmDataset&)>;

/// A frame of a segment, whose pixels are 0 or 1, or fractions.
struct MadeFrame {
    int segment = 1;
    Vector3 position{};
    std::vector<std::uint8_t> pixels;  ///< row after row
    std::string imageUid{};            ///< that it was made from, if any is named
};

/// By default of the series that writeMadeSeries() makes.
struct MadeSegmentation {
    std::string seriesUid = "1.2.3.100";  ///< it refers to; may be empty
    std::string instanceUid = "1.2.3.500";
    std::string date = "20240301";
    std::vector<std::string> names{"one"};
    std::vector<MadeFrame> frames{};
    int columns = 4;
    int rows = 3;
    int maximum = 0;  ///< of fractions; 0 for a binary one
    std::string orientation = "1\\0\\0\\0\\1\\0";
    std::string spacing = "0.5\\0.25";  ///< between rows, between columns
    std::string between = "2.5";        ///< between slices; may be empty
};

/// Where the slice of that number lies.
inline Vector3 placeOfMadeSlice(int number) {
    return {-10, 20, number * 2.5};
}

inline std::string joinedNumbers(const std::vector<double>& numbers) {
    std::string text;
    for (const double number : numbers) {
        text += (text.empty() ? "" : "\\") + std::to_string(number);
    }
    return text;
}

namespace made_structures {

/// A new item at the end of a sequence.
inline DcmItem& itemIn(DcmItem& item, const DcmTagKey& sequence) {
    DcmItem* made = nullptr;
    item.findOrCreateSequenceItem(sequence, made, -2);
    return *made;
}

inline void putHead(DcmDataset& dataset, const char* sopClass, const char* modality, const std::string& instance) {
    dataset.putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 100");
    dataset.putAndInsertString(DCM_SOPClassUID, sopClass);
    dataset.putAndInsertString(DCM_SOPInstanceUID, instance.c_str());
    dataset.putAndInsertString(DCM_SeriesInstanceUID, (instance + ".1").c_str());
    dataset.putAndInsertString(DCM_StudyInstanceUID, "1.2.3.1");
    dataset.putAndInsertString(DCM_Modality, modality);
    dataset.putAndInsertString(DCM_PatientID, "P-7");
    dataset.putAndInsertString(DCM_PatientName, "Doe^Jane");
}

inline void save(DcmFileFormat& made, const std::filesystem::path& file, const ChangeDataset& change) {
    if (change) {
        change(*made.getDataset());
    }
    std::filesystem::create_directories(file.parent_path());
    made.saveFile(OFFilename(file.c_str()), EXS_LittleEndianExplicit);
}

inline void putFrame(DcmDataset& dataset, const MadeFrame& frame) {
    DcmItem& group = itemIn(dataset, DCM_PerFrameFunctionalGroupsSequence);
    itemIn(group, DCM_PlanePositionSequence)
        .putAndInsertString(DCM_ImagePositionPatient,
                            joinedNumbers({frame.position.begin(), frame.position.end()}).c_str());
    itemIn(group, DCM_SegmentIdentificationSequence)
        .putAndInsertUint16(DCM_ReferencedSegmentNumber, static_cast<Uint16>(frame.segment));
    if (!frame.imageUid.empty()) {
        itemIn(itemIn(group, DCM_DerivationImageSequence), DCM_SourceImageSequence)
            .putAndInsertString(DCM_ReferencedSOPInstanceUID, frame.imageUid.c_str());
    }
}

}  // namespace made_structures

inline void writeMadeSegmentation(const std::filesystem::path& file, const MadeSegmentation& made,
                                  const ChangeDataset& change = {}) {
    using namespace made_structures;
    DcmFileFormat format;
    DcmDataset& dataset = *format.getDataset();
    putHead(dataset, UID_SegmentationStorage, "SEG", made.instanceUid);
    dataset.putAndInsertString(DCM_ContentDate, made.date.c_str());
    dataset.putAndInsertString(DCM_SegmentationType, made.maximum > 0 ? "FRACTIONAL" : "BINARY");
    dataset.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(made.rows));
    dataset.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(made.columns));
    dataset.putAndInsertString(DCM_NumberOfFrames, std::to_string(made.frames.size()).c_str());
    const Uint16 bits = made.maximum > 0 ? 8 : 1;
    dataset.putAndInsertUint16(DCM_BitsAllocated, bits);
    dataset.putAndInsertUint16(DCM_BitsStored, bits);
    dataset.putAndInsertUint16(DCM_HighBit, bits - 1);
    dataset.putAndInsertUint16(DCM_PixelRepresentation, 0);
    dataset.putAndInsertUint16(DCM_SamplesPerPixel, 1);
    dataset.putAndInsertString(DCM_PhotometricInterpretation, "MONOCHROME2");
    if (made.maximum > 0) {
        dataset.putAndInsertUint16(DCM_MaximumFractionalValue, static_cast<Uint16>(made.maximum));
    }
    for (std::size_t at = 0; at < made.names.size(); ++at) {
        DcmItem& segment = itemIn(dataset, DCM_SegmentSequence);
        segment.putAndInsertUint16(DCM_SegmentNumber, static_cast<Uint16>(at + 1));
        segment.putAndInsertString(DCM_SegmentLabel, made.names[at].c_str());
    }
    DcmItem& shared = itemIn(dataset, DCM_SharedFunctionalGroupsSequence);
    DcmItem& measures = itemIn(shared, DCM_PixelMeasuresSequence);
    measures.putAndInsertString(DCM_PixelSpacing, made.spacing.c_str());
    if (!made.between.empty()) {
        measures.putAndInsertString(DCM_SpacingBetweenSlices, made.between.c_str());
    }
    itemIn(shared, DCM_PlaneOrientationSequence)
        .putAndInsertString(DCM_ImageOrientationPatient, made.orientation.c_str());
    if (!made.seriesUid.empty()) {
        itemIn(dataset, DCM_ReferencedSeriesSequence).putAndInsertString(DCM_SeriesInstanceUID, made.seriesUid.c_str());
    }
    std::vector<Uint8> bytes;
    std::size_t at = 0;
    for (const MadeFrame& frame : made.frames) {
        putFrame(dataset, frame);
        for (const std::uint8_t pixel : frame.pixels) {
            if (bits == 8) {
                bytes.push_back(pixel);
                continue;
            }
            if (at % 8 == 0) {
                bytes.push_back(0);
            }
            bytes.back() = static_cast<Uint8>(bytes.back() | (pixel << (at % 8)));
            ++at;
        }
    }
    bytes.resize(bytes.size() + bytes.size() % 2);
    dataset.putAndInsertUint8Array(DCM_PixelData, bytes.data(), static_cast<unsigned long>(bytes.size()));
    save(format, file, change);
}

struct MadeContour {
    int structure = 1;
    std::vector<Vector3> points;  ///< mm, LPS
    std::string type = "CLOSED_PLANAR";
    std::string imageUid{};  ///< on which it was drawn, if it is named
};

struct MadeStructureSet {
    std::string seriesUid = "1.2.3.100";  ///< it refers to; may be empty
    std::string instanceUid = "1.2.3.600";
    std::string date = "20240301";
    std::vector<std::string> names{"one"};
    std::vector<MadeContour> contours{};
};

inline void writeMadeStructureSet(const std::filesystem::path& file, const MadeStructureSet& made,
                                  const ChangeDataset& change = {}) {
    using namespace made_structures;
    DcmFileFormat format;
    DcmDataset& dataset = *format.getDataset();
    putHead(dataset, UID_RTStructureSetStorage, "RTSTRUCT", made.instanceUid);
    dataset.putAndInsertString(DCM_StructureSetDate, made.date.c_str());
    if (!made.seriesUid.empty()) {
        DcmItem& study = itemIn(itemIn(dataset, DCM_ReferencedFrameOfReferenceSequence), DCM_RTReferencedStudySequence);
        itemIn(study, DCM_RTReferencedSeriesSequence).putAndInsertString(DCM_SeriesInstanceUID, made.seriesUid.c_str());
    }
    for (std::size_t at = 0; at < made.names.size(); ++at) {
        const std::string number = std::to_string(at + 1);
        DcmItem& roi = itemIn(dataset, DCM_StructureSetROISequence);
        roi.putAndInsertString(DCM_ROINumber, number.c_str());
        roi.putAndInsertString(DCM_ROIName, made.names[at].c_str());
        DcmItem& drawn = itemIn(dataset, DCM_ROIContourSequence);
        drawn.putAndInsertString(DCM_ReferencedROINumber, number.c_str());
        for (const MadeContour& contour : made.contours) {
            if (contour.structure != static_cast<int>(at + 1)) {
                continue;
            }
            DcmItem& item = itemIn(drawn, DCM_ContourSequence);
            item.putAndInsertString(DCM_ContourGeometricType, contour.type.c_str());
            item.putAndInsertString(DCM_NumberOfContourPoints, std::to_string(contour.points.size()).c_str());
            std::vector<double> numbers;
            for (const Vector3& point : contour.points) {
                numbers.insert(numbers.end(), point.begin(), point.end());
            }
            item.putAndInsertString(DCM_ContourData, joinedNumbers(numbers).c_str());
            if (!contour.imageUid.empty()) {
                itemIn(item, DCM_ContourImageSequence)
                    .putAndInsertString(DCM_ReferencedSOPInstanceUID, contour.imageUid.c_str());
            }
        }
    }
    save(format, file, change);
}

}  // namespace tandem
