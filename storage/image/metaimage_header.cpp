#include "storage/image/metaimage_header.h"

#include "core/base/error.h"
#include "storage/image/detached_data.h"
#include "storage/image/header_text.h"
#include "storage/image/text_header.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// The header's lines "Key = value", up to the one that says where the voxels are.
class Fields {
public:
    explicit Fields(const std::filesystem::path& file) : m_name(file.string()) {
        TextHeader header(file);
        while (const auto line = header.nextLine()) {
            const auto equals = line->find('=');
            if (equals == std::string::npos) {
                if (trimmed(*line).empty()) {
                    continue;
                }
                break;
            }
            const std::string key = lowered(trimmed(std::string_view(*line).substr(0, equals)));
            m_values[key] = trimmed(std::string_view(*line).substr(equals + 1));
            if (key == "elementdatafile") {
                m_dataOffset = header.offset();
                return;
            }
        }
        throw Error(ErrorCode::InvalidInput, m_name +
                                                 " has no complete MetaImage header, so it is not a MetaImage "
                                                 "file or is damaged.");
    }

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::uint64_t dataOffset() const { return m_dataOffset; }

    /// The value of the first of several names that the header has.
    [[nodiscard]] std::optional<std::string> value(std::initializer_list<const char*> keys) const {
        for (const char* key : keys) {
            if (const auto found = m_values.find(key); found != m_values.end()) {
                return found->second;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool isTrue(std::initializer_list<const char*> keys) const {
        const std::string text = lowered(value(keys).value_or("false"));
        return text.starts_with('t') || text.starts_with('1') || text.starts_with('y');
    }

    /// Nothing when the key is not there. Throws Error (InvalidInput) when it has not count numbers.
    [[nodiscard]] std::optional<std::vector<double>> numbers(std::initializer_list<const char*> keys,
                                                             std::size_t count) const {
        const auto text = value(keys);
        if (!text) {
            return std::nullopt;
        }
        auto numbers = numbersIn(*text);
        if (!numbers || numbers->size() != count) {
            refuse(*keys.begin());
        }
        return numbers;
    }

    [[noreturn]] void refuse(const std::string& key) const {
        throw Error(ErrorCode::InvalidInput,
                    m_name + " has a damaged header: its field " + key + " cannot be understood.");
    }

private:
    std::string m_name;
    std::map<std::string, std::string> m_values;
    std::uint64_t m_dataOffset = 0;
};

VoxelType typeOf(const Fields& fields) {
    static const std::map<std::string, VoxelType> kTypes{
        {"met_char", VoxelType::Int8},         {"met_uchar", VoxelType::UInt8},   {"met_short", VoxelType::Int16},
        {"met_ushort", VoxelType::UInt16},     {"met_int", VoxelType::Int32},     {"met_uint", VoxelType::UInt32},
        {"met_long", VoxelType::Int32},        {"met_ulong", VoxelType::UInt32},  {"met_long_long", VoxelType::Int64},
        {"met_ulong_long", VoxelType::UInt64}, {"met_float", VoxelType::Float32}, {"met_double", VoxelType::Float64}};
    const std::string name = fields.value({"elementtype"}).value_or("");
    const auto found = kTypes.find(lowered(name));
    if (found == kTypes.end()) {
        throw Error(ErrorCode::Unsupported,
                    fields.name() + " stores its voxels in a way that is not handled (element type \"" + name + "\").");
    }
    return found->second;
}

/// Also checks that the axes beyond the third have one voxel each.
Index3 sizeOf(const Fields& fields, std::size_t& axes) {
    const auto count = wholeNumberIn(fields.value({"ndims"}).value_or(""));
    if (!count || *count < 1 || *count > 10) {
        fields.refuse("NDims");
    }
    axes = static_cast<std::size_t>(*count);
    const auto text = fields.value({"dimsize"}).value_or("");
    const auto sizes = wholeNumbersIn(text);
    constexpr std::int64_t kMostAlongAxis = std::int64_t{1} << 40;
    if (!sizes || sizes->size() != axes ||
        std::ranges::any_of(*sizes, [](std::int64_t size) { return size < 1 || size > kMostAlongAxis; })) {
        fields.refuse("DimSize");
    }
    if (axes < 3) {
        throw Error(ErrorCode::Unsupported,
                    fields.name() + " has fewer than three axes (" + text + "), so it is no volume.");
    }
    if (std::any_of(sizes->begin() + 3, sizes->end(), [](std::int64_t size) { return size > 1; })) {
        throw Error(ErrorCode::Unsupported, fields.name() + " has several volumes (" + text +
                                                ") and not one; save the one you need as a file of its own.");
    }
    return {(*sizes)[0], (*sizes)[1], (*sizes)[2]};
}

Geometry gridOf(const Fields& fields) {
    std::size_t axes = 0;
    Geometry geometry;
    geometry.size = sizeOf(fields, axes);
    const auto spacing = fields.numbers({"elementspacing", "elementsize"}, axes);
    const auto origin = fields.numbers({"offset", "position", "origin"}, axes);
    const auto matrix = fields.numbers({"transformmatrix", "rotation", "orientation"}, axes * axes);
    const auto unit = fields.value({"distanceunits"});
    const double scale = unit ? millimetresIn(*unit).value_or(1) : 1;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        geometry.spacingMm[axis] = (spacing ? std::abs((*spacing)[axis]) : 1) * scale;
        geometry.originMm[axis] = (origin ? (*origin)[axis] : 0) * scale;
        for (std::size_t row = 0; row < 3 && matrix; ++row) {  // the file lists one axis after the other
            geometry.direction[row][axis] = (*matrix)[axis * axes + row];
        }
    }
    return geometry;
}

/// HeaderSize -1: the voxels are the last bytes of the file.
std::optional<std::uint64_t> skipOf(const Fields& fields) {
    const auto text = fields.value({"headersize"});
    if (!text) {
        return 0;
    }
    const auto bytes = wholeNumberIn(*text);
    if (!bytes || *bytes < -1) {
        fields.refuse("HeaderSize");
    }
    return *bytes == -1 ? std::nullopt : std::optional(static_cast<std::uint64_t>(*bytes));
}

void findData(const Fields& fields, const std::filesystem::path& header, StoredVoxels& voxels) {
    const std::string data = fields.value({"elementdatafile"}).value_or("");
    voxels.skip = skipOf(fields);
    if (lowered(data) == "local") {
        voxels.file = header;
        voxels.offset = fields.dataOffset();
        if (voxels.skip) {  // a header of a foreign format can only lie in a file of its own
            voxels.skip = 0;
        }
        return;
    }
    voxels.file = detachedDataFile(header, data, ".mha");
}

void setEncoding(const Fields& fields, StoredVoxels& voxels) {
    if (fields.value({"binarydata"}) && !fields.isTrue({"binarydata"})) {
        voxels.encoding = VoxelEncoding::Text;
    } else if (fields.isTrue({"compresseddata"})) {
        voxels.encoding = VoxelEncoding::Deflate;
    }
    voxels.isBigEndian = fields.isTrue({"binarydatabyteordermsb", "elementbyteordermsb"});
    const auto slope = fields.numbers({"elementtointensityfunctionslope"}, 1);
    const auto intercept = fields.numbers({"elementtointensityfunctionoffset"}, 1);
    voxels.slope = slope ? slope->front() : 1;
    voxels.intercept = intercept ? intercept->front() : 0;
    if (!std::isfinite(voxels.slope) || voxels.slope == 0 || !std::isfinite(voxels.intercept)) {
        fields.refuse("ElementToIntensityFunctionSlope");
    }
}

}  // namespace

StoredImage readMetaImageHeader(const std::filesystem::path& path) {
    const Fields fields(path);
    StoredImage image;
    image.header.format = "metaimage";
    image.header.geometry = gridOf(fields);
    image.voxels.type = typeOf(fields);
    image.header.voxelType = nameOf(image.voxels.type);
    const auto channels = wholeNumberIn(fields.value({"elementnumberofchannels"}).value_or("1"));
    if (!channels || *channels < 1 || *channels > (1 << 20)) {
        fields.refuse("ElementNumberOfChannels");
    }
    image.header.channels = static_cast<int>(*channels);
    setEncoding(fields, image.voxels);
    findData(fields, path, image.voxels);
    return image;
}

}  // namespace tandem
