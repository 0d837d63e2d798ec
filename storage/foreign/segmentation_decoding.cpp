#include "storage/foreign/segmentation_decoding.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/foreign/dicom_fields.h"
#include "storage/image/header_text.h"
#include "storage/image/segmentation_grid.h"

// DCMTK wants its configuration before anything else of it.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcxfer.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace tandem {
namespace {

[[noreturn]] void failDamaged(const std::filesystem::path& file, const std::string& how) {
    throw Error(ErrorCode::InvalidInput, file.string() + " is damaged: " + how + ".");
}

/// The numbers of all frames, as they are stored: a bit for each, the first of a byte lowest, or a byte.
class FramePixels {
public:
    FramePixels(DcmDataset& dataset, const std::filesystem::path& file, std::size_t pixels) : m_pixels(pixels) {
        const DcmXfer stored(dataset.getOriginalXfer());
        if (stored.usesEncapsulatedFormat()) {
            const bool isUnpacked = dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).good() &&
                                    dataset.canWriteXfer(EXS_LittleEndianExplicit);
            if (!isUnpacked) {
                throw Error(ErrorCode::Unsupported, file.string() + " has its voxels packed in a way (" +
                                                        stored.getXferName() +
                                                        ") that is not handled; export it unpacked.");
            }
        }
        m_isBits = fieldNumber(dataset, DCM_BitsAllocated, 1) == 1;
        if (!m_isBits && fieldNumber(dataset, DCM_BitsAllocated, 1) != 8) {
            failDamaged(file, "its voxels are neither bits nor bytes");
        }
        // A fraction of half and more counts.
        const bool isFractional = fieldText(dataset, DCM_SegmentationType) == "FRACTIONAL";
        m_least = isFractional ? (std::max(fieldNumber(dataset, DCM_MaximumFractionalValue, 255), 1) + 1) / 2 : 1;
        readBytes(dataset);
    }

    /// Whether the file has the pixels of that many frames.
    [[nodiscard]] bool has(std::size_t frames) const noexcept {
        const std::size_t needed = frames * m_pixels;
        return m_count >= (m_isBits ? (needed + 7) / 8 : needed);
    }

    [[nodiscard]] bool isSet(std::size_t frame, std::size_t pixel) const noexcept {
        const std::size_t at = frame * m_pixels + pixel;
        return m_isBits ? ((m_bytes[at / 8] >> (at % 8)) & 1) != 0 : m_bytes[at] >= m_least;
    }

private:
    void readBytes(DcmDataset& dataset) {
        const Uint16* words = nullptr;
        if (dataset.findAndGetUint8Array(DCM_PixelData, m_bytes, &m_count).good()) {
            return;
        }
        m_count = 0;
        if (dataset.findAndGetUint16Array(DCM_PixelData, words, &m_count).good()) {
            m_bytes = reinterpret_cast<const Uint8*>(words);
            m_count *= sizeof(Uint16);
        }
    }

    std::size_t m_pixels;
    bool m_isBits = true;
    int m_least = 1;
    const Uint8* m_bytes = nullptr;
    unsigned long m_count = 0;
};

/// The slice of the grid on which a frame lies.
std::size_t sliceOf(const PlaneFields& fields, const Geometry& grid, const std::filesystem::path& file) {
    const auto position = fields.numbersOf(DCM_PlanePositionSequence, DCM_ImagePositionPatient, 3);
    if (!position) {
        failDamaged(file, "a frame does not say where it lies");
    }
    const Vector3 at = grid.indexOf({(*position)[0], (*position)[1], (*position)[2]});
    const double slice = std::round(at[2]);
    const bool isThere = std::abs(at[0]) <= 2 * kFrameTolerance && std::abs(at[1]) <= 2 * kFrameTolerance &&
                         std::abs(at[2] - slice) <= 2 * kFrameTolerance && slice >= 0 &&
                         slice < static_cast<double>(grid.size[2]);
    if (!isThere) {
        failDamaged(file, "a frame lies elsewhere than it said before");
    }
    return static_cast<std::size_t>(slice);
}

std::uint64_t workingBytes(const StructureOrder& order, std::size_t frames) {
    return static_cast<std::uint64_t>(order.grid.size[0] * order.grid.size[1]) * frames;
}

}  // namespace

std::vector<RankPair> decodeSegments(const std::filesystem::path& file, const StructureOrder& order,
                                     const VoxelRoom& room) {
    constexpr Uint32 kLongestValue = 4096;  // the pixels are taken from the disk when they are wanted
    DcmFileFormat format;
    if (const OFCondition status =
            format.loadFile(OFFilename(file.c_str()), EXS_Unknown, EGL_noChange, kLongestValue, ERM_autoDetect);
        status.bad()) {
        throw Error(ErrorCode::InvalidInput, file.string() + " is damaged or truncated.", status.text());
    }
    DcmDataset& dataset = *format.getDataset();
    const Geometry& grid = order.grid;
    if (fieldNumber(dataset, DCM_Columns, 0) != grid.size[0] || fieldNumber(dataset, DCM_Rows, 0) != grid.size[1]) {
        failDamaged(file, "its frames have another size than it said before");
    }
    std::map<std::int64_t, std::int32_t> rankOf;
    for (std::size_t at = 0; at < order.classes.size(); ++at) {
        for (const std::int32_t number : order.classes[at]) {
            rankOf.insert_or_assign(number, static_cast<std::int32_t>(at) + 1);
        }
    }
    const std::vector<DcmItem*> groups = itemsOf(dataset, DCM_PerFrameFunctionalGroupsSequence);
    const std::span<std::int32_t> voxels = room(grid.voxelCount(), workingBytes(order, groups.size()));
    const auto pixels = static_cast<std::size_t>(grid.size[0] * grid.size[1]);
    const FramePixels frames(dataset, file, pixels);
    if (!frames.has(groups.size())) {
        failDamaged(file, "it has fewer voxels than frames of its size hold");
    }
    ClassPainter painter(voxels);
    for (std::size_t frame = 0; frame < groups.size(); ++frame) {
        const PlaneFields fields(dataset, groups[frame]);
        DcmItem* const segment = fields.group(DCM_SegmentIdentificationSequence);
        const int number = segment == nullptr ? -1 : fieldNumber(*segment, DCM_ReferencedSegmentNumber, -1);
        if (number < 0) {
            failDamaged(file, "a frame does not say of which segment it is");
        }
        const auto rank = rankOf.find(number);
        if (rank == rankOf.end()) {
            continue;
        }
        const std::size_t first = sliceOf(fields, grid, file) * pixels;
        for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
            if (frames.isSet(frame, pixel)) {
                painter.paint(first + pixel, rank->second);
            }
        }
    }
    return {painter.pairs().begin(), painter.pairs().end()};
}

}  // namespace tandem
