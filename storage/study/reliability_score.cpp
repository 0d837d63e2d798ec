#include "storage/study/reliability_score.h"

#include "core/base/error.h"

#include <algorithm>

namespace tandem {
namespace {

constexpr float kPossibleForeground = 0.05F;

}  // namespace

ReliabilityScore scoreReliability(const PredictedMaps& maps) {
    if (maps.reliabilityA.isEmpty() || maps.probabilityA.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "This prediction holds no reliability maps; predict the case again with --maps all.");
    }
    const auto backgroundA = maps.probabilityA[0].voxels();
    const auto backgroundB = maps.probabilityB[0].voxels();
    const auto reliabilityA = maps.reliabilityA.voxels();
    const auto reliabilityB = maps.reliabilityB.voxels();
    const auto uncertaintyA = maps.uncertaintyA.voxels();
    const auto uncertaintyB = maps.uncertaintyB.voxels();
    const auto disagreement = maps.disagreement.voxels();

    struct Sums {
        double reliability = 0, uncertainty = 0, voxels = 0;
        void add(double r, double h) { reliability += r, uncertainty += h, voxels += 1; }
    } region, whole;
    double foregroundA = 0, foregroundB = 0, both = 0;
    for (std::size_t n = 0; n < backgroundA.size(); ++n) {
        const double trusted = disagreement[n] != 0 ? 0.0 : std::min(reliabilityA[n], reliabilityB[n]);
        const double uncertainty = 0.5 * (static_cast<double>(uncertaintyA[n]) + uncertaintyB[n]);
        whole.add(trusted, uncertainty);
        if (std::min(backgroundA[n], backgroundB[n]) <= 1.0F - kPossibleForeground) {
            region.add(trusted, uncertainty);
        }
        const bool inA = backgroundA[n] < 0.5F;
        const bool inB = backgroundB[n] < 0.5F;
        foregroundA += inA ? 1 : 0;
        foregroundB += inB ? 1 : 0;
        both += inA && inB ? 1 : 0;
    }
    const Sums& used = region.voxels > 0 ? region : whole;
    return {.reliability = used.reliability / used.voxels,
            .meanUncertainty = used.uncertainty / used.voxels,
            .agreement = foregroundA + foregroundB > 0 ? 2 * both / (foregroundA + foregroundB) : 1.0,
            .regionFraction = region.voxels / whole.voxels};
}

}  // namespace tandem
