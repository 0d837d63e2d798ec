#include "storage/image/pair_header.h"

#include <array>
#include <bit>
#include <charconv>

namespace tandem {
namespace {

constexpr bool kIsBigEndian = std::endian::native == std::endian::big;

std::string number(double value) {
    std::array<char, 32> text{};
    const auto [end, failure] = std::to_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc{} ? std::string(text.data(), end) : std::string();
}

std::string joined(const Vector3& values, const char* divider) {
    return number(values[0]) + divider + number(values[1]) + divider + number(values[2]);
}

std::string sizes(const Geometry& geometry) {
    return std::to_string(geometry.size[0]) + " " + std::to_string(geometry.size[1]) + " " +
           std::to_string(geometry.size[2]);
}

Vector3 axisOf(const Geometry& geometry, std::size_t axis, double length) {
    return {geometry.direction[0][axis] * length, geometry.direction[1][axis] * length,
            geometry.direction[2][axis] * length};
}

/// All fields but the one that names a file of voxels.
std::string nrrdFields(const Geometry& geometry, VoxelType type, const std::string& encoding) {
    const char* name = type == VoxelType::UInt8 ? "uint8" : (type == VoxelType::Int32 ? "int32" : "float");
    std::string text = "NRRD0004\ntype: " + std::string(name) + "\ndimension: 3\nspace: left-posterior-superior\n";
    text += "sizes: " + sizes(geometry) + "\nspace directions:";
    for (std::size_t axis = 0; axis < 3; ++axis) {
        text += " (" + joined(axisOf(geometry, axis, geometry.spacingMm[axis]), ",") + ")";
    }
    return text + "\nkinds: domain domain domain\nendian: " + (kIsBigEndian ? "big" : "little") +
           "\nencoding: " + encoding + "\nspace origin: (" + joined(geometry.originMm, ",") + ")\n";
}

std::string nhdr(const Geometry& geometry, VoxelType type, const std::string& dataName) {
    return nrrdFields(geometry, type, "raw") + "data file: " + dataName + "\n";
}

std::string mhd(const Geometry& geometry, VoxelType type, const std::string& dataName) {
    const char* name = type == VoxelType::UInt8 ? "MET_UCHAR" : (type == VoxelType::Int32 ? "MET_INT" : "MET_FLOAT");
    std::string text = "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = ";
    text += std::string(kIsBigEndian ? "True" : "False") + "\nCompressedData = False\nTransformMatrix =";
    for (std::size_t axis = 0; axis < 3; ++axis) {
        text += " " + joined(axisOf(geometry, axis, 1), " ");
    }
    return text + "\nOffset = " + joined(geometry.originMm, " ") +
           "\nElementSpacing = " + joined(geometry.spacingMm, " ") + "\nDimSize = " + sizes(geometry) +
           "\nElementType = " + name + "\nElementDataFile = " + dataName + "\n";
}

}  // namespace

std::string packedNrrdHeader(const Geometry& geometry, VoxelType type) {
    return nrrdFields(geometry, type, "gzip") + "\n";
}

std::string pairHeader(PairKind kind, const Geometry& geometry, VoxelType type, const std::string& dataName) {
    return kind == PairKind::Nhdr ? nhdr(geometry, type, dataName) : mhd(geometry, type, dataName);
}

}  // namespace tandem
