#include "tests/proposal/nnunet_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace tandem {
namespace {

constexpr std::int64_t kLeastSide = 4;  // of the deepest feature map
constexpr double kBaseFeatures = 32;
constexpr double kMostFeatures = 320;
constexpr int kConvolutions = 2;            // of a stage
constexpr double kReference = 560'000'000;  // feature values of two patches in 8 GB
constexpr double kReferenceBatch = 2;

/// The strides of an encoder's stages, and what a side must be a multiple of.
struct Topology {
    std::vector<Index3> strides{{1, 1, 1}};
    Index3 divisor{1, 1, 1};
};

/// Axes are halved while they are long enough and their voxels not twice as long as the shortest.
Topology topologyOf(Vector3 spacing, const Index3& patch) {
    Topology topology;
    Index3 size = patch;
    while (true) {
        double least = INFINITY;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            least = size[axis] >= 2 * kLeastSide ? std::min(least, spacing[axis]) : least;
        }
        std::vector<std::size_t> halved;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            if (size[axis] >= 2 * kLeastSide && spacing[axis] / least < 2) {
                halved.push_back(axis);
            }
        }
        if (halved.empty() || (halved.size() == 1 && size[halved.front()] < 3 * kLeastSide)) {
            return topology;
        }
        Index3 stride{1, 1, 1};
        for (const std::size_t axis : halved) {
            stride[axis] = 2;
            spacing[axis] *= 2;
            size[axis] = (size[axis] + 1) / 2;
            topology.divisor[axis] *= 2;
        }
        topology.strides.push_back(stride);
    }
}

double featuresOf(std::size_t stage) {
    return std::min(kMostFeatures, kBaseFeatures * std::pow(2.0, static_cast<double>(stage)));
}

/// Values of all feature maps of a plain U-Net, by which its memory is judged.
double featureValues(const Index3& patch, const Topology& topology, int channelsOut) {
    double values = 0;
    std::vector<double> voxels;
    Index3 size = patch;
    for (std::size_t stage = 0; stage < topology.strides.size(); ++stage) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            size[axis] /= topology.strides[stage][axis];
        }
        voxels.push_back(static_cast<double>(size[0]) * static_cast<double>(size[1]) * static_cast<double>(size[2]));
        values += kConvolutions * featuresOf(stage) * voxels.back();
    }
    for (std::size_t stage = 0; stage + 1 < topology.strides.size(); ++stage) {
        values += (kConvolutions + 1) * featuresOf(stage) * voxels[stage];  // and the transposed convolution
    }
    return values + channelsOut * voxels.front();
}

Index3 padded(const Index3& patch, const Index3& divisor) {
    Index3 result{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        result[axis] = (patch[axis] + divisor[axis] - 1) / divisor[axis] * divisor[axis];
    }
    return result;
}

/// Sizes after cropping to non-zero voxels; the fingerprint's median box for cases of which none was found.
std::vector<Vector3> croppedSizes(const Fingerprint& fingerprint) {
    std::vector<Vector3> sizes;
    for (const CaseFacts& one : fingerprint.cases) {
        const Vector3 share = one.voxels ? one.voxels->nonZeroShare : fingerprint.medianNonZeroShare();
        Vector3 size{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            size[axis] = std::round(static_cast<double>(one.size[axis]) * share[axis]);
        }
        sizes.push_back(size);
    }
    return sizes;
}

double median(const std::vector<Vector3>& values, std::size_t axis) {
    std::vector<double> along;
    for (const Vector3& one : values) {
        along.push_back(one[axis]);
    }
    return percentileOf(std::move(along), 50);
}

Vector3 targetSpacing(const Fingerprint& fingerprint, const std::vector<Vector3>& sizes) {
    constexpr double kAnisotropy = 3;
    Vector3 target = fingerprint.spacingPercentile(50);
    const auto worst = static_cast<std::size_t>(std::ranges::max_element(target) - target.begin());
    const std::size_t a = (worst + 1) % 3;
    const std::size_t b = (worst + 2) % 3;
    const double others = std::max(target[a], target[b]);
    const bool isCoarse = target[worst] > kAnisotropy * others;
    const bool isShort = median(sizes, worst) * kAnisotropy < std::min(median(sizes, a), median(sizes, b));
    if (isCoarse && isShort) {
        target[worst] = std::max(fingerprint.spacingPercentile(10)[worst], others);
    }
    return target;
}

Vector3 medianShape(const Fingerprint& fingerprint, const std::vector<Vector3>& sizes, const Vector3& spacing) {
    std::vector<Vector3> resampled;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        Vector3 size{};
        for (std::size_t axis = 0; axis < 3; ++axis) {
            size[axis] = std::round(sizes[i][axis] * fingerprint.cases[i].spacingMm[axis] / spacing[axis]);
        }
        resampled.push_back(size);
    }
    return {median(resampled, 0), median(resampled, 1), median(resampled, 2)};
}

/// As large as 256 voxels cubed in the proportions of the spacing, within the median volume.
Index3 initialPatch(const Vector3& spacing, const Vector3& shape) {
    const double scale = std::cbrt(std::pow(256.0, 3) * spacing[0] * spacing[1] * spacing[2]);
    Index3 patch{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        patch[axis] = static_cast<std::int64_t>(std::min(std::round(scale / spacing[axis]), shape[axis]));
    }
    return patch;
}

/// The axis that is largest relative to the median volume. Of equals the one that nnU-Net would come to last in its
/// order z, y, x.
std::size_t axisToReduce(const Index3& patch, const Vector3& shape) {
    std::size_t largest = 2;
    for (const std::size_t axis : {std::size_t{1}, std::size_t{0}}) {
        if (static_cast<double>(patch[axis]) / shape[axis] >= static_cast<double>(patch[largest]) / shape[largest]) {
            largest = axis;
        }
    }
    return largest;
}

}  // namespace

NnunetPlan nnunetPlan(const Fingerprint& fingerprint, int classes) {
    constexpr double kMaskBelow = 0.75;
    constexpr double kMostOfData = 0.05;
    const std::vector<Vector3> sizes = croppedSizes(fingerprint);
    NnunetPlan plan{.spacingMm = targetSpacing(fingerprint, sizes)};
    const Vector3 shape = medianShape(fingerprint, sizes, plan.spacingMm);
    Index3 patch = initialPatch(plan.spacingMm, shape);
    Topology topology = topologyOf(plan.spacingMm, patch);
    patch = padded(patch, topology.divisor);
    double values = featureValues(patch, topology, classes);
    while (values / kReferenceBatch * 2 > kReference) {
        const std::size_t axis = axisToReduce(patch, shape);
        Index3 tried = patch;
        tried[axis] -= topology.divisor[axis];
        patch[axis] -= topologyOf(plan.spacingMm, tried).divisor[axis];
        topology = topologyOf(plan.spacingMm, patch);
        patch = padded(patch, topology.divisor);
        values = featureValues(patch, topology, classes);
    }
    const double patchVoxels = static_cast<double>(patch[0] * patch[1] * patch[2]);
    const double dataVoxels = shape[0] * shape[1] * shape[2] * static_cast<double>(fingerprint.cases.size());
    const auto byMemory = std::llround(kReference / values * kReferenceBatch);
    const auto byData = std::llround(dataVoxels * kMostOfData / patchVoxels);
    plan.patch = patch;
    plan.batch = std::max<std::int64_t>(2, std::min(byMemory, byData));
    const Vector3 share = fingerprint.medianNonZeroShare();
    plan.usesNonZeroMask = !fingerprint.isCt() && share[0] * share[1] * share[2] < kMaskBelow;
    return plan;
}

}  // namespace tandem
