#include "storage/image/dicom_pixels.h"

#include "core/base/error.h"
#include "storage/image/free_memory.h"
#include "storage/image/itk_volume.h"
#include "storage/image/usable_grid.h"
#include "storage/image/voxel_intake.h"
#include "storage/image/voxel_type.h"

#include <itkGDCMImageIO.h>

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
        itk::Object::SetGlobalWarningDisplay(false);
    });
}

std::optional<VoxelType> voxelTypeOf(itk::IOComponentEnum component) {
    constexpr bool kIsLong64 = sizeof(long) == 8;
    switch (component) {
        case itk::IOComponentEnum::CHAR:
            return VoxelType::Int8;
        case itk::IOComponentEnum::UCHAR:
            return VoxelType::UInt8;
        case itk::IOComponentEnum::SHORT:
            return VoxelType::Int16;
        case itk::IOComponentEnum::USHORT:
            return VoxelType::UInt16;
        case itk::IOComponentEnum::INT:
            return VoxelType::Int32;
        case itk::IOComponentEnum::UINT:
            return VoxelType::UInt32;
        case itk::IOComponentEnum::LONG:
            return kIsLong64 ? VoxelType::Int64 : VoxelType::Int32;
        case itk::IOComponentEnum::ULONG:
            return kIsLong64 ? VoxelType::UInt64 : VoxelType::UInt32;
        case itk::IOComponentEnum::LONGLONG:
            return VoxelType::Int64;
        case itk::IOComponentEnum::ULONGLONG:
            return VoxelType::UInt64;
        case itk::IOComponentEnum::FLOAT:
            return VoxelType::Float32;
        case itk::IOComponentEnum::DOUBLE:
            return VoxelType::Float64;
        default:
            return std::nullopt;
    }
}

/// The pixels of one file as its rescaling leaves them.
struct Plane {
    VoxelType type = VoxelType::Int16;
    std::vector<char> bytes;
};

Plane readPlane(const std::filesystem::path& file, const Geometry& geometry) {
    const auto reader = itk::GDCMImageIO::New();
    reader->SetFileName(file.string());
    reader->ReadImageInformation();
    const auto type = voxelTypeOf(reader->GetComponentType());
    const auto axes = reader->GetNumberOfDimensions();
    const bool isPlane = axes >= 2 && (axes == 2 || reader->GetDimensions(2) == 1) &&
                         reader->GetDimensions(0) == static_cast<itk::SizeValueType>(geometry.size[0]) &&
                         reader->GetDimensions(1) == static_cast<itk::SizeValueType>(geometry.size[1]);
    if (!type || !isPlane || reader->GetNumberOfComponents() != 1) {
        throw Error(ErrorCode::Unsupported, file.string() + " does not hold one plane of single numbers.");
    }
    itk::ImageIORegion region(axes);
    for (unsigned axis = 0; axis < axes; ++axis) {
        region.SetSize(axis, reader->GetDimensions(axis));
    }
    reader->SetIORegion(region);
    Plane plane{*type, std::vector<char>(static_cast<std::size_t>(reader->GetImageSizeInBytes()))};
    reader->Read(plane.bytes.data());
    return plane;
}

template <class T>
std::vector<T> taken(const Plane& plane, std::int64_t first, VoxelIntake<T>& intake) {
    return withTypeOf(plane.type, [&]<class Stored>(std::type_identity<Stored>) {
        std::vector<T> voxels;
        const std::size_t count = plane.bytes.size() / sizeof(Stored);
        voxels.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            Stored value;
            std::memcpy(&value, plane.bytes.data() + i * sizeof(Stored), sizeof(Stored));
            voxels.push_back(intake.take(value, first + static_cast<std::int64_t>(i)));
        }
        return voxels;
    });
}

template <class T>
std::vector<T> readSlice(const std::filesystem::path& file, const Geometry& geometry, std::int64_t first,
                         VoxelIntake<T>& intake) {
    try {
        return taken(readPlane(file, geometry), first, intake);
    } catch (const itk::ExceptionObject& exception) {
        throw errorFromItk(exception, ErrorCode::InvalidInput,
                           file.string() +
                               " cannot be read: its pixels are damaged or packed in a way that is not "
                               "handled.");
    }
}

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
        for (const std::filesystem::path& file : series.files) {
            throwIfStopped(stop);
            const auto slice = readSlice<T>(file, geometry, static_cast<std::int64_t>(voxels.size()), intake);
            voxels.insert(voxels.end(), slice.begin(), slice.end());
        }
        intake.finish();
        return {geometry, std::move(voxels)};
    } catch (const std::bad_alloc& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to read " + name.string() + ".", error.what());
    }
}

template Volume<float> readDicomVoxels(const DicomSeries&, const ReadOptions&, const std::stop_token&);
template Volume<std::int32_t> readDicomVoxels(const DicomSeries&, const ReadOptions&, const std::stop_token&);

}  // namespace tandem
