#include "storage/image/segmentation_layers.h"

#include "core/base/error.h"
#include "core/base/list_text.h"
#include "storage/image/voxel_decoder.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tandem {
namespace {

/// What each value of each layer becomes.
class Merging {
public:
    explicit Merging(const StoredImage& image) : m_name(image.voxels.file.string()), m_segments(image.segments) {
        std::set<std::int32_t> values;
        std::ranges::transform(m_segments, std::inserter(values, values.end()), &StoredSegment::value);
        m_isRenumbered = values.size() < m_segments.size() || values.contains(0);
        for (std::size_t index = 0; index < m_segments.size(); ++index) {
            const StoredSegment& one = m_segments[index];
            const auto value = m_isRenumbered ? static_cast<std::int32_t>(index) + 1 : one.value;
            m_merged.insert_or_assign({one.layer, one.value}, value);
            m_names.insert_or_assign(value, one.name);
        }
    }

    [[nodiscard]] std::int32_t of(int layer, std::int32_t value) const {
        const auto found = m_merged.find({layer, value});
        if (found == m_merged.end()) {
            throw Error(ErrorCode::InvalidInput, m_name + " has the value " + std::to_string(value) + " in layer " +
                                                     std::to_string(layer) + ", which none of its segments has.");
        }
        return found->second;
    }

    [[noreturn]] void failOverlap(std::int32_t one, std::int32_t other) const {
        throw Error(ErrorCode::Unsupported, m_name + " has segments that overlap (" + m_names.at(one) + " and " +
                                                m_names.at(other) +
                                                "), which a label map cannot hold; export it from 3D Slicer as a "
                                                "label map, or without one of the two.");
    }

    [[nodiscard]] Finding told() const {
        std::vector<std::string> segments;
        for (const auto& [value, name] : m_names) {
            segments.push_back(std::to_string(value) + " " + name);
        }
        return {FindingSeverity::Note,
                m_name + " has its segments in layers, which were merged" + (m_isRenumbered ? " and numbered" : "") +
                    ": " + listText(segments) + ".",
                ""};
    }

private:
    std::string m_name;
    const std::vector<StoredSegment>& m_segments;
    bool m_isRenumbered = false;
    std::map<std::pair<int, std::int32_t>, std::int32_t> m_merged;
    std::map<std::int32_t, std::string> m_names;
};

}  // namespace

bool hasLayers(const StoredImage& image) {
    return image.header.channels > 1 && !image.segments.empty();
}

RawLabelVolume mergedLayers(const StoredImage& image, std::uint64_t limitBytes, std::vector<Finding>& findings,
                            const std::stop_token& stop) {
    const Merging merging(image);
    const int layers = image.header.channels;
    // The layers of a voxel lie side by side, as if the first axis were so many times as long.
    StoredImage wide = image;
    wide.header.geometry.size[0] *= layers;
    const RawLabelVolume stored = decode<std::int32_t>(wide, limitBytes, findings, stop);
    std::vector<std::int32_t> merged(static_cast<std::size_t>(image.header.geometry.voxelCount()), 0);
    for (std::size_t voxel = 0; voxel < merged.size(); ++voxel) {
        for (int layer = 0; layer < layers; ++layer) {
            const std::int32_t value =
                stored.voxels()[voxel * static_cast<std::size_t>(layers) + static_cast<std::size_t>(layer)];
            if (value == 0) {
                continue;
            }
            const std::int32_t segment = merging.of(layer, value);
            if (merged[voxel] != 0) {
                merging.failOverlap(merged[voxel], segment);
            }
            merged[voxel] = segment;
        }
    }
    findings.push_back(merging.told());
    return {image.header.geometry, std::move(merged)};
}

}  // namespace tandem
