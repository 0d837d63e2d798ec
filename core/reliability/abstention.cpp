#include "core/reliability/abstention.h"

#include "core/metrics/same_grid.h"
#include "core/reliability/trust_threshold.h"

#include <utility>
#include <vector>

namespace tandem {

AbstainedLabel abstained(const LabelVolume& label, const ImageVolume& trust, double threshold,
                         std::uint8_t abstainIndex) {
    requireSameGrid(label.geometry(), trust.geometry(), "label", "trust");
    AbstainedLabel result;
    std::vector<std::uint8_t> voxels(label.voxels().begin(), label.voxels().end());
    result.count.voxels = static_cast<std::int64_t>(voxels.size());
    for (std::size_t at = 0; at < voxels.size(); ++at) {
        const auto trusted = static_cast<double>(trust.voxels()[at]);
        const bool isForeground = voxels[at] != 0;
        result.count.foreground += isForeground ? 1 : 0;
        result.count.expectedErrors += 1 - trusted;
        if (isDoubtful(trust.voxels()[at], threshold)) {
            ++result.count.abstained;
            result.count.foregroundAbstained += isForeground ? 1 : 0;
            result.count.expectedErrorsRemoved += 1 - trusted;
            voxels[at] = abstainIndex;
        }
    }
    result.label = {label.geometry(), std::move(voxels)};
    return result;
}

}  // namespace tandem
