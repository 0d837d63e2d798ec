#include "storage/foreign/structure_set_encoding.h"

#include "core/base/error.h"
#include "core/volume/contour_fill.h"
#include "storage/foreign/mask_contours.h"
#include "storage/foreign/object_writing.h"
#include "storage/foreign/source_slice.h"
#include "storage/image/header_text.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcuid.h>
#include <dcmtk/dcmdata/dcvrda.h>
#include <dcmtk/dcmdata/dcvrtm.h>
#include <dcmtk/dcmrt/drtstrct.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace tandem {
namespace {

double dot(const Vector3& a, const Vector3& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Where the pixels of a slice lie, as its file says.
class SlicePlace {
public:
    explicit SlicePlace(const SourceSlice& slice) {
        const std::size_t parting = slice.pixelSpacing.find('\\');
        const double betweenRows = numberOf(slice.pixelSpacing.substr(0, parting), slice);
        const double betweenColumns = numberOf(slice.pixelSpacing.substr(parting + 1), slice);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            m_origin[axis] = numberOf(slice.position[axis], slice);
            m_alongRow[axis] = numberOf(slice.orientation[axis], slice) * betweenColumns;
            m_alongColumn[axis] = numberOf(slice.orientation[axis + 3], slice) * betweenRows;
        }
        m_spacing = std::min(betweenRows, betweenColumns);
    }

    [[nodiscard]] double spacing() const noexcept { return m_spacing; }
    [[nodiscard]] Vector3 positionOf(const PlanePoint& point) const {
        Vector3 position = m_origin;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            position[axis] += point[0] * m_alongRow[axis] + point[1] * m_alongColumn[axis];
        }
        return position;
    }
    /// The point of the plane that is nearest. Rows and columns need not be quite at right angles.
    [[nodiscard]] PlanePoint pointAt(const Vector3& position) const {
        const Vector3 way{position[0] - m_origin[0], position[1] - m_origin[1], position[2] - m_origin[2]};
        const double rows = dot(m_alongRow, m_alongRow);
        const double columns = dot(m_alongColumn, m_alongColumn);
        const double both = dot(m_alongRow, m_alongColumn);
        const double along = dot(way, m_alongRow);
        const double down = dot(way, m_alongColumn);
        const double area = rows * columns - both * both;
        return {(along * columns - down * both) / area, (down * rows - along * both) / area};
    }

private:
    static double numberOf(const std::string& text, const SourceSlice& slice) {
        const auto number = numberIn(text);
        if (!number || !std::isfinite(*number)) {
            throw Error(ErrorCode::InvalidInput, "A slice of the DICOM series does not say where it lies: \"" + text +
                                                     "\" in the image " + slice.sopInstanceUid + " is no number.");
        }
        return *number;
    }

    Vector3 m_origin{};
    Vector3 m_alongRow{};     ///< from a column to the next, mm
    Vector3 m_alongColumn{};  ///< from a row to the next, mm
    double m_spacing = 1;
};

/// A thousandth of a pixel counts.
std::string coordinateText(double value, double spacing) {
    constexpr std::ptrdiff_t kMostCharacters = 16;
    const int decimals = std::clamp(static_cast<int>(std::ceil(3 - std::log10(spacing))), 1, 9);
    std::array<char, 400> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, decimals).ptr;
    return end - text.data() <= kMostCharacters ? std::string(text.data(), end) : decimalString(value);
}

class StructureSetBuilder {
public:
    StructureSetBuilder(const SegmentationOrder& order, std::span<const std::uint8_t> label)
        : m_order(order), m_label(label), m_first(readSourceSlice(order.sources.front())) {
        for (const std::filesystem::path& file : order.sources) {
            m_slices.push_back(readSourceSlice(file));
            m_slices.back().forgetDataset();
            m_places.emplace_back(m_slices.back());
        }
        // The standard asks for one where the series has none.
        m_frame = (m_first.frameOfReferenceUid.empty() ? newUid() : m_first.frameOfReferenceUid).c_str();
    }

    void describe();
    void refer();
    void addStructures();
    [[nodiscard]] std::string bytes();
    /// Throws Error (Internal) where the contours in the bytes are not the label.
    void compare(const std::string& bytes) const;

private:
    using Contours = DRTContourSequence;

    void take(const OFCondition& condition) const { require(condition, m_order.file); }
    /// A new item of a sequence.
    template <class Sequence>
    [[nodiscard]] typename Sequence::Item& added(Sequence& sequence) const {
        typename Sequence::Item* item = nullptr;
        take(sequence.addItem(item));
        return *item;
    }
    [[nodiscard]] PixelMask maskOf(std::size_t slice, std::uint8_t value) const {
        const auto [columns, rows, slices] = m_order.geometry.size;
        const auto pixels = static_cast<std::size_t>(columns * rows);
        return {.pixels = m_label.subspan(slice * pixels, pixels), .columns = columns, .rows = rows, .value = value};
    }
    void copyFields();
    void nameImage(DRTContourImageSequence& images, const SourceSlice& slice) const;
    void addContours(Contours& contours, std::uint8_t value) const;
    void addContour(Contours& contours, const Polygon& polygon, std::size_t slice) const;
    [[nodiscard]] std::vector<std::vector<Polygon>> polygonsOf(Contours& contours) const;
    [[noreturn]] void refuse(const std::string& detail) const;

    const SegmentationOrder& m_order;
    std::span<const std::uint8_t> m_label;
    SourceSlice m_first;
    std::vector<SourceSlice> m_slices;
    std::vector<SlicePlace> m_places;
    OFString m_frame;
    DRTStructureSetIOD m_object;
};

/// Whose the images are, and of which study.
void StructureSetBuilder::copyFields() {
    using Set = OFCondition (DRTStructureSetIOD::*)(const OFString&, OFBool);
    const std::pair<DcmTagKey, Set> fields[]{
        {DCM_PatientName, &DRTStructureSetIOD::setPatientName},
        {DCM_PatientID, &DRTStructureSetIOD::setPatientID},
        {DCM_PatientBirthDate, &DRTStructureSetIOD::setPatientBirthDate},
        {DCM_PatientSex, &DRTStructureSetIOD::setPatientSex},
        {DCM_StudyDate, &DRTStructureSetIOD::setStudyDate},
        {DCM_StudyTime, &DRTStructureSetIOD::setStudyTime},
        {DCM_ReferringPhysicianName, &DRTStructureSetIOD::setReferringPhysicianName},
        {DCM_StudyID, &DRTStructureSetIOD::setStudyID},
        {DCM_AccessionNumber, &DRTStructureSetIOD::setAccessionNumber},
        {DCM_StudyDescription, &DRTStructureSetIOD::setStudyDescription},
        {DCM_PositionReferenceIndicator, &DRTStructureSetIOD::setPositionReferenceIndicator}};
    for (const auto& [tag, set] : fields) {
        OFString value;
        m_first.dataset()->findAndGetOFStringArray(tag, value);
        take((m_object.*set)(value, OFFalse));  // as the images have it
    }
}

void StructureSetBuilder::describe() {
    copyFields();
    OFString date;
    OFString time;
    DcmDate::getCurrentDate(date);
    DcmTime::getCurrentTime(time);
    const OFString version = shortened(m_order.text.version, 64);
    take(m_object.setSpecificCharacterSet("ISO_IR 192"));
    take(m_object.setStudyInstanceUID(m_first.studyUid.c_str()));
    take(m_object.setFrameOfReferenceUID(m_frame));
    take(m_object.setModality("RTSTRUCT"));
    take(m_object.setSeriesInstanceUID(newUid().c_str()));
    take(m_object.setSeriesNumber("901"));
    take(m_object.setSeriesDescription(shortened(m_order.text.seriesDescription, 64), OFFalse));
    take(m_object.setSOPInstanceUID(newUid().c_str()));
    take(m_object.setInstanceNumber("1"));
    take(m_object.setManufacturer("Tandem"));
    take(m_object.setManufacturerModelName("Tandem"));
    take(m_object.setSoftwareVersions(version));
    take(m_object.setStructureSetLabel("Tandem"));
    take(m_object.setStructureSetDescription(shortened(m_order.text.seriesDescription, 1024), OFFalse));
    take(m_object.setStructureSetDate(date));
    take(m_object.setStructureSetTime(time));
    take(m_object.setApprovalStatus("UNAPPROVED"));
}

void StructureSetBuilder::nameImage(DRTContourImageSequence& images, const SourceSlice& slice) const {
    auto& image = added(images);
    take(image.setReferencedSOPClassUID(slice.sopClassUid.c_str()));
    take(image.setReferencedSOPInstanceUID(slice.sopInstanceUid.c_str()));
}

void StructureSetBuilder::refer() {
    auto& frame = added(m_object.getReferencedFrameOfReferenceSequence());
    take(frame.setFrameOfReferenceUID(m_frame));
    auto& study = added(frame.getRTReferencedStudySequence());
    take(study.setReferencedSOPClassUID(UID_RETIRED_DetachedStudyManagementSOPClass));
    take(study.setReferencedSOPInstanceUID(m_first.studyUid.c_str()));
    auto& series = added(study.getRTReferencedSeriesSequence());
    take(series.setSeriesInstanceUID(m_first.seriesUid.c_str()));
    for (const SourceSlice& slice : m_slices) {
        nameImage(series.getContourImageSequence(), slice);
    }
}

void StructureSetBuilder::addStructures() {
    int count = 0;
    for (const DicomSegment& segment : m_order.segments) {
        const OFString number = std::to_string(++count).c_str();
        auto& structure = added(m_object.getStructureSetROISequence());
        take(structure.setROINumber(number));
        take(structure.setReferencedFrameOfReferenceUID(m_frame));
        take(structure.setROIName(shortened(segment.label, 64), OFFalse));  // in UTF-8
        take(structure.setROIGenerationAlgorithm("AUTOMATIC"));
        take(structure.setROIGenerationDescription(shortened(m_order.text.algorithm, 64), OFFalse));
        auto& observation = added(m_object.getRTROIObservationsSequence());
        take(observation.setObservationNumber(number));
        take(observation.setReferencedROINumber(number));
        auto& region = added(m_object.getROIContourSequence());
        take(region.setReferencedROINumber(number));
        const auto& [red, green, blue] = segment.colour;
        take(region.setROIDisplayColor(
            (std::to_string(red) + "\\" + std::to_string(green) + "\\" + std::to_string(blue)).c_str()));
        addContours(region.getContourSequence(), segment.value);
    }
}

void StructureSetBuilder::addContours(Contours& contours, std::uint8_t value) const {
    for (std::size_t slice = 0; slice < m_slices.size(); ++slice) {
        for (const Polygon& polygon : contoursOf(maskOf(slice, value))) {
            addContour(contours, polygon, slice);
        }
    }
}

void StructureSetBuilder::addContour(Contours& contours, const Polygon& polygon, std::size_t slice) const {
    const SlicePlace& place = m_places[slice];
    std::string points;
    for (const PlanePoint& point : polygon) {
        for (const double part : place.positionOf(point)) {
            points += (points.empty() ? "" : "\\") + coordinateText(part, place.spacing());
        }
    }
    auto& contour = added(contours);
    nameImage(contour.getContourImageSequence(), m_slices[slice]);
    take(contour.setContourGeometricType("CLOSED_PLANAR"));
    take(contour.setContourNumber(std::to_string(contours.getNumberOfItems()).c_str()));
    take(contour.setNumberOfContourPoints(std::to_string(polygon.size()).c_str()));
    take(contour.setContourData(OFString(points.data(), points.size())));
}

std::string StructureSetBuilder::bytes() {
    DcmFileFormat format;
    take(m_object.write(*format.getDataset()));
    // The points of a large contour are more bytes than a field may have that says its type.
    return bytesOf(format, EXS_LittleEndianImplicit, m_order.file);
}

void StructureSetBuilder::refuse(const std::string& detail) const {
    throw Error(ErrorCode::Internal,
                m_order.file.string() +
                    " was not written, as its contours would not be the label; export a DICOM segmentation or NIfTI.",
                detail);
}

/// By slice.
std::vector<std::vector<Polygon>> StructureSetBuilder::polygonsOf(Contours& contours) const {
    std::map<std::string, std::size_t> sliceOf;
    for (std::size_t slice = 0; slice < m_slices.size(); ++slice) {
        sliceOf[m_slices[slice].sopInstanceUid] = slice;
    }
    std::vector<std::vector<Polygon>> polygons(m_slices.size());
    for (OFCondition found = contours.gotoFirstItem(); found.good(); found = contours.gotoNextItem()) {
        OFString image;
        OFVector<Float64> points;
        take(contours.getCurrentItem().getContourImageSequence().getItem(0).getReferencedSOPInstanceUID(image));
        take(contours.getCurrentItem().getContourData(points));
        const auto slice = sliceOf.find(image.c_str());
        if (slice == sliceOf.end() || points.size() % 3 != 0) {
            refuse("a contour of the image " + std::string(image.c_str()));
        }
        Polygon& polygon = polygons[slice->second].emplace_back();
        for (std::size_t at = 0; at < points.size(); at += 3) {
            polygon.push_back(m_places[slice->second].pointAt({points[at], points[at + 1], points[at + 2]}));
        }
    }
    return polygons;
}

void StructureSetBuilder::compare(const std::string& bytes) const {
    DcmInputBufferStream stream;
    stream.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
    stream.setEos();
    DcmFileFormat format;
    format.transferInit();
    take(format.read(stream, EXS_Unknown, EGL_noChange));
    format.transferEnd();
    DRTStructureSetIOD object;
    take(object.read(*format.getDataset()));
    auto& regions = object.getROIContourSequence();
    if (regions.getNumberOfItems() != m_order.segments.size()) {
        refuse(std::to_string(regions.getNumberOfItems()) + " regions");
    }
    ContourFill fill(m_order.geometry.size[0], m_order.geometry.size[1]);
    for (std::size_t index = 0; index < m_order.segments.size(); ++index) {
        const std::uint8_t value = m_order.segments[index].value;
        const auto polygons = polygonsOf(regions.getItem(index).getContourSequence());
        for (std::size_t slice = 0; slice < m_slices.size(); ++slice) {
            const PixelMask mask = maskOf(slice, value);
            fill.clear();
            for (const Polygon& polygon : polygons[slice]) {
                fill.add(polygon);
            }
            if (!std::ranges::equal(fill.pixels(), mask.pixels, [&](std::uint8_t isIn, std::uint8_t pixel) {
                    return (isIn != 0) == (pixel == value);
                })) {
                refuse(m_order.segments[index].label + " in slice " + std::to_string(slice + 1));
            }
        }
    }
}

}  // namespace

std::uint64_t bytesToEncodeStructureSet(const SegmentationOrder& order, std::span<const std::uint8_t> label) {
    const auto columns = static_cast<std::size_t>(order.geometry.size[0]);
    const auto pixels = columns * static_cast<std::size_t>(order.geometry.size[1]);
    std::uint64_t points = 0;
    std::uint64_t contours = 0;
    for (std::size_t at = 0; at < label.size(); ++at) {
        // A place where two values meet is a point for each that is a structure's.
        const bool meetsLeft = at % columns == 0 || label[at] != label[at - 1];
        const bool meetsAbove = at % pixels < columns || label[at] != label[at - columns];
        points += (meetsLeft ? 2U : 0U) + (meetsAbove ? 2U : 0U);
        // Every part and every hole has such a corner: it may be both, of two structures.
        contours += meetsLeft && meetsAbove ? 2U : 0U;
    }
    // As text and as numbers, in the object, its data set, the file, and all of them again when it is read back.
    constexpr std::uint64_t kBytesOfPoint = 800;
    constexpr std::uint64_t kBytesOfContour = 8192;  // its items and fields, however few points it has
    return points * kBytesOfPoint + contours * kBytesOfContour + label.size();
}

std::string encodeStructureSet(const SegmentationOrder& order, std::span<const std::uint8_t> label) {
    StructureSetBuilder builder(order, label);
    builder.describe();
    builder.refer();
    builder.addStructures();
    std::string bytes = builder.bytes();
    builder.compare(bytes);
    return bytes;
}

}  // namespace tandem
