#include "storage/foreign/structure_set_decoding.h"

#include "core/base/error.h"
#include "storage/foreign/dicom_fields.h"
#include "storage/image/header_text.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tandem {
namespace {

Vector3 part(const std::vector<double>& values, std::size_t first) {
    return {values[first], values[first + 1], values[first + 2]};
}

std::optional<std::int32_t> numberOf(DcmItem& item, const DcmTagKey& tag) {
    const auto number = wholeNumberIn(fieldText(item, tag));
    using Limits = std::numeric_limits<std::int32_t>;
    const bool fits = number && *number >= Limits::min() && *number <= Limits::max();
    return fits ? std::optional(static_cast<std::int32_t>(*number)) : std::nullopt;
}

class SetReading {
public:
    SetReading(DcmDataset& dataset, DicomStructureSet& set) : m_dataset(dataset), m_set(set) {}

    void read() {
        const bool isContours = fieldText(m_dataset, DCM_SOPClassUID) == UID_RTStructureSetStorage ||
                                fieldText(m_dataset, DCM_Modality) == "RTSTRUCT";
        m_set.kind = isContours ? StructureKind::Contours : StructureKind::Segments;
        m_set.instanceUid = fieldText(m_dataset, DCM_SOPInstanceUID);
        readMoment();
        if (isContours) {
            readContours();
        } else {
            readSegments();
        }
        m_images.erase("");
        m_set.imageUids.assign(m_images.begin(), m_images.end());
        if (m_set.structures.empty()) {
            refuse(isContours ? "has no closed contours" : "has no segments");
        }
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw Error(ErrorCode::InvalidInput, m_set.file.string() + " " + why + ".");
    }

    void readMoment() {
        for (const auto& [date, time] :
             {std::pair(DCM_StructureSetDate, DCM_StructureSetTime), std::pair(DCM_ContentDate, DCM_ContentTime),
              std::pair(DCM_SeriesDate, DCM_SeriesTime)}) {
            if (const std::string day = fieldText(m_dataset, date); !day.empty()) {
                m_set.written = day + fieldText(m_dataset, time);
                return;
            }
        }
    }

    void readSegments() {
        const std::string type = fieldText(m_dataset, DCM_SegmentationType);
        if (type != "BINARY" && type != "FRACTIONAL") {
            refuse("is a segmentation of the type \"" + type +
                   "\", which is not handled; export it as a binary or fractional one");
        }
        m_set.isFractional = type == "FRACTIONAL";
        for (DcmItem* const item : itemsOf(m_dataset, DCM_SegmentSequence)) {
            std::string name = fieldText(*item, DCM_SegmentLabel);
            if (name.empty()) {
                name = fieldText(*item, DCM_SegmentDescription);
            }
            addStructure(numberOf(*item, DCM_SegmentNumber), std::move(name));
        }
        readFrames();
        std::erase_if(m_set.structures, [&](const DicomStructure& one) { return !m_framed.contains(one.number); });
        std::ranges::sort(m_set.structures, {}, &DicomStructure::number);
        addReferences(m_dataset, DCM_ReferencedSeriesSequence, DCM_ReferencedInstanceSequence);
    }

    void addStructure(std::optional<std::int32_t> number, std::string name) {
        if (!number) {
            refuse("is damaged: one of its structures has no number");
        }
        if (name.empty()) {
            name = "structure " + std::to_string(*number);
        }
        m_set.structures.push_back({*number, std::move(name)});
    }

    void readFrames() {
        SegmentationFrames& frames = m_set.frames;
        frames.rows = fieldNumber(m_dataset, DCM_Rows, 0);
        frames.columns = fieldNumber(m_dataset, DCM_Columns, 0);
        const std::vector<DcmItem*> groups = itemsOf(m_dataset, DCM_PerFrameFunctionalGroupsSequence);
        const std::string count = fieldText(m_dataset, DCM_NumberOfFrames);
        if (frames.rows < 1 || frames.columns < 1 || groups.empty() ||
            wholeNumberIn(count) != static_cast<std::int64_t>(groups.size())) {
            refuse("is damaged: it describes " + std::to_string(groups.size()) + " of its frames (" + count + ")");
        }
        std::set<Vector3> positions;
        for (DcmItem* const group : groups) {
            const PlaneFields fields(m_dataset, group);
            readPlace(fields, positions);
            if (DcmItem* const segment = fields.group(DCM_SegmentIdentificationSequence)) {
                if (const auto number = numberOf(*segment, DCM_ReferencedSegmentNumber)) {
                    m_framed.insert(*number);
                }
            }
            if (DcmItem* const derivation = fields.group(DCM_DerivationImageSequence)) {
                addImages(*derivation, DCM_SourceImageSequence);
            }
        }
        frames.positionsMm.assign(positions.begin(), positions.end());
    }

    /// All frames but for their positions lie alike.
    void readPlace(const PlaneFields& fields, std::set<Vector3>& positions) {
        SegmentationFrames& frames = m_set.frames;
        const auto position = fields.numbersOf(DCM_PlanePositionSequence, DCM_ImagePositionPatient, 3);
        const auto orientation = fields.numbersOf(DCM_PlaneOrientationSequence, DCM_ImageOrientationPatient, 6);
        const auto spacing = fields.numbersOf(DCM_PixelMeasuresSequence, DCM_PixelSpacing, 2);
        if (!position || !orientation || !spacing) {
            refuse("has frames that do not say where they lie in the patient");
        }
        const auto between = fields.numbersOf(DCM_PixelMeasuresSequence, DCM_SpacingBetweenSlices, 1);
        SegmentationFrames own = frames;
        own.alongRow = part(*orientation, 0);
        own.alongColumn = part(*orientation, 3);
        own.spacingMm = {(*spacing)[1], (*spacing)[0]};  // the file gives the distance of rows first
        own.betweenSlicesMm = between ? between->front() : 0;
        if (!positions.empty() && (own.alongRow != frames.alongRow || own.alongColumn != frames.alongColumn ||
                                   own.spacingMm != frames.spacingMm)) {
            refuse("has frames of several directions or pixel sizes, which make no volume");
        }
        frames = std::move(own);
        positions.insert(part(*position, 0));
    }

    void readContours() {
        std::map<std::int32_t, std::string> names;
        for (DcmItem* const roi : itemsOf(m_dataset, DCM_StructureSetROISequence)) {
            if (const auto number = numberOf(*roi, DCM_ROINumber)) {
                names.insert_or_assign(*number, fieldText(*roi, DCM_ROIName));
            }
        }
        std::set<std::int32_t> drawn;
        for (DcmItem* const roi : itemsOf(m_dataset, DCM_ROIContourSequence)) {
            const auto number = numberOf(*roi, DCM_ReferencedROINumber);
            for (DcmItem* const contour : itemsOf(*roi, DCM_ContourSequence)) {
                addImages(*contour, DCM_ContourImageSequence);
                if (number && isClosedContour(*contour)) {
                    drawn.insert(*number);
                }
            }
        }
        for (const std::int32_t number : drawn) {
            addStructure(number, names[number]);
        }
        for (DcmItem* const frame : itemsOf(m_dataset, DCM_ReferencedFrameOfReferenceSequence)) {
            for (DcmItem* const study : itemsOf(*frame, DCM_RTReferencedStudySequence)) {
                addReferences(*study, DCM_RTReferencedSeriesSequence, DCM_ContourImageSequence);
            }
        }
    }

    void addReferences(DcmItem& item, const DcmTagKey& seriesTag, const DcmTagKey& imagesTag) {
        for (DcmItem* const series : itemsOf(item, seriesTag)) {
            const std::string uid = fieldText(*series, DCM_SeriesInstanceUID);
            if (!uid.empty() && std::ranges::find(m_set.seriesUids, uid) == m_set.seriesUids.end()) {
                m_set.seriesUids.push_back(uid);
            }
            addImages(*series, imagesTag);
        }
    }

    void addImages(DcmItem& item, const DcmTagKey& tag) {
        for (DcmItem* const image : itemsOf(item, tag)) {
            m_images.insert(fieldText(*image, DCM_ReferencedSOPInstanceUID));
        }
    }

    DcmDataset& m_dataset;
    DicomStructureSet& m_set;
    std::set<std::int32_t> m_framed;  ///< segments that a frame is of
    std::set<std::string> m_images;
};

}  // namespace

DicomStructureSet decodeStructureSet(const std::filesystem::path& file) {
    constexpr Uint32 kLongestValue = 4096;  // longer ones stay on disk: pixels and points are not wanted here
    DicomStructureSet set;
    set.file = file;
    DcmFileFormat format;
    const OFCondition status =
        format.loadFile(OFFilename(file.c_str()), EXS_Unknown, EGL_noChange, kLongestValue, ERM_autoDetect);
    if (status.bad()) {
        set.problem = file.string() + " is damaged or truncated (" + lowered(status.text()) + ").";
        return set;
    }
    DcmDataset& dataset = *format.getDataset();
    if (!fieldText(dataset, DCM_SpecificCharacterSet).empty()) {
        dataset.convertToUTF8();
    }
    try {
        SetReading(dataset, set).read();
    } catch (const Error& error) {
        set.problem = error.what();
    }
    return set;
}

}  // namespace tandem
