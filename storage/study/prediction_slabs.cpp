#include "storage/study/prediction_slabs.h"

#include "core/base/error.h"
#include "core/base/side_by_side.h"
#include "core/reliability/boundary_depth.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/result_records.h"
#include "storage/image/slab_reader.h"
#include "storage/preparation/restore.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

std::vector<std::string> neededMaps(int classes) {
    std::vector<std::string> names;
    for (const char* const of : {"probability-a-", "probability-b-", "similarity-a-", "similarity-b-"}) {
        for (int index = 0; index < classes; ++index) {
            names.push_back(of + std::to_string(index));
        }
    }
    names.emplace_back("reliability-a");
    names.emplace_back("reliability-b");
    return names;
}

/// All maps of a prediction, each read on as slabs are asked for.
class MapReaders {
public:
    MapReaders(const Project& project, const PredictionRecord& prediction, int classes, const Geometry& grid)
        : m_classes(static_cast<std::size_t>(classes)) {
        for (const std::string& name : neededMaps(classes)) {
            m_readers.emplace_back(project.folder() / prediction.folder / prediction.files.at(name));
            if (const auto difference = differenceOf(grid, m_readers.back().geometry())) {
                throw Error(ErrorCode::Corrupt,
                            "The stored maps of " + project.cases().get(prediction.caseId).name +
                                " lie on different grids; predict the case again.",
                            *difference);
            }
        }
        m_voxels.resize(m_readers.size());
    }

    void read(std::size_t voxels) {
        sideBySide(m_readers.size(), computingThreads(), [&](std::size_t map) {
            m_voxels[map].resize(voxels);
            m_readers[map].read(std::span(m_voxels[map]));
        });
    }

    /// kind: 0 probabilities of A, 1 of B, 2 similarities of A, 3 of B
    [[nodiscard]] std::vector<std::span<const float>> ofClasses(std::size_t kind) const {
        const auto first = m_voxels.begin() + static_cast<std::ptrdiff_t>(kind * m_classes);
        return {first, first + static_cast<std::ptrdiff_t>(m_classes)};
    }
    [[nodiscard]] const std::vector<float>& weightA() const { return m_voxels[m_voxels.size() - 2]; }
    [[nodiscard]] const std::vector<float>& weightB() const { return m_voxels.back(); }

private:
    std::size_t m_classes;
    std::vector<SlabReader> m_readers;
    std::vector<std::vector<float>> m_voxels;
};

/// The class of the largest probability, the first of equals.
std::vector<std::uint8_t> argmaxOf(const std::vector<std::span<const float>>& probabilities) {
    std::vector<float> largest(probabilities.front().begin(), probabilities.front().end());
    std::vector<std::uint8_t> label(largest.size());
    for (std::size_t index = 1; index < probabilities.size(); ++index) {
        raiseLabel(label, largest, probabilities[index], static_cast<std::uint8_t>(index));
    }
    return label;
}

std::vector<std::vector<float>> meansOf(const std::vector<std::span<const float>>& a,
                                        const std::vector<std::span<const float>>& b) {
    std::vector<std::vector<float>> means(a.size());
    for (std::size_t index = 0; index < a.size(); ++index) {
        means[index].resize(a[index].size());
        std::ranges::transform(a[index], b[index], means[index].begin(),
                               [](float one, float other) { return (one + other) / 2; });
    }
    return means;
}

}  // namespace

bool hasAllMaps(const PredictionRecord& prediction) {
    return prediction.maps == "all";
}

void forSlabsOf(const Project& project, const PredictionRecord& prediction, const LabelVolume& label, int classes,
                const std::function<void(const PredictionSlab&)>& each, const std::stop_token& stop,
                std::int64_t slabVoxels) {
    if (!hasAllMaps(prediction)) {
        throw Error(ErrorCode::InvalidInput, "The case " + project.cases().get(prediction.caseId).name +
                                                 " was predicted without all maps, so nothing says how far its label "
                                                 "can be trusted; predict it with all maps.");
    }
    MapReaders readers(project, prediction, classes, label.geometry());
    const BoundaryDepth boundary(label);
    PredictionSlab slab;
    for (const Geometry& part : slabsOf(label.geometry(), slabVoxels)) {
        throwIfStopped(stop);
        const auto voxels = static_cast<std::size_t>(part.voxelCount());
        slab.slices = part.size[2];
        std::vector<float> depth;
        sideBySide(2, computingThreads(), [&](std::size_t which) {
            if (which == 0) {
                depth = boundary.ofSlices(slab.firstSlice, slab.slices);
            } else {
                readers.read(voxels);
            }
        });
        slab.maps.probabilityA = readers.ofClasses(0);
        slab.maps.probabilityB = readers.ofClasses(1);
        slab.maps.similarityA = readers.ofClasses(2);
        slab.maps.similarityB = readers.ofClasses(3);
        const std::vector<std::uint8_t> labelA = argmaxOf(slab.maps.probabilityA);
        const std::vector<std::uint8_t> labelB = argmaxOf(slab.maps.probabilityB);
        const std::vector<std::vector<float>> means = meansOf(slab.maps.probabilityA, slab.maps.probabilityB);
        slab.maps.weightA = readers.weightA();
        slab.maps.weightB = readers.weightB();
        slab.maps.depthMm = depth;
        slab.maps.label = label.voxels().subspan(slab.firstVoxel, voxels);
        slab.maps.labelA = labelA;
        slab.maps.labelB = labelB;
        slab.meanProbability.assign(means.begin(), means.end());
        each(slab);
        slab.firstSlice += slab.slices;
        slab.firstVoxel += voxels;
    }
}

}  // namespace tandem
