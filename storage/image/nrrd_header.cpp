#include "storage/image/nrrd_header.h"

#include "core/base/error.h"
#include "storage/image/byte_source.h"
#include "storage/image/detached_data.h"
#include "storage/image/header_text.h"
#include "storage/image/nrrd_fields.h"
#include "storage/image/nrrd_grid.h"

#include <array>
#include <map>
#include <string>

namespace tandem {
namespace {

VoxelType typeOf(const NrrdFields& fields) {
    using enum VoxelType;
    static const std::map<std::string, VoxelType> kTypes{{"signed char", Int8},
                                                         {"int8", Int8},
                                                         {"int8_t", Int8},
                                                         {"uchar", UInt8},
                                                         {"unsigned char", UInt8},
                                                         {"uint8", UInt8},
                                                         {"uint8_t", UInt8},
                                                         {"short", Int16},
                                                         {"short int", Int16},
                                                         {"signed short", Int16},
                                                         {"signed short int", Int16},
                                                         {"int16", Int16},
                                                         {"int16_t", Int16},
                                                         {"ushort", UInt16},
                                                         {"unsigned short", UInt16},
                                                         {"unsigned short int", UInt16},
                                                         {"uint16", UInt16},
                                                         {"uint16_t", UInt16},
                                                         {"int", Int32},
                                                         {"signed int", Int32},
                                                         {"int32", Int32},
                                                         {"int32_t", Int32},
                                                         {"uint", UInt32},
                                                         {"unsigned int", UInt32},
                                                         {"uint32", UInt32},
                                                         {"uint32_t", UInt32},
                                                         {"longlong", Int64},
                                                         {"long long", Int64},
                                                         {"long long int", Int64},
                                                         {"signed long long", Int64},
                                                         {"signed long long int", Int64},
                                                         {"int64", Int64},
                                                         {"int64_t", Int64},
                                                         {"ulonglong", UInt64},
                                                         {"unsigned long long", UInt64},
                                                         {"unsigned long long int", UInt64},
                                                         {"uint64", UInt64},
                                                         {"uint64_t", UInt64},
                                                         {"float", Float32},
                                                         {"double", Float64}};
    const std::string name = fields.value("type").value_or("");
    const auto found = kTypes.find(lowered(name));
    if (found == kTypes.end()) {
        throw Error(ErrorCode::Unsupported,
                    fields.name() + " stores its voxels in a way that is not handled (type \"" + name + "\").");
    }
    return found->second;
}

VoxelEncoding encodingOf(const NrrdFields& fields) {
    const std::string name = fields.value("encoding").value_or("");
    const std::string encoding = lowered(name);
    if (encoding == "raw") {
        return VoxelEncoding::Raw;
    }
    if (encoding == "gzip" || encoding == "gz") {
        return VoxelEncoding::Deflate;
    }
    if (encoding == "ascii" || encoding == "text" || encoding == "txt") {
        return VoxelEncoding::Text;
    }
    throw Error(ErrorCode::Unsupported, fields.name() + " has its voxels in the encoding \"" + name +
                                            "\", which is not handled; save it again with the encoding gzip.");
}

bool isBigEndian(const NrrdFields& fields, const StoredVoxels& voxels) {
    const auto text = fields.value("endian");
    const std::string endian = lowered(text.value_or("little"));
    const bool matters = bytesOf(voxels.type) > 1 && voxels.encoding != VoxelEncoding::Text;
    if (matters && (!text || (endian != "little" && endian != "big"))) {
        fields.refuse("endian");
    }
    return endian == "big";
}

/// Bytes that so many lines of the file take, from offset on.
std::uint64_t lengthOfLines(const NrrdFields& fields, const StoredVoxels& voxels, std::int64_t lines) {
    ByteSource source(voxels.file, Packing::None, voxels.offset);
    std::array<std::byte, 4096> block{};
    std::uint64_t length = 0;
    while (lines > 0) {
        const std::size_t count = source.read(block);
        if (count == 0) {
            throw Error(ErrorCode::InvalidInput, fields.name() + " is truncated: the lines to skip go beyond its end.");
        }
        for (std::size_t i = 0; i < count && lines > 0; ++i) {
            ++length;
            lines -= block[i] == std::byte{'\n'} ? 1 : 0;
        }
    }
    return length;
}

void setSkips(const NrrdFields& fields, StoredVoxels& voxels) {
    const std::int64_t lines = fields.wholeNumber("line skip").value_or(0);
    if (lines < 0) {
        fields.refuse("line skip");
    }
    const std::int64_t bytes = fields.wholeNumber("byte skip").value_or(0);
    if (bytes < -1 || (bytes == -1 && voxels.encoding == VoxelEncoding::Text)) {
        throw Error(ErrorCode::InvalidInput, fields.name() + " has a damaged header: a byte skip of " +
                                                 std::to_string(bytes) + " has no meaning.");
    }
    voxels.offset += lengthOfLines(fields, voxels, lines);
    if (bytes == -1) {  // the voxels are the last bytes of the file
        voxels.skip = std::nullopt;
    } else {
        voxels.skip = static_cast<std::uint64_t>(bytes);
    }
}

void findData(const NrrdFields& fields, const std::filesystem::path& header, StoredVoxels& voxels) {
    const auto data = fields.value("data file");
    if (!data) {
        voxels.file = header;
        voxels.offset = fields.dataOffset();
        return;
    }
    voxels.file = detachedDataFile(header, *data, ".nrrd");
}

/// As 3D Slicer describes them; none in other files.
std::vector<StoredSegment> segmentsOf(const NrrdFields& fields) {
    std::vector<StoredSegment> segments;
    for (int index = 0;; ++index) {
        const std::string prefix = "Segment" + std::to_string(index) + "_";
        const auto layer = wholeNumberIn(fields.pair(prefix + "Layer").value_or(""));
        const auto value = wholeNumberIn(fields.pair(prefix + "LabelValue").value_or(""));
        if (!layer || !value || !std::in_range<int>(*layer) || !std::in_range<std::int32_t>(*value)) {
            return segments;
        }
        segments.push_back({.name = fields.pair(prefix + "Name").value_or("segment " + std::to_string(index + 1)),
                            .layer = static_cast<int>(*layer),
                            .value = static_cast<std::int32_t>(*value)});
    }
}

}  // namespace

StoredImage readNrrdHeader(const std::filesystem::path& path) {
    const NrrdFields fields(path);
    StoredImage image;
    image.header.format = "nrrd";
    const NrrdGrid grid = nrrdGrid(fields, image.header.findings);
    image.header.geometry = grid.geometry;
    image.header.channels = grid.channels;
    image.voxels.type = typeOf(fields);
    image.header.voxelType = nameOf(image.voxels.type);
    image.voxels.encoding = encodingOf(fields);
    image.voxels.isBigEndian = isBigEndian(fields, image.voxels);
    findData(fields, path, image.voxels);
    setSkips(fields, image.voxels);
    image.segments = segmentsOf(fields);
    return image;
}

}  // namespace tandem
