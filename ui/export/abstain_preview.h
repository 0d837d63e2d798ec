// Where a case's export would abstain: one slice to look at, and at every threshold how many voxels, and how many of
// them are expected to be wrong.
//
// A plain value; reading blocks and belongs into a job. Invariant: holds one slice, not the volumes, so that it is
// small and a change of the threshold costs nothing.
#pragma once

#include "core/maps/map_name.h"
#include "core/reliability/abstention.h"
#include "core/reliability/trust_threshold.h"
#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "storage/reliability/run_trust.h"
#include "ui/trust/trust_work.h"

#include <QSize>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

class QImage;

namespace tandem {

class AbstainPreview {
public:
    /// Thresholds are whole hundredths.
    static constexpr int kSteps = kTrustSteps;

    AbstainPreview() = default;
    /// trust: empty without all maps.
    AbstainPreview(const ImageVolume& image, const LabelVolume& label, const ImageVolume& trust, LabelScheme scheme);

    [[nodiscard]] bool isEmpty() const { return m_image.isEmpty(); }
    /// Whether all maps were stored; without them nothing says where to abstain.
    [[nodiscard]] bool canAbstain() const { return !m_trust.isEmpty(); }
    [[nodiscard]] AbstainCount countAt(int hundredths) const;
    /// Width over height of the slice in mm.
    [[nodiscard]] double aspect() const;
    /// The prediction over the image, and where it abstains. hundredths: below 0 to abstain nowhere.
    [[nodiscard]] QImage picture(int hundredths, const QSize& size) const;
    [[nodiscard]] std::int64_t slice() const { return m_slice; }
    [[nodiscard]] std::int64_t slices() const { return m_slices; }
    [[nodiscard]] const LabelScheme& scheme() const { return m_scheme; }

private:
    /// By the number of thresholds 0, 1, ... 100 hundredths that a voxel's trust reaches.
    template <class Number>
    using ByStep = std::array<Number, kSteps + 2>;

    ImageVolume m_image;  ///< of one slice, like the next two
    LabelVolume m_label;
    ImageVolume m_trust;
    LabelScheme m_scheme;
    std::int64_t m_slice = 0;
    std::int64_t m_slices = 0;
    ByStep<std::int64_t> m_all{};
    ByStep<std::int64_t> m_foreground{};
    ByStep<double> m_doubt{};  ///< 1 - trust, added up: voxels that are expected to be wrong
};

/// A preview, and what is known of the trust that it shows.
struct AbstainReading {
    AbstainPreview preview;
    RunTrust trust;
    TrustWork work;  ///< that would bring the trust up to date
};

/// What to look at.
struct AbstainCase {
    std::int64_t runId = 0;
    std::int64_t caseId = 0;
    std::string checkpointHash;
    std::string caseName;
    Decoder label = Decoder::A;  ///< whose

    bool operator==(const AbstainCase&) const = default;
};

/// Throws Error (NotFound when the prediction or a file is gone, Cancelled).
[[nodiscard]] AbstainReading readAbstainPreview(const std::filesystem::path& projectFolder, const AbstainCase& wanted,
                                                const std::stop_token& stop);

/// What a threshold left undecided on the validation cases; nothing where none was judged.
[[nodiscard]] std::optional<AbstentionPoint> abstentionAtThreshold(const TrustEvidence& evidence, double threshold);

}  // namespace tandem
