#include "storage/image/nifti_header.h"

#include "core/base/error.h"
#include "core/base/file_system.h"
#include "storage/image/byte_source.h"
#include "storage/image/header_text.h"
#include "storage/image/nifti_fields.h"
#include "storage/image/nifti_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace tandem {
namespace {

struct Datatype {
    std::int32_t code;
    VoxelType type;
    int channels;
};

constexpr std::array kDatatypes{
    Datatype{2, VoxelType::UInt8, 1},     Datatype{4, VoxelType::Int16, 1},
    Datatype{8, VoxelType::Int32, 1},     Datatype{16, VoxelType::Float32, 1},
    Datatype{32, VoxelType::Float32, 2},                                       // complex
    Datatype{64, VoxelType::Float64, 1},  Datatype{128, VoxelType::UInt8, 3},  // red, green, blue
    Datatype{256, VoxelType::Int8, 1},    Datatype{512, VoxelType::UInt16, 1},
    Datatype{768, VoxelType::UInt32, 1},  Datatype{1024, VoxelType::Int64, 1},
    Datatype{1280, VoxelType::UInt64, 1}, Datatype{1792, VoxelType::Float64, 2},  // complex
    Datatype{2304, VoxelType::UInt8, 4}};                                         // red, green, blue, opacity

/// path without the ending, with another one in the same case (.HDR goes with .IMG).
std::filesystem::path withEnding(const std::filesystem::path& path, std::size_t endingLength,
                                 const std::string& ending) {
    const std::string name = path.filename().string();
    const std::string stem = name.substr(0, name.size() - endingLength);
    const bool isUpper = std::ranges::any_of(name.substr(stem.size()), [](char c) { return c >= 'A' && c <= 'Z'; });
    std::string newEnding = ending;
    if (isUpper) {
        std::ranges::transform(newEnding, newEnding.begin(),
                               [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    }
    return path.parent_path() / (stem + newEnding);
}

/// The one of a pair that belongs to path, packed in the same way or not; nothing when path is of no pair.
std::optional<std::filesystem::path> partnerOf(const std::filesystem::path& path, const std::string& own,
                                               const std::string& other) {
    const std::string name = lowered(path.filename().string());
    for (const bool isPacked : {false, true}) {
        const std::string ending = isPacked ? own + ".gz" : own;
        if (name.ends_with(ending)) {
            const auto plain = withEnding(path, ending.size(), other);
            const auto packed = withEnding(path, ending.size(), other + ".gz");
            const auto& likely = isPacked ? packed : plain;
            const auto& otherwise = isPacked ? plain : packed;
            return isThere(likely) || !isThere(otherwise) ? likely : otherwise;
        }
    }
    return std::nullopt;
}

NiftiFields fieldsOf(const std::filesystem::path& file) {
    std::array<std::byte, kNifti2Bytes> bytes{};
    const std::size_t count = ByteSource(file, packingOf(file)).read(bytes);
    const bool mayBeAnalyze = partnerOf(file, ".hdr", ".img").has_value();
    const auto fields = niftiFields(std::span(bytes).first(count), mayBeAnalyze);
    if (!fields) {
        throw Error(ErrorCode::InvalidInput, file.string() +
                                                 " does not begin with a NIfTI header, so it is not a "
                                                 "NIfTI file or is damaged.");
    }
    return *fields;
}

std::string sizesText(const NiftiFields& fields) {
    std::string text;
    for (std::int64_t axis = 1; axis <= fields.dim[0]; ++axis) {
        text += (axis > 1 ? "x" : "") + std::to_string(fields.dim[static_cast<std::size_t>(axis)]);
    }
    return text;
}

/// Components of a voxel that the axes beyond the third make up: NIfTI keeps vectors along the fifth.
int channelsAlongAxes(const NiftiFields& fields, const std::string& name) {
    const std::int64_t axes = fields.dim[0];
    if (axes < 1 || axes > 7) {
        throw Error(ErrorCode::InvalidInput,
                    name + " has a damaged header: it tells of " + std::to_string(axes) + " axes.");
    }
    constexpr std::int64_t kMostAlongAxis = std::int64_t{1} << 40;
    for (std::int64_t axis = 1; axis <= axes; ++axis) {
        const std::int64_t size = fields.dim[static_cast<std::size_t>(axis)];
        if (size < 1 || size > kMostAlongAxis) {
            throw Error(ErrorCode::InvalidInput, name + " has a damaged header: axis " + std::to_string(axis) +
                                                     " has " + std::to_string(size) + " voxels.");
        }
    }
    if (axes < 3) {
        throw Error(ErrorCode::Unsupported,
                    name + " has fewer than three axes (" + sizesText(fields) + "), so it is no volume.");
    }
    for (std::int64_t axis = 4; axis <= axes; ++axis) {
        if (axis != 5 && fields.dim[static_cast<std::size_t>(axis)] > 1) {
            throw Error(ErrorCode::Unsupported, name + " has several volumes (" + sizesText(fields) +
                                                    ") and not one; save the one you need as a file of its own.");
        }
    }
    constexpr std::int64_t kMostChannels = 1 << 20;
    return axes >= 5 ? static_cast<int>(std::min(fields.dim[5], kMostChannels)) : 1;
}

Datatype datatypeOf(const NiftiFields& fields, const std::string& name) {
    const auto* found = std::ranges::find(kDatatypes, fields.datatype, &Datatype::code);
    if (found == kDatatypes.end()) {
        throw Error(ErrorCode::Unsupported, name + " stores its voxels in a way that is not handled (NIfTI data type " +
                                                std::to_string(fields.datatype) + ").");
    }
    return *found;
}

std::uint64_t offsetOf(const NiftiFields& fields, const std::string& name) {
    constexpr double kFarthest = 1e15;
    const double offset = fields.voxOffset;
    if (!(offset >= 0 && offset <= kFarthest) || std::floor(offset) != offset) {
        throw Error(ErrorCode::InvalidInput, name + " has a damaged header: the place of its voxels is no place.");
    }
    const std::size_t headerBytes = fields.isVersion2 ? kNifti2Bytes : kNifti1Bytes;
    if (fields.kind != NiftiKind::Single) {
        return static_cast<std::uint64_t>(offset);
    }
    if (offset == 0) {  // left out by some writers: right after header and extension mark
        return headerBytes + 4;
    }
    if (offset < static_cast<double>(headerBytes)) {
        throw Error(ErrorCode::InvalidInput, name + " has a damaged header: its voxels would begin inside of it.");
    }
    return static_cast<std::uint64_t>(offset);
}

std::filesystem::path dataFile(const NiftiFields& fields, const std::filesystem::path& header) {
    if (fields.kind == NiftiKind::Single) {
        return header;
    }
    const auto partner = partnerOf(header, ".hdr", ".img");
    if (!partner) {
        throw Error(ErrorCode::InvalidInput, header.string() +
                                                 " is the header of a pair of files and should be named "
                                                 ".hdr, with its voxels in .img beside it.");
    }
    if (!isThere(*partner)) {
        throw Error(ErrorCode::NotFound, header.string() + " has no image data: there is no " +
                                             partner->filename().string() + " beside it.");
    }
    return *partner;
}

void setScaling(const NiftiFields& fields, const std::string& name, StoredImage& image) {
    if (!std::isfinite(fields.slope) || fields.slope == 0) {  // the standard's way to say: no scaling
        return;
    }
    if (!std::isfinite(fields.intercept)) {
        throw Error(ErrorCode::InvalidInput, name + " has a damaged header: its scaling is not a number.");
    }
    image.voxels.slope = fields.slope;
    image.voxels.intercept = fields.intercept;
}

}  // namespace

std::filesystem::path niftiHeaderFile(const std::filesystem::path& path) {
    return partnerOf(path, ".img", ".hdr").value_or(path);
}

StoredImage readNiftiHeader(const std::filesystem::path& path) {
    const std::filesystem::path file = niftiHeaderFile(path);
    const std::string name = file.string();
    const NiftiFields fields = fieldsOf(file);
    StoredImage image;
    const int vectorChannels = channelsAlongAxes(fields, name);
    const Datatype datatype = datatypeOf(fields, name);
    image.header.format = fields.kind == NiftiKind::Analyze ? "analyze" : "nifti";
    image.header.voxelType = nameOf(datatype.type);
    image.header.channels = datatype.channels * vectorChannels;
    image.header.geometry = niftiGrid(fields, name, image.header.findings);
    image.voxels.type = datatype.type;
    image.voxels.isBigEndian = fields.isBigEndian;
    setScaling(fields, name, image);
    image.voxels.skip = offsetOf(fields, name);
    image.voxels.file = dataFile(fields, file);
    image.voxels.encoding =
        packingOf(image.voxels.file) == Packing::Deflate ? VoxelEncoding::Deflate : VoxelEncoding::Raw;
    return image;
}

}  // namespace tandem
