#include "core/prepared/prepared_case.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_system.h"
#include "core/base/json_depth.h"
#include "core/base/quick_sum.h"
#include "core/base/regular_file.h"
#include "core/prepared/geometry_json.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cassert>
#include <utility>

namespace tandem {

static_assert(std::endian::native == std::endian::little, "prepared cases are little-endian");

namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;

[[noreturn]] void throwDamagedHeader(const std::string& reason) {
    throw Error(ErrorCode::Corrupt,
                "The header of a prepared case is damaged (" + reason + "); prepare the dataset again.");
}

int channelsFrom(const Json& json) {
    constexpr std::int64_t kMostChannels = 4096;
    if (!json.is_number_integer() || json.get<std::int64_t>() < 1 || json.get<std::int64_t>() > kMostChannels) {
        throwDamagedHeader("channels is " + json.dump());
    }
    return json.get<int>();
}

std::optional<std::uint64_t> sumIn(const Json& json, const char* key) {
    return json.contains(key) ? std::optional(json.at(key).get<std::uint64_t>()) : std::nullopt;
}

std::filesystem::path withSuffix(const std::filesystem::path& stem, const char* suffix) {
    std::filesystem::path path = stem;
    path += suffix;
    return path;
}

PreparedHeader readHeader(const std::filesystem::path& stem) {
    const std::filesystem::path file = withSuffix(stem, ".json");
    if (!isThere(file)) {
        throw Error(ErrorCode::NotFound,
                    "The prepared case " + file.string() + " is missing; prepare the dataset again.");
    }
    const std::string text = ownText(file);
    try {
        return PreparedHeader::fromJson(text);
    } catch (const Error& error) {
        throw Error(error.code(), file.string() + ": " + error.what(), error.detail());
    }
}

std::size_t voxelCount(const PreparedHeader& header) {
    return static_cast<std::size_t>(header.geometry.voxelCount());
}

void requireSize(const MappedFile& file, std::size_t bytes, const std::filesystem::path& stem) {
    if (file.bytes().size() != bytes) {
        throw Error(ErrorCode::Corrupt, "The prepared case " + stem.string() + " is damaged (" +
                                            std::to_string(file.bytes().size()) + " bytes instead of " +
                                            std::to_string(bytes) + "); prepare the dataset again.");
    }
}

}  // namespace

std::string PreparedHeader::toJson() const {
    Json json{{"format", kFormat},    {"geometry", jsonOf(geometry)}, {"channels", channels},
              {"hasLabel", hasLabel}, {"original", jsonOf(original)}, {"cacheKey", cacheKey}};
    if (imageSum) {
        json["imageSum"] = *imageSum;
    }
    if (labelSum) {
        json["labelSum"] = *labelSum;
    }
    if (notices) {
        json["notices"] = *notices;
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

PreparedHeader PreparedHeader::fromJson(const std::string& text) {
    try {
        const Json json = Json::parse(shallowJson(text));
        if (json.at("format") != kFormat) {
            throwDamagedHeader("its format is " + json.at("format").dump() + " instead of " + std::to_string(kFormat));
        }
        PreparedHeader header;
        header.geometry = geometryFrom(json.at("geometry"));
        header.channels = channelsFrom(json.at("channels"));
        header.hasLabel = json.at("hasLabel").get<bool>();
        header.original = geometryFrom(json.at("original"));
        header.cacheKey = json.at("cacheKey").get<std::string>();
        header.imageSum = sumIn(json, "imageSum");
        header.labelSum = sumIn(json, "labelSum");
        if (json.contains("notices")) {
            header.notices = json.at("notices").get<std::vector<std::string>>();
        }
        return header;
    } catch (const Json::exception& error) {
        throwDamagedHeader(error.what());
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Corrupt) {
            throw;
        }
        throwDamagedHeader(error.what());
    }
}

PreparedCase::PreparedCase(const PreparedReference& reference)
    : m_reference(reference), m_header(readHeader(reference.stem)), m_image(withSuffix(reference.stem, ".image")) {
    const std::size_t voxels = voxelCount(m_header);
    requireSize(m_image, voxels * static_cast<std::size_t>(m_header.channels) * sizeof(float), reference.stem);
    if (m_header.hasLabel) {
        m_label = std::make_shared<const MappedFile>(withSuffix(reference.stem, ".label"));
        requireSize(*m_label, voxels, reference.stem);
    }
}

ImageVolume PreparedCase::image(int channel) const {
    assert(channel >= 0 && channel < m_header.channels);
    const auto* first = imageVoxels().data() + static_cast<std::size_t>(channel) * voxelCount(m_header);
    return {m_header.geometry, std::shared_ptr<const float[]>(m_image.share(), first)};
}

std::span<const float> PreparedCase::imageVoxels() const noexcept {
    return {reinterpret_cast<const float*>(m_image.bytes().data()), m_image.bytes().size() / sizeof(float)};
}

LabelVolume PreparedCase::label() const {
    if (!m_label) {
        return {};
    }
    const auto* first = reinterpret_cast<const std::uint8_t*>(m_label->bytes().data());
    return {m_header.geometry, std::shared_ptr<const std::uint8_t[]>(m_label->share(), first)};
}

void PreparedCase::requireUnchanged() const {
    const auto require = [&](const std::optional<std::uint64_t>& sum, std::span<const std::byte> bytes) {
        if (sum && quickSum(bytes) != *sum) {
            throw Error(ErrorCode::Corrupt, "The prepared case " + m_reference.stem.string() +
                                                " is damaged (its voxels are not those that were written); prepare the "
                                                "dataset again.");
        }
    };
    require(m_header.imageSum, m_image.bytes());
    if (m_label) {
        require(m_header.labelSum, m_label->bytes());
    }
    requireWhole();
}

void PreparedCase::requireWhole() const {
    m_image.requireWhole();
    if (m_label) {
        m_label->requireWhole();
    }
}

void addPreparedCase(AtomicBatch& batch, const std::filesystem::path& stem, PreparedHeader header,
                     std::span<const float> image, std::span<const std::uint8_t> label) {
    assert(image.size() == voxelCount(header) * static_cast<std::size_t>(header.channels));
    assert(label.size() == (header.hasLabel ? voxelCount(header) : 0));
    AtomicBatch whole;
    whole.add(withSuffix(stem, ".image"), std::as_bytes(image));
    if (header.hasLabel) {
        whole.add(withSuffix(stem, ".label"), std::as_bytes(label));
    }
    header.imageSum = quickSum(std::as_bytes(image));
    header.labelSum = header.hasLabel ? std::optional(quickSum(std::as_bytes(label))) : std::nullopt;
    whole.add(withSuffix(stem, ".json"), header.toJson());
    batch.take(std::move(whole));
}

}  // namespace tandem
