// Where a case's export would abstain: one slice to look at, and how many voxels at every threshold.
//
// A plain value; reading blocks and belongs into a job. Invariant: holds one slice, not the volumes, so that it is
// small and a change of the threshold costs nothing.
#pragma once

#include "core/study/label_scheme.h"
#include "core/volume/volume.h"
#include "storage/study/export_abstain.h"

#include <QSize>
#include <array>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

class QImage;

namespace tandem {

class AbstainPreview {
public:
    /// Thresholds are whole hundredths.
    static constexpr int kSteps = 100;

    AbstainPreview() = default;
    AbstainPreview(const ImageVolume& image, const LabelVolume& label, const ImageVolume& reliability,
                   LabelScheme scheme);

    [[nodiscard]] bool isEmpty() const { return m_image.isEmpty(); }
    /// Whether the reliability maps were stored; without them there is nothing to abstain from.
    [[nodiscard]] bool canAbstain() const { return !m_reliability.isEmpty(); }
    [[nodiscard]] AbstainCount countAt(int hundredths) const;
    /// Width over height of the slice in mm.
    [[nodiscard]] double aspect() const;
    /// The prediction over the image, and where it abstains. hundredths: below 0 to abstain nowhere.
    [[nodiscard]] QImage picture(int hundredths, const QSize& size) const;
    [[nodiscard]] std::int64_t slice() const { return m_slice; }
    [[nodiscard]] std::int64_t slices() const { return m_slices; }
    [[nodiscard]] const LabelScheme& scheme() const { return m_scheme; }

private:
    /// By the number of thresholds 0, 1, ... 100 hundredths that a voxel's reliability reaches.
    using Counts = std::array<std::int64_t, kSteps + 2>;

    ImageVolume m_image;  ///< of one slice, like the next two
    LabelVolume m_label;
    ImageVolume m_reliability;
    LabelScheme m_scheme;
    std::int64_t m_slice = 0;
    std::int64_t m_slices = 0;
    Counts m_all{};
    Counts m_foreground{};
};

/// Throws Error (NotFound when the prediction or a file is gone, Cancelled).
[[nodiscard]] AbstainPreview readAbstainPreview(const std::filesystem::path& projectFolder, std::int64_t runId,
                                                std::int64_t caseId, const std::string& checkpointHash,
                                                const std::stop_token& stop);

}  // namespace tandem
