#include "storage/foreign/dicom_voxel_decoding.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/image/voxel_type.h"

#include <gdcmImageReader.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
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

/// The unpacked pixels of a file, as they are stored.
struct FilePixels {
    StoredNumbers stored;
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
    FilePixels pixels{.stored = {.type = *type, .rescale = {image.GetSlope(), image.GetIntercept()}},
                      .planes = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1,
                      .bytes = std::vector<char>(image.GetBufferLength())};
    const std::size_t needed = pixels.planes * static_cast<std::size_t>(size[0] * size[1]) * bytesOf(*type);
    if (pixels.bytes.size() != needed || !image.GetBuffer(pixels.bytes.data())) {
        failDamaged(file);
    }
    return pixels;
}

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

void decodeDicomVoxels(const std::vector<DicomPlane>& planes, const Index3& size, const PieceTaker& taker) {
    if (static_cast<std::int64_t>(planes.size()) != size[2] || planes.empty()) {
        throw Error(ErrorCode::Internal, "A stack has not as many planes as its grid.");
    }
    taker.allow(workingBytes(planes, size));
    const auto voxels = static_cast<std::size_t>(size[0] * size[1]);
    std::filesystem::path file;  // whose pixels are at hand
    FilePixels pixels;
    for (const DicomPlane& plane : planes) {
        if (plane.file != file) {
            pixels = readPixels(plane.file, size);
            file = plane.file;
        }
        if (plane.frame < 0 || static_cast<std::size_t>(plane.frame) >= pixels.planes) {
            failDamaged(plane.file);
        }
        const std::size_t bytes = voxels * bytesOf(pixels.stored.type);
        taker.take(
            {pixels.stored.type, plane.rescale.value_or(pixels.stored.rescale)},
            std::as_bytes(std::span(pixels.bytes)).subspan(static_cast<std::size_t>(plane.frame) * bytes, bytes));
    }
}

}  // namespace tandem
