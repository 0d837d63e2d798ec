#include "storage/foreign/segmentation_encoding.h"

#include "storage/foreign/object_writing.h"
#include "storage/foreign/source_slice.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmfg/fgderimg.h>
#include <dcmtk/dcmfg/fgfracon.h>
#include <dcmtk/dcmfg/fgpixmsr.h>
#include <dcmtk/dcmfg/fgplanor.h>
#include <dcmtk/dcmfg/fgplanpo.h>
#include <dcmtk/dcmiod/cielabutil.h>
#include <dcmtk/dcmiod/iodreferences.h>
#include <dcmtk/dcmseg/segdoc.h>
#include <dcmtk/dcmseg/segment.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <utility>

namespace tandem {
namespace {

/// Builds the object frame by frame; the functional groups of DCMTK are copied where they are added.
class SegmentationBuilder {
public:
    SegmentationBuilder(std::span<const std::uint8_t> label, const SegmentationOrder& order)
        : m_label(label),
          m_geometry(order.geometry),
          m_sources(order.sources),
          m_file(order.file),
          m_first(readSourceSlice(order.sources.front())) {}

    void create(const DicomSegmentationText& text);
    void addSegments(const std::vector<DicomSegment>& segments, const std::string& algorithm);
    void addFrames(const std::vector<DicomSegment>& segments);
    [[nodiscard]] std::string bytes();

private:
    void addSharedGroups();
    void addReferences(const std::vector<SourceSlice>& slices);
    void addFrame(const SourceSlice& slice, std::size_t position, Uint16 segment, std::vector<Uint8>& pixels);
    /// One byte per voxel, rows one after the other. Returns whether any is set.
    bool fillMask(std::size_t slice, std::uint8_t value, std::vector<Uint8>& mask) const;

    std::span<const std::uint8_t> m_label;
    const Geometry& m_geometry;
    const std::vector<std::filesystem::path>& m_sources;
    const std::filesystem::path& m_file;
    SourceSlice m_first;
    std::unique_ptr<DcmSegmentation> m_object;
    std::vector<OFString> m_labels;  ///< of the segments, in UTF-8
};

void SegmentationBuilder::create(const DicomSegmentationText& text) {
    const OFString version = shortened(text.version, 64);
    const IODGeneralEquipmentModule::EquipmentInfo equipment("Tandem", "Tandem", version, version);
    ContentIdentificationMacro* made = nullptr;
    require(ContentIdentificationMacro::create("1", "SEGMENTATION", shortened(text.algorithm, 64), "Tandem", made),
            m_file);
    const std::unique_ptr<ContentIdentificationMacro> content(made);
    DcmSegmentation* object = nullptr;
    require(DcmSegmentation::createBinarySegmentation(object, static_cast<Uint16>(m_geometry.size[1]),
                                                      static_cast<Uint16>(m_geometry.size[0]), equipment, *content),
            m_file);
    m_object.reset(object);
    require(m_object->importFromSourceImage(*m_first.dataset()), m_file);
    // Else the scanner would have made the segmentation, in its hospital; and how the patient was is nobody's business.
    m_object->getEquipment().clearData();
    m_object->getPatientStudy().clearData();
    require(m_object->setEquipmentInfo(equipment), m_file);
    if (m_first.frameOfReferenceUid.empty()) {
        // The standard asks for one only where frames name no source image; DCMTK asks always.
        m_object->getRules()->addRule(
            new IODRule(DCM_FrameOfReferenceUID, "1", "3", "FrameOfReferenceModule", DcmIODTypes::IE_FOR), OFTrue);
    }
    require(m_object->getSeries().setSeriesNumber("900"), m_file);
    require(m_object->getSeries().setSeriesDescription(shortened(text.seriesDescription, 64)), m_file);
    addSharedGroups();
}

void SegmentationBuilder::addSharedGroups() {
    FGPixelMeasures measures;
    require(measures.setPixelSpacing(OFString(m_first.pixelSpacing.c_str())), m_file);
    const OFString betweenSlices(decimalString(m_geometry.spacingMm[2]).c_str());
    require(measures.setSliceThickness(betweenSlices), m_file);
    require(measures.setSpacingBetweenSlices(betweenSlices), m_file);
    require(m_object->addForAllFrames(measures), m_file);
    const auto& o = m_first.orientation;
    const std::unique_ptr<FGPlaneOrientationPatient> orientation(FGPlaneOrientationPatient::createMinimal(
        o[0].c_str(), o[1].c_str(), o[2].c_str(), o[3].c_str(), o[4].c_str(), o[5].c_str()));
    require(orientation ? EC_Normal : EC_InvalidValue, m_file);
    require(m_object->addForAllFrames(*orientation), m_file);
}

void SegmentationBuilder::addSegments(const std::vector<DicomSegment>& segments, const std::string& algorithm) {
    // SNOMED has no code for "whatever a class of a research data set is"; the label says it.
    const CodeSequenceMacro tissue("85756007", "SCT", "Tissue");
    for (const DicomSegment& one : segments) {
        DcmSegment* made = nullptr;
        // DCMTK checks the label before it knows the character set, so it gets its name in bytes().
        require(
            DcmSegment::create(made, "segment", tissue, tissue, DcmSegTypes::SAT_AUTOMATIC, shortened(algorithm, 64)),
            m_file);
        m_labels.push_back(shortened(one.label, 64));
        std::unique_ptr<DcmSegment> segment(made);
        double l = 0, a = 0, b = 0;
        IODCIELabUtil::rgb2DicomLab(l, a, b, one.colour[0] / 255.0, one.colour[1] / 255.0, one.colour[2] / 255.0);
        const auto whole = [](double value) { return static_cast<Uint16>(std::lround(value)); };
        require(segment->setRecommendedDisplayCIELabValue(whole(l), whole(a), whole(b)), m_file);
        Uint16 number = 0;
        require(m_object->addSegment(segment.get(), number), m_file);
        static_cast<void>(segment.release());  // the object owns it now
    }
}

bool SegmentationBuilder::fillMask(std::size_t slice, std::uint8_t value, std::vector<Uint8>& mask) const {
    const std::size_t pixels = mask.size();
    const auto voxels = m_label.subspan(slice * pixels, pixels);
    bool isAny = false;
    for (std::size_t at = 0; at < pixels; ++at) {
        mask[at] = voxels[at] == value ? 1 : 0;
        isAny = isAny || mask[at] != 0;
    }
    return isAny;
}

void SegmentationBuilder::addFrame(const SourceSlice& slice, std::size_t position, Uint16 segment,
                                   std::vector<Uint8>& pixels) {
    const std::unique_ptr<FGPlanePosPatient> place(FGPlanePosPatient::createMinimal(
        slice.position[0].c_str(), slice.position[1].c_str(), slice.position[2].c_str()));
    FGFrameContent content;
    require(content.setDimensionIndexValues(segment, 0), m_file);
    require(content.setDimensionIndexValues(static_cast<Uint32>(position + 1), 1), m_file);
    OFVector<ImageSOPInstanceReferenceMacro> images;
    ImageSOPInstanceReferenceMacro* image = nullptr;
    require(ImageSOPInstanceReferenceMacro::create(slice.sopClassUid.c_str(), slice.sopInstanceUid.c_str(), image),
            m_file);
    images.push_back(*std::unique_ptr<ImageSOPInstanceReferenceMacro>(image));
    const std::unique_ptr<FGDerivationImage> derivation(DcmSegmentation::createDerivationImageFG(images, ""));
    require(place && derivation ? EC_Normal : EC_InvalidValue, m_file);
    OFVector<FGBase*> groups;
    groups.push_back(place.get());
    groups.push_back(&content);
    groups.push_back(derivation.get());
    require(m_object->addFrame(pixels.data(), segment, groups), m_file);
}

void SegmentationBuilder::addReferences(const std::vector<SourceSlice>& slices) {
    IODReferences references;
    for (const SourceSlice& slice : slices) {
        auto one = std::make_unique<IODImageReference>(slice.patientId.c_str(), slice.studyUid.c_str(),
                                                       slice.seriesUid.c_str(), slice.sopInstanceUid.c_str(),
                                                       slice.sopClassUid.c_str());
        if (references.add(one.get())) {
            static_cast<void>(one.release());  // owned now
        }
    }
    const std::size_t added =
        m_object->getCommonInstanceReference().addReferences(references, m_first.studyUid.c_str());
    require(added == slices.size() ? EC_Normal : EC_InvalidValue, m_file);
}

void SegmentationBuilder::addFrames(const std::vector<DicomSegment>& segments) {
    std::vector<SourceSlice> slices;
    for (const std::filesystem::path& file : m_sources) {
        slices.push_back(readSourceSlice(file));
        slices.back().forgetDataset();
    }
    const Index3& size = m_geometry.size;
    std::vector<Uint8> mask(static_cast<std::size_t>(size[0] * size[1]));
    for (std::size_t segment = 0; segment < segments.size(); ++segment) {
        bool hasFrame = false;
        for (std::size_t slice = 0; slice < slices.size(); ++slice) {
            if (fillMask(slice, segments[segment].value, mask)) {
                addFrame(slices[slice], slice, static_cast<Uint16>(segment + 1), mask);
                hasFrame = true;
            }
        }
        if (!hasFrame) {  // the mask is empty now
            addFrame(slices.front(), 0, static_cast<Uint16>(segment + 1), mask);
        }
    }
    const OFString dimension = newUid().c_str();
    IODMultiframeDimensionModule& dimensions = m_object->getDimensions();
    require(dimensions.addDimensionIndex(DCM_ReferencedSegmentNumber, dimension, DCM_SegmentIdentificationSequence,
                                         "Segment"),
            m_file);
    require(dimensions.addDimensionIndex(DCM_ImagePositionPatient, dimension, DCM_PlanePositionSequence, "Position"),
            m_file);
    addReferences(slices);
}

std::string SegmentationBuilder::bytes() {
    DcmFileFormat format;
    require(m_object->writeDataset(*format.getDataset()), m_file);
    for (std::size_t at = 0; at < m_labels.size(); ++at) {
        DcmItem* segment = nullptr;
        require(format.getDataset()->findAndGetSequenceItem(DCM_SegmentSequence, segment, static_cast<long>(at)),
                m_file);
        require(segment->putAndInsertOFStringArray(DCM_SegmentLabel, m_labels[at]), m_file);
    }
    return bytesOf(format, EXS_LittleEndianExplicit, m_file);
}

}  // namespace

std::uint64_t bytesToEncodeSegmentation(const SegmentationOrder& order) {
    // A frame is kept as bits and as bytes, in the object, its data set and the file.
    constexpr std::uint64_t kCopies = 8;
    return static_cast<std::uint64_t>(order.geometry.voxelCount()) * kCopies * order.segments.size();
}

std::string encodeSegmentation(const SegmentationOrder& order, std::span<const std::uint8_t> label) {
    SegmentationBuilder builder(label, order);
    builder.create(order.text);
    builder.addSegments(order.segments, order.text.algorithm);
    builder.addFrames(order.segments);
    return builder.bytes();
}

}  // namespace tandem
