#include "storage/foreign/hdf5_decoding.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "storage/image/byte_source.h"
#include "storage/image/voxel_type.h"

#include <hdf5.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <vector>

namespace tandem {
namespace {

template <herr_t (*Close)(hid_t)>
class Handle {
public:
    explicit Handle(hid_t id) : m_id(id) {}
    ~Handle() {
        if (m_id >= 0) {
            Close(m_id);
        }
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    [[nodiscard]] hid_t id() const { return m_id; }
    [[nodiscard]] bool isValid() const { return m_id >= 0; }

private:
    hid_t m_id;
};

using FileHandle = Handle<H5Fclose>;
using DatasetHandle = Handle<H5Dclose>;
using SpaceHandle = Handle<H5Sclose>;
using TypeHandle = Handle<H5Tclose>;
using PropertiesHandle = Handle<H5Pclose>;

/// The innermost message that HDF5 has on its last failure, for the log.
std::string libraryMessage() {
    std::string message;
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_UPWARD,
        [](unsigned depth, const H5E_error2_t* error, void* target) -> herr_t {
            if (depth == 0 && error->desc != nullptr) {
                *static_cast<std::string*>(target) = error->desc;
            }
            return 0;
        },
        &message);
    return message;
}

std::optional<VoxelType> voxelTypeOf(hid_t type) {
    const H5T_class_t kind = H5Tget_class(type);
    const std::size_t bytes = H5Tget_size(type);
    if (kind == H5T_ENUM) {  // a mask of booleans; HDF5 reads the names as their numbers
        const TypeHandle numbers(H5Tget_super(type));
        return voxelTypeOf(numbers.id());
    }
    if (kind == H5T_FLOAT) {  // 16-bit floats and the like are widened by HDF5 itself
        return bytes <= 4 ? VoxelType::Float32 : VoxelType::Float64;
    }
    if (kind != H5T_INTEGER || bytes > 8) {
        return std::nullopt;
    }
    const bool isSigned = H5Tget_sign(type) == H5T_SGN_2;
    if (bytes == 1) {
        return isSigned ? VoxelType::Int8 : VoxelType::UInt8;
    }
    if (bytes == 2) {
        return isSigned ? VoxelType::Int16 : VoxelType::UInt16;
    }
    if (bytes <= 4) {
        return isSigned ? VoxelType::Int32 : VoxelType::UInt32;
    }
    return isSigned ? VoxelType::Int64 : VoxelType::UInt64;
}

hid_t memoryTypeOf(VoxelType type) {
    switch (type) {
        case VoxelType::Int8:
            return H5T_NATIVE_INT8;
        case VoxelType::UInt8:
            return H5T_NATIVE_UINT8;
        case VoxelType::Int16:
            return H5T_NATIVE_INT16;
        case VoxelType::UInt16:
            return H5T_NATIVE_UINT16;
        case VoxelType::Int32:
            return H5T_NATIVE_INT32;
        case VoxelType::UInt32:
            return H5T_NATIVE_UINT32;
        case VoxelType::Int64:
            return H5T_NATIVE_INT64;
        case VoxelType::UInt64:
            return H5T_NATIVE_UINT64;
        case VoxelType::Float32:
            return H5T_NATIVE_FLOAT;
        case VoxelType::Float64:
            break;
    }
    return H5T_NATIVE_DOUBLE;
}

hid_t openedFile(const std::filesystem::path& path) {
    requireRegularFile(path);
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    if (file < 0) {
        throw Error(ErrorCode::InvalidInput,
                    path.string() + " cannot be opened: it is not an HDF5 file, or truncated or damaged.",
                    libraryMessage());
    }
    return file;
}

/// How links are followed on the way to a data set: never into another file.
class WithinFile {
public:
    WithinFile() : m_access(H5Pcreate(H5P_DATASET_ACCESS)) {
        H5Pset_elink_cb(
            m_access.id(),
            [](const char*, const char*, const char*, const char*, unsigned*, hid_t, void*) -> herr_t { return -1; },
            nullptr);
    }
    [[nodiscard]] hid_t id() const { return m_access.id(); }

private:
    PropertiesHandle m_access;
};

/// The names at the file's top, at commas, the first few; "nothing" when there are none.
std::string namesIn(hid_t file) {
    constexpr std::size_t kMost = 8;
    std::vector<std::string> names;
    H5Literate(
        file, H5_INDEX_NAME, H5_ITER_INC, nullptr,
        [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
            auto& known = *static_cast<std::vector<std::string>*>(list);
            known.push_back("\"" + std::string(name) + "\"");
            return known.size() < kMost ? 0 : 1;
        },
        &names);
    return names.empty() ? "nothing" : listText(names);
}

bool isExternalLink(hid_t file, const std::string& name) {
    H5L_info_t info{};
    return H5Lget_info(file, name.c_str(), &info, H5P_DEFAULT) >= 0 && info.type >= H5L_TYPE_UD_MIN;
}

hid_t openedDataset(hid_t file, const std::filesystem::path& path, const std::string& name) {
    if (isExternalLink(file, name)) {
        throw Error(ErrorCode::InvalidInput, path.string() + " has its data set \"" + name +
                                                 "\" in another file, which is not read; save it as one file.");
    }
    const WithinFile access;
    const hid_t dataset =
        H5Lexists(file, name.c_str(), H5P_DEFAULT) > 0 ? H5Dopen2(file, name.c_str(), access.id()) : -1;
    if (dataset < 0) {
        throw Error(ErrorCode::InvalidInput,
                    path.string() + " has no data set \"" + name + "\"; there is " + namesIn(file) + ".",
                    libraryMessage());
    }
    return dataset;
}

/// The first filter that a data set was packed with and that HDF5 does not have here, as "lzf" or its number.
std::optional<std::string> missingFilter(hid_t dataset) {
    const PropertiesHandle properties(H5Dget_create_plist(dataset));
    const int count = H5Pget_nfilters(properties.id());
    for (int index = 0; index < count; ++index) {
        unsigned flags = 0;
        unsigned options = 0;
        std::size_t values = 0;
        std::array<char, 64> name{};
        const H5Z_filter_t filter = H5Pget_filter2(properties.id(), static_cast<unsigned>(index), &flags, &values,
                                                   nullptr, name.size(), name.data(), &options);
        if (filter >= 0 && H5Zfilter_avail(filter) <= 0) {
            return name.front() == '\0' ? "number " + std::to_string(filter) : "\"" + std::string(name.data()) + "\"";
        }
    }
    return std::nullopt;
}

/// A data set of an open file, its axes of one element beyond the third left out.
class GridDataset {
public:
    GridDataset(const std::filesystem::path& path, const std::string& name)
        : m_path(path),
          m_name(name),
          m_file(openedFile(path)),
          m_dataset(openedDataset(m_file.id(), path, name)),
          m_space(H5Dget_space(m_dataset.id())) {
        readSize();
        readType();
        refuseOtherFiles();
    }

    [[nodiscard]] const Index3& size() const { return m_size; }
    [[nodiscard]] VoxelType type() const { return m_type; }

    /// Planes of the first axis that are stored together.
    [[nodiscard]] std::int64_t planesTogether() const {
        const std::vector<hsize_t> chunk = chunkExtent();
        return chunk.empty() ? 1 : static_cast<std::int64_t>(std::min(chunk[m_axes[0]], m_extent[m_axes[0]]));
    }

    /// What is unpacked at once. Throws Error (InvalidInput) where that is out of proportion to the volume.
    [[nodiscard]] std::uint64_t chunkBytes() const {
        constexpr double kAlwaysFine = 64.0 * 1024 * 1024;
        double bytes = static_cast<double>(H5Tget_size(TypeHandle(H5Dget_type(m_dataset.id())).id()));
        const double element = bytes;
        for (const hsize_t extent : chunkExtent()) {
            bytes *= static_cast<double>(extent);
        }
        double volume = element;
        for (const hsize_t extent : m_extent) {
            volume *= static_cast<double>(extent);
        }
        if (bytes > std::max(kAlwaysFine, 2 * volume)) {
            throw Error(ErrorCode::InvalidInput, m_path.string() + " packs its data set \"" + m_name +
                                                     "\" in pieces far larger than the data set; save it again with "
                                                     "smaller chunks.");
        }
        return static_cast<std::uint64_t>(bytes);
    }

    /// Elements [first, first + count) of the first axis, all of the others, to the front of values. Throws Error
    /// (InvalidInput).
    void readPlanes(std::int64_t first, std::int64_t count, std::span<std::byte> values) const {
        std::vector<hsize_t> start(m_extent.size(), 0);
        std::vector<hsize_t> extent = m_extent;
        start[m_axes[0]] = static_cast<hsize_t>(first);
        extent[m_axes[0]] = static_cast<hsize_t>(count);
        // Of the same shape in memory, or the library would map each element on its own.
        const SpaceHandle memory(H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr));
        if (H5Sselect_hyperslab(m_space.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr) < 0 ||
            H5Dread(m_dataset.id(), memoryTypeOf(m_type), memory.id(), m_space.id(), H5P_DEFAULT, values.data()) < 0) {
            if (const auto filter = missingFilter(m_dataset.id())) {
                throw Error(ErrorCode::Unsupported, m_path.string() + " has its data set \"" + m_name +
                                                        "\" packed with the filter " + *filter +
                                                        ", which the HDF5 library here does not have; save it again "
                                                        "with the filter gzip.");
            }
            throw Error(ErrorCode::InvalidInput,
                        m_path.string() + " is truncated or damaged: the data set \"" + m_name + "\" cannot be read.",
                        libraryMessage());
        }
    }

    /// Throws Error (InvalidInput) when the file has room for the voxels but none were written.
    void requireData() const {
        H5D_space_status_t status = H5D_SPACE_STATUS_ERROR;
        if (H5Dget_space_status(m_dataset.id(), &status) < 0 || status != H5D_SPACE_STATUS_ALLOCATED) {
            throw Error(ErrorCode::InvalidInput,
                        m_path.string() + " has no image data: its data set \"" + m_name + "\" was not fully written.");
        }
    }

private:
    /// Empty where the voxels are not stored in chunks.
    [[nodiscard]] std::vector<hsize_t> chunkExtent() const {
        const PropertiesHandle properties(H5Dget_create_plist(m_dataset.id()));
        std::vector<hsize_t> chunk(m_extent.size());
        if (H5Pget_layout(properties.id()) != H5D_CHUNKED ||
            H5Pget_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()) < 0) {
            chunk.clear();
        }
        return chunk;
    }

    /// A file may say that its voxels are bytes of any other.
    void refuseOtherFiles() const {
        const PropertiesHandle properties(H5Dget_create_plist(m_dataset.id()));
        if (H5Pget_external_count(properties.id()) != 0 || H5Pget_layout(properties.id()) == H5D_VIRTUAL) {
            throw Error(ErrorCode::InvalidInput, m_path.string() + " has the voxels of its data set \"" + m_name +
                                                     "\" in other files, which are not read; save it as one file.");
        }
    }

    void readSize() {
        const int rank = H5Sget_simple_extent_ndims(m_space.id());
        m_extent.resize(static_cast<std::size_t>(std::max(rank, 0)));
        if (rank > 0) {
            H5Sget_simple_extent_dims(m_space.id(), m_extent.data(), nullptr);
        }
        std::vector<std::size_t> axes;
        for (std::size_t axis = 0; axis < m_extent.size(); ++axis) {
            axes.push_back(axis);
        }
        for (std::size_t i = axes.size(); i-- > 0 && axes.size() > 3;) {
            if (m_extent[axes[i]] == 1) {
                axes.erase(axes.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
        constexpr hsize_t kMostAlongAxis = hsize_t{1} << 40;
        const bool isUsable = axes.size() == 3 && std::ranges::all_of(axes, [&](std::size_t axis) {
                                  return m_extent[axis] > 0 && m_extent[axis] < kMostAlongAxis;
                              });
        if (!isUsable) {
            throw Error(ErrorCode::Unsupported, m_path.string() + " has a data set \"" + m_name + "\" of " +
                                                    std::to_string(rank) + " axes (" + extentText() +
                                                    "), which is not one 3D volume.");
        }
        for (std::size_t i = 0; i < 3; ++i) {
            m_axes[i] = axes[i];
            m_size[i] = static_cast<std::int64_t>(m_extent[axes[i]]);
        }
    }

    void readType() {
        const TypeHandle type(H5Dget_type(m_dataset.id()));
        const auto known = voxelTypeOf(type.id());
        if (!known) {
            throw Error(ErrorCode::Unsupported,
                        m_path.string() + " has a data set \"" + m_name + "\" that does not hold plain numbers.");
        }
        m_type = *known;
    }

    [[nodiscard]] std::string extentText() const {
        std::string text;
        for (const hsize_t extent : m_extent) {
            text += (text.empty() ? "" : "x") + std::to_string(extent);
        }
        return text.empty() ? "a single value" : text;
    }

    std::filesystem::path m_path;
    std::string m_name;
    FileHandle m_file;
    DatasetHandle m_dataset;
    SpaceHandle m_space;
    std::vector<hsize_t> m_extent;
    std::array<std::size_t, 3> m_axes{};
    Index3 m_size{};
    VoxelType m_type = VoxelType::Float32;
};

/// The first of the data sets that is there, or the first where none is.
std::string presentOf(const std::filesystem::path& path, const std::vector<std::string>& datasets) {
    for (const std::string& dataset : datasets) {
        if (holdsHdf5Dataset(path, dataset)) {
            return dataset;
        }
    }
    return datasets.front();
}

}  // namespace

Hdf5Grid decodeHdf5Header(const std::filesystem::path& path, const std::vector<std::string>& datasets) {
    const GridDataset dataset(path, datasets.size() == 1 ? datasets.front() : presentOf(path, datasets));
    return {.size = dataset.size(), .type = dataset.type()};
}

void decodeHdf5Voxels(const std::filesystem::path& path, const std::string& name, const PieceTaker& taker) {
    const GridDataset dataset(path, name);
    dataset.requireData();
    const auto [sizeX, sizeY, sizeZ] = dataset.size();
    // So that whole chunks are unpacked once.
    const std::int64_t together = std::clamp<std::int64_t>(dataset.planesTogether(), 1, sizeX);
    const std::int64_t step = std::min(std::max<std::int64_t>(kHdf5PlanesAtOnce / together, 1) * together, sizeX);
    const auto planeBytes = static_cast<std::uint64_t>(sizeY * sizeZ) * bytesOf(dataset.type());
    // The planes as they are read and converted, and a chunk as it is stored, unpacked and unshuffled.
    constexpr std::uint64_t kChunkCopies = 4;
    const auto mostBytes = static_cast<std::uint64_t>(step * sizeY * sizeZ) * sizeof(double);
    taker.allow(2 * mostBytes + kChunkCopies * dataset.chunkBytes());
    std::vector<std::byte> planes(static_cast<std::uint64_t>(step) * planeBytes);
    for (std::int64_t first = 0; first < sizeX; first += step) {
        const std::int64_t count = std::min(step, sizeX - first);
        dataset.readPlanes(first, count, planes);
        const auto read = std::span(planes).first(static_cast<std::uint64_t>(count) * planeBytes);
        constexpr auto kMost = static_cast<std::uint64_t>(kHdf5PlanesAtOnce);
        for (std::size_t at = 0; at < read.size(); at += kMost * planeBytes) {
            taker.take({.type = dataset.type()}, read.subspan(at, std::min(kMost * planeBytes, read.size() - at)));
        }
    }
}

bool holdsHdf5Dataset(const std::filesystem::path& path, const std::string& dataset) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(path, failure)) {
        return false;
    }
    const FileHandle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    return file.isValid() && H5Lexists(file.id(), dataset.c_str(), H5P_DEFAULT) > 0;
}

}  // namespace tandem
