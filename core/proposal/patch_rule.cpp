#include "core/proposal/patch_rule.h"

#include <algorithm>
#include <array>

namespace tandem {
namespace {

constexpr std::int64_t kStep = 16;
constexpr std::int64_t kMostVoxels = 128LL * 128 * 128;  // as nnU-Net's patch of a cube in its 8 GB
constexpr std::int64_t kSmallCube = 64LL * 64 * 64;

std::int64_t voxelsOf(const Index3& patch) {
    return patch[0] * patch[1] * patch[2];
}

Index3 likeVolume(const Index3& size) {
    Index3 patch{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        patch[axis] = std::clamp<std::int64_t>((size[axis] + kStep / 2) / kStep * kStep, kStep, 1024);
    }
    return patch;
}

/// The axis that is longest in the patient of those that can be shortened; 3 for none.
std::size_t longestAxis(const Index3& patch, const Vector3& spacingMm) {
    std::size_t longest = 3;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const auto lengthOf = [&](std::size_t a) { return static_cast<double>(patch[a]) * spacingMm[a]; };
        if (patch[axis] > kStep && (longest == 3 || lengthOf(axis) > lengthOf(longest))) {
            longest = axis;
        }
    }
    return longest;
}

/// Shortens the patch while it is too large; false where the smallest is.
template <class IsTooLarge>
bool shorten(Index3& patch, const Vector3& spacingMm, const IsTooLarge& isTooLarge) {
    while (isTooLarge(patch)) {
        const std::size_t axis = longestAxis(patch, spacingMm);
        if (axis == 3) {
            return false;
        }
        patch[axis] -= kStep;
    }
    return true;
}

PatchChoice largestWithin(TrainingSettings settings, const Index3& volume, const Vector3& spacingMm,
                          const ProposalDevice& device) {
    PatchChoice choice{.settings = std::move(settings)};
    Index3& patch = choice.settings.patch;
    patch = volume;
    const std::int64_t most = device.isCpu ? kSmallCube : kMostVoxels;
    if (voxelsOf(patch) > most) {
        choice.limit = PatchLimit::Most;
        static_cast<void>(shorten(patch, spacingMm, [most](const Index3& one) { return voxelsOf(one) > most; }));
    }
    const auto isBeyondMemory = [&](const Index3& one) {
        TrainingSettings asked = choice.settings;
        asked.patch = one;
        asked.testStride = one;
        asked.validationStride = {0, 0, 0};
        return device.bytesOf(asked) > device.budgetBytes();
    };
    const Index3 before = patch;
    static_cast<void>(shorten(patch, spacingMm, isBeyondMemory));
    choice.limit = patch == before ? choice.limit : PatchLimit::Memory;
    return choice;
}

}  // namespace

std::uint64_t ProposalDevice::budgetBytes() const {
    constexpr std::uint64_t kParts = 5;
    return freeBytes / kParts * (kParts - 1);
}

PatchChoice choosePatch(const TrainingSettings& start, const Index3& medianSize, const Vector3& spacingMm,
                        const ProposalDevice& device) {
    const Index3 volume = likeVolume(medianSize);
    const std::int64_t enough = std::min(voxelsOf(volume), kSmallCube * 3 / 4);
    TrainingSettings smallBatch = start;
    smallBatch.labelledBatch = 1;
    smallBatch.unlabelledBatch = std::min<std::int64_t>(1, start.unlabelledBatch);
    TrainingSettings fewFilters = smallBatch;
    fewFilters.filters = std::max<std::int64_t>(1, start.filters / 2);
    PatchChoice choice;
    for (const TrainingSettings& settings : std::array{start, smallBatch, fewFilters}) {
        choice = largestWithin(settings, volume, spacingMm, device);
        choice.hasSmallerBatch =
            settings.labelledBatch < start.labelledBatch || settings.unlabelledBatch < start.unlabelledBatch;
        choice.hasFewerFilters = settings.filters < start.filters;
        if (voxelsOf(choice.settings.patch) >= enough) {
            break;
        }
    }
    return choice;
}

}  // namespace tandem
