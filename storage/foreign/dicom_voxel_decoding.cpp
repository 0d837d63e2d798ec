#include "storage/foreign/dicom_voxel_decoding.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/image/voxel_intake.h"
#include "storage/image/voxel_type.h"

#include <gdcmImageReader.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tandem {
namespace {

std::optional<VoxelType> voxelTypeOf(const gdcm::PixelFormat& format) {
    switch (format.GetScalarType()) {
        case gdcm::PixelFormat::INT8:
            return VoxelType::Int8;
        case gdcm::PixelFormat::UINT8:
            return VoxelType::UInt8;
        case gdcm::PixelFormat::INT16:
            return VoxelType::Int16;
        case gdcm::PixelFormat::UINT16:
            return VoxelType::UInt16;
        case gdcm::PixelFormat::INT32:
            return VoxelType::Int32;
        case gdcm::PixelFormat::UINT32:
            return VoxelType::UInt32;
        case gdcm::PixelFormat::FLOAT32:
            return VoxelType::Float32;
        case gdcm::PixelFormat::FLOAT64:
            return VoxelType::Float64;
        default:
            return std::nullopt;
    }
}

[[noreturn]] void failDamaged(const std::filesystem::path& file) {
    throw Error(ErrorCode::InvalidInput,
                file.string() + " cannot be read: its pixels are damaged or packed in a way that is not handled.");
}

/// The unpacked pixels of a file, as they are stored: neither rescaled nor, where they are meant to be shown white on
/// black the other way round (MONOCHROME1), inverted, as that concerns the display alone.
struct FilePixels {
    VoxelType type = VoxelType::Int16;
    DicomRescale rescale;
    std::size_t planes = 1;
    std::vector<char> bytes;
};

FilePixels readPixels(const std::filesystem::path& file, const Index3& size) {
    gdcm::ImageReader reader;
    reader.SetFileName(file.c_str());
    if (!reader.Read()) {
        failDamaged(file);
    }
    const gdcm::Image& image = reader.GetImage();
    const auto type = voxelTypeOf(image.GetPixelFormat());
    const bool isPlane = image.GetNumberOfDimensions() >= 2 &&
                         image.GetDimension(0) == static_cast<unsigned>(size[0]) &&
                         image.GetDimension(1) == static_cast<unsigned>(size[1]);
    const bool isColour = image.GetPhotometricInterpretation() == gdcm::PhotometricInterpretation::PALETTE_COLOR;
    if (!type || !isPlane || isColour || image.GetPixelFormat().GetSamplesPerPixel() != 1) {
        throw Error(ErrorCode::Unsupported, file.string() + " does not hold planes of single numbers.");
    }
    FilePixels pixels{.type = *type,
                      .rescale = {image.GetSlope(), image.GetIntercept()},
                      .planes = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1,
                      .bytes = std::vector<char>(image.GetBufferLength())};
    const std::size_t needed = pixels.planes * static_cast<std::size_t>(size[0] * size[1]) * bytesOf(*type);
    if (pixels.bytes.size() != needed || !image.GetBuffer(pixels.bytes.data())) {
        failDamaged(file);
    }
    return pixels;
}

/// Takes planes over, of which those of one file come from one unpacking.
template <class T>
class PlaneTaker {
public:
    PlaneTaker(const Index3& size, VoxelIntake<T>& intake) : m_size(size), m_intake(intake) {}

    /// voxels: of the plane; first: its place among those of the volume.
    void take(const DicomPlane& plane, std::int64_t first, std::span<T> voxels) {
        if (plane.file != m_file) {
            m_pixels = readPixels(plane.file, m_size);
            m_file = plane.file;
        }
        if (plane.frame < 0 || static_cast<std::size_t>(plane.frame) >= m_pixels.planes) {
            failDamaged(plane.file);
        }
        const DicomRescale rescale = plane.rescale.value_or(m_pixels.rescale);
        const bool isRescaled = rescale != DicomRescale();
        withTypeOf(m_pixels.type, [&]<class Stored>(std::type_identity<Stored>) {
            const char* const bytes =
                m_pixels.bytes.data() + static_cast<std::size_t>(plane.frame) * voxels.size() * sizeof(Stored);
            for (std::size_t i = 0; i < voxels.size(); ++i) {
                Stored value;
                std::memcpy(&value, bytes + i * sizeof(Stored), sizeof(Stored));
                const std::int64_t index = first + static_cast<std::int64_t>(i);
                voxels[i] = isRescaled
                                ? m_intake.take(rescale.slope * static_cast<double>(value) + rescale.intercept, index)
                                : m_intake.take(value, index);
            }
        });
    }

private:
    const Index3& m_size;
    VoxelIntake<T>& m_intake;
    std::filesystem::path m_file;  ///< whose pixels are at hand
    FilePixels m_pixels;
};

/// A file's planes as the decoder holds them, packed and unpacked, twice.
std::uint64_t workingBytes(const std::vector<DicomPlane>& planes, const Index3& size) {
    constexpr std::uint64_t kCopies = 4;
    std::map<std::filesystem::path, std::uint64_t> ofFile;
    for (const DicomPlane& plane : planes) {
        ++ofFile[plane.file];
    }
    std::uint64_t largest = 0;
    for (const auto& [file, count] : ofFile) {
        const auto unpacked = static_cast<std::uint64_t>(size[0] * size[1]) * count * sizeof(double);
        largest = std::max(largest, kCopies * unpacked + 2 * fileBytes(file));
    }
    return largest;
}

}  // namespace

template <class T>
std::vector<Finding> decodeDicomVoxels(const std::vector<DicomPlane>& planes, const Index3& size,
                                       const VoxelRoom<T>& room) {
    if (static_cast<std::int64_t>(planes.size()) != size[2] || planes.empty()) {
        throw Error(ErrorCode::Internal, "A stack has not as many planes as its grid.");
    }
    const std::int64_t pixels = size[0] * size[1];
    VoxelIntake<T> intake(planes.front().file.parent_path(), size);
    const std::span<T> voxels = room(pixels * size[2], workingBytes(planes, size));
    PlaneTaker<T> taker(size, intake);
    std::int64_t first = 0;
    for (const DicomPlane& plane : planes) {
        taker.take(plane, first, voxels.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(pixels)));
        first += pixels;
    }
    std::vector<Finding> findings;
    intake.finish(findings);
    return findings;
}

template std::vector<Finding> decodeDicomVoxels(const std::vector<DicomPlane>&, const Index3&, const VoxelRoom<float>&);
template std::vector<Finding> decodeDicomVoxels(const std::vector<DicomPlane>&, const Index3&,
                                                const VoxelRoom<std::int32_t>&);

}  // namespace tandem
