#include "core/proposal/proposal.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tandem {
namespace {

constexpr double kMedian = 50;

std::string sizeText(const Index3& size) {
    return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " + std::to_string(size[2]);
}

/// With as many digits as resampling tells apart.
double rounded(double value, int digits) {
    if (value == 0) {
        return 0;
    }
    const double unit = std::pow(10.0, digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))));
    return std::round(value * unit) / unit;
}

class Proposing {
public:
    Proposing(const Fingerprint& fingerprint, const ProposalDevice& device, Proposal start)
        : m_fingerprint(fingerprint),
          m_device(device),
          m_proposal(std::move(start)),
          m_cases(std::to_string(fingerprint.cases.size())) {}

    [[nodiscard]] Proposal made() && {
        proposeOrder();
        proposeSpacing();
        proposeWindow();
        proposeCropAndNormalisation();
        proposePatch();
        proposeTurns();
        proposeLength();
        listValues();
        checkSettings(m_proposal.preparation);
        checkSettings(m_proposal.training);
        return std::move(m_proposal);
    }

private:
    void because(const std::string& key, ReasonKind kind, std::vector<std::string> values = {}) {
        m_reasons.insert_or_assign(key, Reason{kind, std::move(values)});
    }

    /// In which the fingerprint tells sizes and spacings.
    void proposeOrder() {
        m_proposal.preparation.orientation = AxisOrder::Lps;
        because("orientation", ReasonKind::AxesOfThePatient);
    }

    void proposeSpacing() {
        constexpr double kCoarser = 3;
        constexpr double kTenth = 10;
        constexpr int kDigits = 5;
        constexpr double kSame = 1e-3;
        Vector3 spacing = m_fingerprint.spacingPercentile(kMedian);
        const Vector3 least = m_fingerprint.spacingPercentile(0);
        const Vector3 most = m_fingerprint.spacingPercentile(100);
        bool areAllAlike = true;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            areAllAlike = areAllAlike && most[axis] - least[axis] <= kSame * most[axis];
        }
        const auto coarsest = static_cast<std::size_t>(std::ranges::max_element(spacing) - spacing.begin());
        const double others = std::max(spacing[(coarsest + 1) % 3], spacing[(coarsest + 2) % 3]);
        const bool isAnisotropic = spacing[coarsest] > kCoarser * others;
        if (areAllAlike) {
            because("spacing", ReasonKind::SpacingOfAll, {m_cases});
        } else if (isAnisotropic) {
            spacing[coarsest] = std::max(others, m_fingerprint.spacingPercentile(kTenth)[coarsest]);
            because("spacing", ReasonKind::SpacingTenth, {m_cases, std::to_string(coarsest + 1)});
        } else {
            because("spacing", ReasonKind::SpacingMedian, {m_cases});
        }
        std::ranges::transform(spacing, spacing.begin(), [](double one) { return rounded(one, kDigits); });
        m_proposal.preparation.spacingMm = spacing;
    }

    void proposeWindow() {
        constexpr double kLow = 0.5;
        constexpr double kHigh = 99.5;
        PreparationSettings& preparation = m_proposal.preparation;
        preparation.clip = false;
        if (!m_fingerprint.isCt()) {
            because("clip", ReasonKind::NoCommonScale);
            return;
        }
        const auto low = m_fingerprint.foregroundPercentile(kLow);
        const auto high = m_fingerprint.foregroundPercentile(kHigh);
        if (!low || !high || !(std::floor(*low) < std::ceil(*high))) {
            because("clip", ReasonKind::CtWithoutLabels);
            return;
        }
        preparation.clip = true;
        preparation.clipLow = std::floor(*low);
        preparation.clipHigh = std::ceil(*high);
        const auto sampled = std::ranges::count_if(
            m_fingerprint.cases, [](const CaseFacts& one) { return one.voxels && !one.voxels->foreground.empty(); });
        for (const char* key : {"clip", "clip-low", "clip-high"}) {
            because(key, ReasonKind::CtWindow, {std::to_string(sampled)});
        }
    }

    void proposeCropAndNormalisation() {
        constexpr double kMostOfBox = 0.95;       // else cropping is not worth a grid of its own
        constexpr double kZeroBackground = 0.75;  // nnU-Net's
        constexpr double kSmall = 0.01;
        PreparationSettings& preparation = m_proposal.preparation;
        const Vector3 shares = m_fingerprint.medianNonZeroShare();
        const double share = shares[0] * shares[1] * shares[2];
        const bool isCropped = share < kMostOfBox;
        preparation.crop = isCropped ? Crop::NonZero : Crop::None;
        preparation.cropMargin = 0;
        m_shareKept = isCropped ? shares : Vector3{1, 1, 1};
        const double structures = m_fingerprint.medianForegroundShare();
        if (isCropped) {
            because("crop", ReasonKind::CropNonZero, {percentText(share, 0)});
        } else if (structures > 0 && structures < kSmall) {
            because("crop", ReasonKind::CropSmallStructures, {percentText(structures, 2)});
        } else {
            because("crop", ReasonKind::CropNothing);
        }
        const bool isBackgroundZero = share < kZeroBackground && !m_fingerprint.isCt();
        preparation.normalisation = isBackgroundZero ? Normalisation::ZScoreNonZero : Normalisation::ZScore;
        if (isBackgroundZero) {
            because("normalisation", ReasonKind::ZeroBackground, {percentText(share, 0)});
        } else {
            because("normalisation", ReasonKind::NoZeroBackground);
        }
    }

    void proposePatch() {
        TrainingSettings start = m_proposal.training;
        const auto labelled = static_cast<std::int64_t>(m_fingerprint.labelledCount());
        if (labelled > 0 && labelled < start.labelledBatch) {
            start.labelledBatch = labelled;
            because("labelled-batch", ReasonKind::BatchFew, {std::to_string(labelled)});
        } else {
            because("labelled-batch", ReasonKind::BatchPublished);
        }
        because("unlabelled-batch", ReasonKind::BatchPublished);
        because("filters", ReasonKind::FiltersPublished);
        if (m_device.isCpu) {
            start.filters = std::max<std::int64_t>(1, start.filters / 2);
            because("filters", ReasonKind::FiltersProcessor);
        }
        const Index3 median = m_fingerprint.medianSizeAt(m_proposal.preparation.spacingMm, m_shareKept);
        const PatchChoice choice = choosePatch(start, median, m_proposal.preparation.spacingMm, m_device);
        m_proposal.training = choice.settings;
        if (choice.hasSmallerBatch) {
            because("labelled-batch", ReasonKind::BatchMemory, {m_device.title});
            because("unlabelled-batch", ReasonKind::BatchMemory, {m_device.title});
        }
        if (choice.hasFewerFilters) {
            because("filters", ReasonKind::FiltersMemory, {m_device.title});
        }
        tellPatch(choice, sizeText(median));
        proposeStride();
    }

    void tellPatch(const PatchChoice& choice, const std::string& median) {
        switch (choice.limit) {
            case PatchLimit::Volume:
                because("patch", ReasonKind::PatchWhole, {median});
                break;
            case PatchLimit::Memory:
                because("patch", ReasonKind::PatchMemory, {median, bytesText(m_device.budgetBytes()), m_device.title});
                break;
            case PatchLimit::Most:
                because("patch", m_device.isCpu ? ReasonKind::PatchProcessor : ReasonKind::PatchLarge, {median});
                break;
        }
    }

    void proposeStride() {
        TrainingSettings& training = m_proposal.training;
        const std::int64_t parts = m_device.isCpu ? 2 : 3;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            training.testStride[axis] = training.patch[axis] / parts;
        }
        training.validationStride = {0, 0, 0};
        because("test-stride", m_device.isCpu ? ReasonKind::StrideHalf : ReasonKind::StrideThird);
    }

    /// Whether a quarter turn in the plane leaves voxels about as they are.
    [[nodiscard]] bool areAlike(std::size_t a, std::size_t b) const {
        constexpr double kMostRatio = 1.25;
        const Vector3& spacing = m_proposal.preparation.spacingMm;
        return std::max(spacing[a], spacing[b]) <= kMostRatio * std::min(spacing[a], spacing[b]);
    }

    void proposeTurns() {
        TrainingSettings& training = m_proposal.training;
        if (training.augmentation == Augmentation::None) {
            return;
        }
        if (!areAlike(0, 1) && !areAlike(1, 2)) {
            training.augmentation = Augmentation::None;
            because("augmentation", ReasonKind::NoAlikeAxes);
            return;
        }
        training.turnedAxes = areAlike(0, 1) ? TurnedAxes::FirstTwo : TurnedAxes::LastTwo;
        because("turned-axes", ReasonKind::TurnAlikeAxes);
    }

    void proposeLength() {
        constexpr std::int64_t kEach = 200;
        constexpr std::int64_t kLeast = 6000;
        constexpr std::int64_t kMost = 30000;
        TrainingSettings& training = m_proposal.training;
        training.iterations = std::clamp(kEach * std::ssize(m_fingerprint.cases), kLeast, kMost);
        training.rampIterations = training.iterations / 5 * 2;
        because("iterations", ReasonKind::IterationsByCases, {m_cases});
        because("ramp-iterations", ReasonKind::RampPublished);
    }

    template <class S>
    void listTable(const S& settings, bool isOfPreparation) {
        for (const Field<S>& one : S::fields()) {
            const auto reason = m_reasons.find(one.key);
            if (reason != m_reasons.end() && (!one.isUsed || one.isUsed(settings))) {
                m_proposal.values.push_back({.isOfPreparation = isOfPreparation,
                                             .key = one.key,
                                             .value = textOf(one.get(settings)),
                                             .reason = reason->second});
            }
        }
    }

    void listValues() {
        listTable(m_proposal.preparation, true);
        listTable(m_proposal.training, false);
    }

    const Fingerprint& m_fingerprint;
    const ProposalDevice& m_device;
    Proposal m_proposal;
    std::string m_cases;
    Vector3 m_shareKept{1, 1, 1};
    std::map<std::string, Reason> m_reasons;  ///< keys of the two tables differ
};

}  // namespace

Proposal propose(const Fingerprint& fingerprint, const ProposalDevice& device, const PreparationSettings& preparation,
                 const TrainingSettings& training) {
    return Proposing(fingerprint, device, {.preparation = preparation, .training = training, .values = {}}).made();
}

}  // namespace tandem
