#include "core/proposal/fingerprint.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace tandem {
namespace {

constexpr double kMedian = 50;

/// Of what the function gives of each of the values that have it.
template <class Values, class Function>
std::vector<double> collected(const Values& values, const Function& function) {
    std::vector<double> all;
    for (const auto& one : values) {
        if (const std::optional<double> value = function(one)) {
            all.push_back(*value);
        }
    }
    return all;
}

}  // namespace

std::size_t Fingerprint::labelledCount() const {
    return static_cast<std::size_t>(std::ranges::count_if(cases, &CaseFacts::isLabelled));
}

bool Fingerprint::isCt() const {
    const auto isRead = [](const CaseFacts& one) { return one.voxels.has_value(); };
    const bool areAnyRead = std::ranges::any_of(cases, isRead);
    const auto counts = [&](const CaseFacts& one) { return !areAnyRead || isRead(one); };
    const auto all = std::ranges::count_if(cases, counts);
    return 2 * std::ranges::count_if(cases, [&](const CaseFacts& one) { return counts(one) && one.isCt; }) > all;
}

Vector3 Fingerprint::spacingPercentile(double percent) const {
    if (cases.empty()) {
        throw Error(ErrorCode::InvalidInput, "There are no cases yet to propose settings from; import some first.");
    }
    Vector3 result{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        result[axis] = percentileOf(
            collected(cases, [axis](const CaseFacts& one) { return std::optional(one.spacingMm[axis]); }), percent);
    }
    return result;
}

Vector3 Fingerprint::medianNonZeroShare() const {
    Vector3 result{1, 1, 1};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        auto shares = collected(cases, [axis](const CaseFacts& one) {
            return one.voxels ? std::optional(one.voxels->nonZeroShare[axis]) : std::nullopt;
        });
        if (!shares.empty()) {
            result[axis] = percentileOf(std::move(shares), kMedian);
        }
    }
    return result;
}

double Fingerprint::medianForegroundShare() const {
    auto shares = collected(
        cases, [](const CaseFacts& one) { return one.isLabelled ? std::optional(one.foregroundShare) : std::nullopt; });
    return shares.empty() ? 0 : percentileOf(std::move(shares), kMedian);
}

Index3 Fingerprint::medianSizeAt(const Vector3& spacingMm, const Vector3& shareKept) const {
    Index3 result{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double median = percentileOf(collected(cases,
                                                     [&](const CaseFacts& one) {
                                                         return std::optional(static_cast<double>(one.size[axis]) *
                                                                              one.spacingMm[axis] / spacingMm[axis]);
                                                     }),
                                           kMedian);
        result[axis] = std::max<std::int64_t>(1, std::llround(median * shareKept[axis]));
    }
    return result;
}

std::optional<double> Fingerprint::foregroundPercentile(double percent) const {
    std::vector<double> all;
    for (const CaseFacts& one : cases) {
        if (one.voxels) {
            all.insert(all.end(), one.voxels->foreground.begin(), one.voxels->foreground.end());
        }
    }
    return all.empty() ? std::nullopt : std::optional(percentileOf(std::move(all), percent));
}

bool looksLikeCt(double minimum, double maximum) noexcept {
    constexpr double kAir = -200;  // a z-score has no such values, nor has any other modality
    constexpr double kBone = 200;
    return minimum <= kAir && maximum >= kBone;
}

double percentileOf(std::vector<double> values, double percent) {
    const double place = percent / 100.0 * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::ptrdiff_t>(std::floor(place));
    const auto low = values.begin() + below;
    std::nth_element(values.begin(), low, values.end());
    const double lowValue = *low;
    const double part = place - static_cast<double>(below);
    if (part <= 0) {
        return lowValue;
    }
    return lowValue + part * (*std::min_element(low + 1, values.end()) - lowValue);
}

}  // namespace tandem
