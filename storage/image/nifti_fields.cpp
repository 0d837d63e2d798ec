#include "storage/image/nifti_fields.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

namespace tandem {
namespace {

class FieldReader {
public:
    FieldReader(std::span<const std::byte> bytes, bool isBigEndian)
        : m_bytes(bytes), m_isSwapped(isBigEndian != (std::endian::native == std::endian::big)) {}

    template <class Number>
    [[nodiscard]] Number at(std::size_t offset) const {
        std::array<std::byte, sizeof(Number)> value;
        std::memcpy(value.data(), m_bytes.data() + offset, sizeof(Number));
        if (m_isSwapped) {
            std::ranges::reverse(value);
        }
        return std::bit_cast<Number>(value);
    }

    template <class Number, class Target>
    void fill(Target& target, std::size_t offset) const {
        for (std::size_t i = 0; i < target.size(); ++i) {
            target[i] = at<Number>(offset + i * sizeof(Number));
        }
    }

private:
    std::span<const std::byte> m_bytes;
    bool m_isSwapped;
};

std::string_view textAt(std::span<const std::byte> bytes, std::size_t offset, std::size_t length) {
    return {reinterpret_cast<const char*>(bytes.data()) + offset, length};
}

NiftiFields version1(const FieldReader& reader) {
    NiftiFields fields;
    fields.dim = {};
    reader.fill<std::int16_t>(fields.dim, 40);
    fields.datatype = reader.at<std::int16_t>(70);
    reader.fill<float>(fields.pixdim, 76);
    fields.voxOffset = reader.at<float>(108);
    fields.slope = reader.at<float>(112);
    fields.intercept = reader.at<float>(116);
    fields.units = reader.at<std::uint8_t>(123);
    fields.qformCode = reader.at<std::int16_t>(252);
    fields.sformCode = reader.at<std::int16_t>(254);
    reader.fill<float>(fields.quaternion, 256);
    reader.fill<float>(fields.qOffset, 268);
    for (std::size_t row = 0; row < 3; ++row) {
        reader.fill<float>(fields.srow[row], 280 + row * 16);
    }
    return fields;
}

NiftiFields version2(const FieldReader& reader) {
    NiftiFields fields;
    fields.isVersion2 = true;
    fields.datatype = reader.at<std::int16_t>(12);
    reader.fill<std::int64_t>(fields.dim, 16);
    reader.fill<double>(fields.pixdim, 104);
    fields.voxOffset = static_cast<double>(reader.at<std::int64_t>(168));
    fields.slope = reader.at<double>(176);
    fields.intercept = reader.at<double>(184);
    fields.qformCode = reader.at<std::int32_t>(344);
    fields.sformCode = reader.at<std::int32_t>(348);
    reader.fill<double>(fields.quaternion, 352);
    reader.fill<double>(fields.qOffset, 376);
    for (std::size_t row = 0; row < 3; ++row) {
        reader.fill<double>(fields.srow[row], 400 + row * 32);
    }
    fields.units = reader.at<std::int32_t>(500);
    return fields;
}

/// Analyze knows an orientation code and, by a custom of SPM, a scale, but no intercept and no transforms.
NiftiFields analyze(const FieldReader& reader) {
    NiftiFields fields = version1(reader);
    fields.kind = NiftiKind::Analyze;
    fields.intercept = 0;
    fields.units = 0;
    fields.qformCode = 0;
    fields.sformCode = 0;
    fields.analyzeOrient = reader.at<std::uint8_t>(252);
    return fields;
}

}  // namespace

std::optional<NiftiFields> niftiFields(std::span<const std::byte> bytes, bool mayBeAnalyze) {
    using namespace std::string_view_literals;
    for (const bool isBigEndian : {false, true}) {
        const FieldReader reader(bytes, isBigEndian);
        if (bytes.size() >= kNifti2Bytes && reader.at<std::int32_t>(0) == std::int32_t{kNifti2Bytes}) {
            const std::string_view magic = textAt(bytes, 4, 8);
            if (magic == "n+2\0\r\n\032\n"sv || magic == "ni2\0\r\n\032\n"sv) {
                NiftiFields fields = version2(reader);
                fields.kind = magic[1] == '+' ? NiftiKind::Single : NiftiKind::Pair;
                fields.isBigEndian = isBigEndian;
                return fields;
            }
        }
        if (bytes.size() >= kNifti1Bytes && reader.at<std::int32_t>(0) == std::int32_t{kNifti1Bytes}) {
            const std::string_view magic = textAt(bytes, 344, 4);
            const bool isNifti = magic == "n+1\0"sv || magic == "ni1\0"sv;
            if (isNifti || mayBeAnalyze) {
                NiftiFields fields = isNifti ? version1(reader) : analyze(reader);
                if (isNifti) {
                    fields.kind = magic[1] == '+' ? NiftiKind::Single : NiftiKind::Pair;
                }
                fields.isBigEndian = isBigEndian;
                return fields;
            }
        }
    }
    return std::nullopt;
}

}  // namespace tandem
