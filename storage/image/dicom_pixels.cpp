#include "storage/image/dicom_pixels.h"

#include "core/base/error.h"
#include "storage/image/free_memory.h"
#include "storage/image/usable_grid.h"
#include "storage/image/voxel_intake.h"
#include "storage/image/voxel_type.h"

#include <gdcmImageReader.h>
#include <gdcmTrace.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tandem {
namespace {

void silence() {
    static std::once_flag once;
    std::call_once(once, [] {
        gdcm::Trace::DebugOff();
        gdcm::Trace::WarningOff();
        gdcm::Trace::ErrorOff();
    });
}

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

FilePixels readPixels(const std::filesystem::path& file, const Geometry& geometry) {
    gdcm::ImageReader reader;
    reader.SetFileName(file.c_str());
    if (!reader.Read()) {
        failDamaged(file);
    }
    const gdcm::Image& image = reader.GetImage();
    const auto type = voxelTypeOf(image.GetPixelFormat());
    const bool isPlane = image.GetNumberOfDimensions() >= 2 &&
                         image.GetDimension(0) == static_cast<unsigned>(geometry.size[0]) &&
                         image.GetDimension(1) == static_cast<unsigned>(geometry.size[1]);
    const bool isColour = image.GetPhotometricInterpretation() == gdcm::PhotometricInterpretation::PALETTE_COLOR;
    if (!type || !isPlane || isColour || image.GetPixelFormat().GetSamplesPerPixel() != 1) {
        throw Error(ErrorCode::Unsupported, file.string() + " does not hold planes of single numbers.");
    }
    FilePixels pixels{.type = *type,
                      .rescale = {image.GetSlope(), image.GetIntercept()},
                      .planes = image.GetNumberOfDimensions() > 2 ? image.GetDimension(2) : 1,
                      .bytes = std::vector<char>(image.GetBufferLength())};
    const std::size_t needed =
        pixels.planes * static_cast<std::size_t>(geometry.size[0] * geometry.size[1]) * bytesOf(*type);
    if (pixels.bytes.size() != needed || !image.GetBuffer(pixels.bytes.data())) {
        failDamaged(file);
    }
    return pixels;
}

/// Takes the planes of a series over, one after the other.
template <class T>
class PlaneTaker {
public:
    PlaneTaker(const Geometry& geometry, VoxelIntake<T>& intake) : m_geometry(geometry), m_intake(intake) {}

    void take(const DicomPlane& plane, std::vector<T>& voxels) {
        if (plane.file != m_file) {
            m_pixels = readPixels(plane.file, m_geometry);
            m_file = plane.file;
        }
        if (static_cast<std::size_t>(plane.frame) >= m_pixels.planes) {
            failDamaged(plane.file);
        }
        const auto count = static_cast<std::size_t>(m_geometry.size[0] * m_geometry.size[1]);
        const auto first = static_cast<std::int64_t>(voxels.size());
        const DicomRescale rescale = plane.rescale.value_or(m_pixels.rescale);
        const bool isRescaled = rescale.slope != 1 || rescale.intercept != 0;
        withTypeOf(m_pixels.type, [&]<class Stored>(std::type_identity<Stored>) {
            const char* const bytes =
                m_pixels.bytes.data() + static_cast<std::size_t>(plane.frame) * count * sizeof(Stored);
            for (std::size_t i = 0; i < count; ++i) {
                Stored value;
                std::memcpy(&value, bytes + i * sizeof(Stored), sizeof(Stored));
                const std::int64_t index = first + static_cast<std::int64_t>(i);
                voxels.push_back(
                    isRescaled ? m_intake.take(rescale.slope * static_cast<double>(value) + rescale.intercept, index)
                               : m_intake.take(value, index));
            }
        });
    }

private:
    const Geometry& m_geometry;
    VoxelIntake<T>& m_intake;
    std::filesystem::path m_file;  ///< whose pixels are at hand
    FilePixels m_pixels;
};

}  // namespace

template <class T>
Volume<T> readDicomVoxels(const DicomSeries& series, const ReadOptions& options, const std::stop_token& stop) {
    if (!series.isReadable()) {
        throw Error(ErrorCode::InvalidInput, series.findings.front());
    }
    silence();
    const Geometry& geometry = series.geometry;
    const std::filesystem::path name = series.files.front().parent_path();
    requireUsableGrid(geometry, name);
    requireMemory(name, static_cast<double>(geometry.voxelCount()) * sizeof(T), options.memoryLimitBytes);
    try {
        VoxelIntake<T> intake(name, geometry.size);
        std::vector<T> voxels;
        voxels.reserve(static_cast<std::size_t>(geometry.voxelCount()));
        PlaneTaker<T> planes(geometry, intake);
        for (const DicomPlane& plane : series.planes) {
            throwIfStopped(stop);
            planes.take(plane, voxels);
        }
        intake.finish(options.findings);
        return {geometry, std::move(voxels)};
    } catch (const std::bad_alloc& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to read " + name.string() + ".", error.what());
    }
}

template Volume<float> readDicomVoxels(const DicomSeries&, const ReadOptions&, const std::stop_token&);
template Volume<std::int32_t> readDicomVoxels(const DicomSeries&, const ReadOptions&, const std::stop_token&);

}  // namespace tandem
