#include "storage/preparation/prepare.h"

#include "core/base/error.h"
#include "core/volume/box.h"
#include "core/volume/unknown_class.h"
#include "storage/preparation/intensities.h"
#include "storage/preparation/regrid.h"
#include "storage/preparation/target_grid.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <span>
#include <utility>

namespace tandem {
namespace {

std::string channelName(std::size_t channel) {
    return "channel " + std::to_string(channel + 1);
}

void requireOneGrid(const SourceCase& source) {
    if (source.channels.empty() || source.channels.front().isEmpty()) {
        throw Error(ErrorCode::InvalidInput, "There is no image to prepare.");
    }
    const Geometry& first = source.channels.front().geometry();
    first.check();
    for (std::size_t channel = 1; channel < source.channels.size(); ++channel) {
        if (const auto difference = differenceOf(first, source.channels[channel].geometry())) {
            throw Error(ErrorCode::InvalidInput, "The image's " + channelName(channel) +
                                                     " does not lie on the grid of channel 1: their " + *difference +
                                                     ".");
        }
    }
    if (source.label) {
        if (const auto difference = differenceOf(first, source.label->geometry())) {
            throw Error(ErrorCode::InvalidInput,
                        "The label does not lie on the image's grid: their " + *difference + ".");
        }
    }
    if (source.guide) {
        if (const auto difference = differenceOf(first, source.guide->geometry())) {
            throw Error(ErrorCode::InvalidInput,
                        "The prediction to crop around does not lie on the image's grid: their " + *difference +
                            "; predict the case again.");
        }
    }
}

void requireFinite(const SourceCase& source) {
    for (std::size_t channel = 0; channel < source.channels.size(); ++channel) {
        if (!std::ranges::all_of(source.channels[channel].voxels(), [](float value) { return std::isfinite(value); })) {
            throw Error(ErrorCode::InvalidInput,
                        "The image's " + channelName(channel) +
                            " has voxels that are not finite numbers; repair or leave it out.");
        }
    }
}

/// One case on its way through the steps.
class Preparation {
public:
    Preparation(const SourceCase& source, const PreparationSettings& settings, const std::stop_token& stop)
        : m_source(source), m_settings(settings), m_stop(stop), m_grid(source.channels.front().geometry()) {}

    [[nodiscard]] Prepared run(const Progress& progress) {
        progress(0, "finding the grid");
        const Geometry wide = resampled(
            m_settings.orientation == AxisOrder::Keep ? m_grid : reoriented(m_grid, nameOf(m_settings.orientation)),
            m_settings.spacingMm);
        Prepared prepared;
        prepared.header.original = m_grid;
        prepared.header.channels = static_cast<int>(m_source.channels.size());
        prepared.header.hasLabel = m_source.label.has_value();
        prepared.header.geometry = target(wide);
        const Geometry& geometry = prepared.header.geometry;
        if (m_source.label) {
            const LabelVolume label = ontoGrid(onFirstGrid(*m_source.label), geometry, m_stop);
            prepared.label.assign(label.voxels().begin(), label.voxels().end());
        }
        const auto voxels = static_cast<std::size_t>(geometry.voxelCount());
        prepared.image.resize(voxels * m_source.channels.size());
        for (std::size_t channel = 0; channel < m_source.channels.size(); ++channel) {
            progress(static_cast<double>(channel + 1) / static_cast<double>(m_source.channels.size() + 1),
                     "preparing the image");
            prepareChannel(channel, geometry, std::span(prepared.image).subspan(channel * voxels, voxels));
        }
        prepared.notices = std::move(m_notices);
        progress(1, "prepared");
        return prepared;
    }

private:
    /// The volume on the grid of channel 1 exactly, from which it may differ by the tolerance.
    template <class T>
    [[nodiscard]] Volume<T> onFirstGrid(const Volume<T>& volume) const {
        return {m_grid, volume.share()};
    }

    [[nodiscard]] Geometry target(const Geometry& wide) {
        const auto box = cropBox(wide);
        if (!box) {
            return wide;
        }
        const std::int64_t margin = m_settings.crop == Crop::Box ? 0 : m_settings.cropMargin;
        return cropped(wide, box->grownWithin(wide.size, {margin, margin, margin}));
    }

    /// Nothing for all of the grid.
    [[nodiscard]] std::optional<Box> cropBox(const Geometry& wide) {
        if (m_settings.crop == Crop::None) {
            return std::nullopt;
        }
        const auto box = m_settings.crop == Crop::Box ? boxBetween(wide, m_settings.cropFromMm, m_settings.cropToMm)
                                                      : boxAround(wide);
        if (!box) {
            m_notices.push_back(whyNoBox() + ", so all of it was kept.");
        }
        return box;
    }

    /// What is cropped around; nothing where it is not there.
    [[nodiscard]] std::optional<LabelVolume> kept() const {
        if (m_settings.crop == Crop::NonZero) {
            return nonZero(m_source.channels);
        }
        const auto& label = m_source.label || m_settings.crop == Crop::Label ? m_source.label : m_source.guide;
        return label ? std::optional(onFirstGrid(*label)) : std::nullopt;
    }

    [[nodiscard]] std::optional<Box> boxAround(const Geometry& wide) const {
        const std::optional<LabelVolume> around = kept();
        if (!around) {
            return std::nullopt;
        }
        const LabelVolume onWide = ontoGrid(*around, wide, m_stop);
        return boundingBox(wide.size,
                           [v = onWide.voxels()](std::size_t i) { return v[i] != 0 && v[i] != kUnknownClass; });
    }

    [[nodiscard]] std::string whyNoBox() const {
        if (m_settings.crop == Crop::Box) {
            return "The case lies outside of the box given by hand";
        }
        if (m_settings.crop == Crop::NonZero) {
            return "The image is zero everywhere";
        }
        if (m_source.label) {
            return "The case's label is empty";
        }
        if (m_settings.crop == Crop::Label) {
            return "The case has no label to crop around";
        }
        const std::string run = std::to_string(m_settings.cropRun);
        return m_source.guide ? "The prediction of the case by run " + run + " is empty"
                              : "The case has neither a label nor a prediction of run " + run + " to crop around";
    }

    /// 1 where one of the channels is not 0 in the source: before interpolation, which smears the edge, and before
    /// clipping, which may lift the background.
    [[nodiscard]] LabelVolume nonZero(std::span<const ImageVolume> channels) const {
        std::vector<std::uint8_t> mask(static_cast<std::size_t>(m_grid.voxelCount()));
        for (const ImageVolume& channel : channels) {
            std::ranges::transform(mask, channel.voxels(), mask.begin(), [](std::uint8_t known, float value) {
                return static_cast<std::uint8_t>(known != 0 || value != 0 ? 1 : 0);
            });
        }
        return {m_grid, std::move(mask)};
    }

    void prepareChannel(std::size_t channel, const Geometry& geometry, std::span<float> result) {
        const ImageVolume source = onFirstGrid(m_source.channels[channel]);
        std::ranges::copy(ontoGrid(source, geometry, m_settings.interpolation, std::nullopt, m_stop).voxels(),
                          result.begin());
        if (m_settings.clip) {
            clipTo(result, m_settings.clipLow, m_settings.clipHigh);
        }
        if (!isKeptAsItIs(channel)) {
            if (m_settings.clipPercentile > 0) {
                clipAtPercentile(result, m_settings.clipPercentile);
            }
            if (!normalised(channel, geometry, result)) {
                m_notices.push_back("The image's " + channelName(channel) +
                                    " is constant where it is normalised, so all of it was set to 0.");
            }
        }
        throwIfStopped(m_stop);
    }

    [[nodiscard]] bool isKeptAsItIs(std::size_t channel) const {
        return m_settings.keepsNormalised && channel < m_source.isFromHdf5.size() && m_source.isFromHdf5[channel] &&
               areNormalised(m_source.channels[channel].voxels());
    }

    /// Normalises the voxels as the settings say; false where they are constant.
    [[nodiscard]] bool normalised(std::size_t channel, const Geometry& geometry, std::span<float> voxels) const {
        switch (m_settings.normalisation) {
            case Normalisation::None:
                return true;
            case Normalisation::ZScore:
                return normalise(voxels);
            case Normalisation::ZScoreNonZero: {
                const LabelVolume mask = nonZero(std::span(m_source.channels).subspan(channel, 1));
                return normaliseWithin(voxels, ontoGrid(mask, geometry, m_stop).voxels());
            }
            case Normalisation::ZScoreOfPositive:
                return normaliseByPositive(voxels);
        }
        return true;
    }

    const SourceCase& m_source;
    const PreparationSettings& m_settings;
    const std::stop_token& m_stop;
    Geometry m_grid;
    std::vector<std::string> m_notices;
};

}  // namespace

Prepared prepare(const SourceCase& source, const PreparationSettings& settings, const Progress& progress,
                 const std::stop_token& stop) {
    checkSettings(settings);
    requireOneGrid(source);
    requireFinite(source);
    throwIfStopped(stop);
    try {
        return Preparation(source, settings, stop).run(progress);
    } catch (const std::bad_alloc& error) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory to prepare the image; choose a wider spacing.",
                    error.what());
    }
}

}  // namespace tandem
