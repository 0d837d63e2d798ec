#include "storage/training/snapshot_file.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/engine.h"
#include "core/maps/derived_maps.h"
#include "core/prepared/geometry_json.h"

#include <nlohmann/json.hpp>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tandem {
namespace {

constexpr std::string_view kMagic = "TandemS1";
constexpr std::int64_t kMostClasses = 256;  // a label is a byte
constexpr int kMostSelected = 2;            // 1 A teaches B, 2 B teaches A
constexpr double kSteps = 255;
constexpr std::int64_t kMostInflated = 1032;  // bytes that a deflated one can stand for, as zlib's authors say

/// Throws Error (InvalidInput).
std::int64_t wholeNumber(const nlohmann::json& json) {
    if (!json.is_number_integer()) {
        throw Error(ErrorCode::InvalidInput, "There is no whole number.");
    }
    return json.get<std::int64_t>();
}

std::vector<std::uint8_t> inSteps(std::span<const float> values, double highest) {
    std::vector<std::uint8_t> steps(values.size());
    const auto perStep = static_cast<float>(kSteps / highest);
    std::ranges::transform(values, steps.begin(), [perStep](float value) {
        return static_cast<std::uint8_t>(std::lround(std::clamp(value * perStep, 0.0F, 255.0F)));
    });
    return steps;
}

/// Of each voxel, the map of the class that the voxel has.
std::vector<std::uint8_t> ofOwnClass(const std::vector<ImageVolume>& byClass, std::span<const std::uint8_t> label) {
    std::vector<std::uint8_t> steps(label.size());
    for (std::size_t at = 0; at < label.size(); ++at) {
        const float value = byClass[label[at]].voxels()[at];
        steps[at] = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
    }
    return steps;
}

/// As a snapshot keeps the map: labels as they are, numbers in steps.
std::vector<std::uint8_t> keptOf(const PredictedMaps& maps, const MapName& name, int classCount) {
    if (name.isLabelMap()) {
        const auto voxels = maps.label(name).voxels();
        return {voxels.begin(), voxels.end()};
    }
    if (name.kind == MapKind::Similarity) {
        return ofOwnClass(maps.classes(name.kind, *name.decoder), maps.label({MapKind::Label, name.decoder}).voxels());
    }
    return inSteps(maps.scalar(name).voxels(), name.highest(classCount));
}

void appendDeflated(std::string& all, std::span<const std::uint8_t> slice) {
    uLongf bytes = compressBound(static_cast<uLong>(slice.size()));
    const std::size_t begin = all.size();
    all.resize(begin + bytes);
    // With a large enough target only the lack of memory can fail.
    if (compress2(reinterpret_cast<Bytef*>(all.data() + begin), &bytes, slice.data(), static_cast<uLong>(slice.size()),
                  Z_BEST_SPEED) != Z_OK) {
        throw Error(ErrorCode::OutOfMemory, "The memory does not suffice to keep a snapshot of the pinned case.");
    }
    all.resize(begin + bytes);
}

}  // namespace

void writeSnapshot(const std::filesystem::path& file, const PinnedPrediction& prediction) {
    PredictedMaps maps = prediction.maps;
    const std::vector<ImageVolume> ofB = maps.classes(MapKind::Probability, Decoder::B);
    maps.set({MapKind::Label, Decoder::B}, labelFromProbabilities(ofB));
    const Index3 size = maps.label(kLabelMap).geometry().size;
    const auto sliceVoxels = static_cast<std::size_t>(size[0] * size[1]);
    std::string data;
    nlohmann::ordered_json header{
        {"iteration", prediction.iteration}, {"case", prediction.caseId}, {"classes", ofB.size()}, {"size", size}};
    for (const MapName& map : kSnapshotMaps) {
        const std::vector<std::uint8_t> voxels = keptOf(maps, map, static_cast<int>(ofB.size()));
        std::vector<std::uint64_t> bytes;
        for (std::int64_t slice = 0; slice < size[2]; ++slice) {
            const std::size_t before = data.size();
            appendDeflated(data, std::span(voxels).subspan(static_cast<std::size_t>(slice) * sliceVoxels, sliceVoxels));
            bytes.push_back(data.size() - before);
        }
        header["maps"][textOf(map)] = bytes;
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::string whole(kMagic);
    whole.append(reinterpret_cast<const char*>(&length), sizeof length);
    writeAtomically(file, whole + text + data);
}

SnapshotFile::SnapshotFile(const std::filesystem::path& file) : m_path(file), m_file(file) {
    readHeader();
}

void SnapshotFile::throwCorrupt(const std::string& what) const {
    throw Error(ErrorCode::Corrupt, m_path.string() + " is damaged (" + what + "); remove it to go on without it.");
}

void SnapshotFile::readHeader() {
    const auto bytes = m_file.bytes();
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    std::uint64_t length = 0;
    const std::size_t begin = kMagic.size() + sizeof length;
    if (text.size() < begin || !text.starts_with(kMagic)) {
        throwCorrupt("it is no snapshot");
    }
    std::memcpy(&length, text.data() + kMagic.size(), sizeof length);
    if (length > text.size() - begin) {
        throwCorrupt("its header is cut off");
    }
    try {
        const auto header = nlohmann::json::parse(text.substr(begin, length));
        m_iteration = wholeNumber(header.at("iteration"));
        m_caseId = wholeNumber(header.at("case"));
        m_size = indexFrom(header.at("size"));
        Geometry{.size = m_size}.check();
        const std::int64_t classes = wholeNumber(header.at("classes"));
        if (classes < 1 || classes > kMostClasses) {
            throwCorrupt("it has " + std::to_string(classes) + " classes");
        }
        m_classCount = static_cast<int>(classes);
        findSlices(header.at("maps"), begin + length);
    } catch (const nlohmann::json::exception&) {
        throwCorrupt("its header cannot be read");
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Corrupt) {
            throw;
        }
        throwCorrupt("its header makes no sense");
    }
}

void SnapshotFile::findSlices(const nlohmann::json& maps, std::uint64_t offset) {
    const std::uint64_t end = m_file.bytes().size();
    const std::int64_t voxels = m_size[0] * m_size[1];
    for (const MapName& map : kSnapshotMaps) {
        const nlohmann::json& lengths = maps.at(textOf(map));
        if (!lengths.is_array() || static_cast<std::int64_t>(lengths.size()) != m_size[2]) {
            throwCorrupt("slices are missing");
        }
        for (const nlohmann::json& one : lengths) {
            const std::int64_t bytes = wholeNumber(one);
            // Compared with what is left, as a sum could overflow.
            if (bytes < 0 || static_cast<std::uint64_t>(bytes) > end - offset) {
                throwCorrupt("slices are missing");
            }
            if (voxels / kMostInflated > bytes) {
                throwCorrupt("a slice is larger than its bytes can hold");
            }
            m_slices[map].push_back({offset, static_cast<std::uint64_t>(bytes)});
            offset += static_cast<std::uint64_t>(bytes);
        }
    }
}

void SnapshotFile::inflateSlice(const MapName& map, std::int64_t slice, std::uint8_t* voxels) const {
    const Slice& place = m_slices.at(map)[static_cast<std::size_t>(slice)];
    const auto wanted = static_cast<uLongf>(m_size[0] * m_size[1]);
    uLongf bytes = wanted;
    const auto* const source = reinterpret_cast<const Bytef*>(m_file.bytes().data() + place.offset);
    if (uncompress(voxels, &bytes, source, static_cast<uLong>(place.bytes)) != Z_OK || bytes != wanted) {
        throwCorrupt(std::string("slice ") + std::to_string(slice) + " of " + textOf(map));
    }
}

std::vector<std::uint8_t> SnapshotFile::allVoxels(const MapName& map, const Geometry& geometry) const {
    if (geometry.size != m_size) {
        throw Error(ErrorCode::InvalidInput,
                    m_path.string() + " belongs to a case of another size; the case was prepared anew since.");
    }
    std::vector<std::uint8_t> voxels(static_cast<std::size_t>(geometry.voxelCount()));
    for (std::int64_t slice = 0; slice < m_size[2]; ++slice) {
        inflateSlice(map, slice, voxels.data() + slice * m_size[0] * m_size[1]);
    }
    return voxels;
}

LabelVolume SnapshotFile::labels(const MapName& map, const Geometry& geometry) const {
    std::vector<std::uint8_t> voxels = allVoxels(map, geometry);
    const int most = map == kSelectionMap ? kMostSelected : m_classCount - 1;
    if (std::ranges::any_of(voxels, [most](std::uint8_t one) { return one > most; })) {
        throwCorrupt(textOf(map) + " has values that mean nothing");
    }
    return {geometry, std::move(voxels)};
}

ImageVolume SnapshotFile::values(const MapName& map, const Geometry& geometry) const {
    const std::vector<std::uint8_t> steps = allVoxels(map, geometry);
    std::vector<float> values(steps.size());
    const auto step = static_cast<float>(map.highest(m_classCount) / kSteps);
    std::ranges::transform(steps, values.begin(), [step](std::uint8_t one) { return static_cast<float>(one) * step; });
    return {geometry, std::move(values)};
}

SnapshotValues SnapshotFile::valuesAt(const Index3& voxel) const {
    for (std::size_t axis = 0; axis < 3; ++axis) {
        if (voxel[axis] < 0 || voxel[axis] >= m_size[axis]) {
            throw Error(ErrorCode::InvalidInput, m_path.string() + " has no such voxel.");
        }
    }
    SnapshotValues values;
    std::vector<std::uint8_t> slice(static_cast<std::size_t>(m_size[0] * m_size[1]));
    for (const MapName& map : kSnapshotMaps) {
        inflateSlice(map, voxel[2], slice.data());
        const double step = slice[static_cast<std::size_t>(voxel[0] + voxel[1] * m_size[0])];
        values[map] = map.isLabelMap() ? step : step * map.highest(m_classCount) / kSteps;
    }
    return values;
}

}  // namespace tandem
