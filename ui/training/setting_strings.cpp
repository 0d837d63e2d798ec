#include "ui/training/setting_strings.h"

#include <QtGlobal>
#include <algorithm>
#include <array>

namespace tandem {
namespace {

constexpr std::array kSettingTexts{
    QT_TRANSLATE_NOOP("SettingField", "Method"),
    QT_TRANSLATE_NOOP("SettingField", "How the network learns: from labelled cases alone, or from all of them."),
    QT_TRANSLATE_NOOP("SettingField", "Device"),
    QT_TRANSLATE_NOOP("SettingField", "Where to compute: auto, cpu, cuda or cuda:N."),
    QT_TRANSLATE_NOOP("SettingField", "Precision"),
    QT_TRANSLATE_NOOP("SettingField", "Arithmetic of the convolutions; auto uses bfloat16 where the hardware has it."),
    QT_TRANSLATE_NOOP("SettingField", "Filters"),
    QT_TRANSLATE_NOOP("SettingField", "Channels of the network's finest level; each deeper level doubles them."),
    QT_TRANSLATE_NOOP("SettingField", "Dropout"),
    QT_TRANSLATE_NOOP("SettingField", "Probability of dropping a feature channel while training."),
    QT_TRANSLATE_NOOP("SettingField", "Patch"),
    QT_TRANSLATE_NOOP("SettingField", "Size of the patches that the network sees; multiples of 16."),
    QT_TRANSLATE_NOOP("SettingField", "voxels"),
    QT_TRANSLATE_NOOP("SettingField", "Labelled patches per step"),
    QT_TRANSLATE_NOOP("SettingField", "Patches of labelled cases in every step."),
    QT_TRANSLATE_NOOP("SettingField", "Unlabelled patches per step"),
    QT_TRANSLATE_NOOP("SettingField", "Patches of unlabelled cases in every step."),
    QT_TRANSLATE_NOOP("SettingField", "Iterations"),
    QT_TRANSLATE_NOOP("SettingField", "Training steps in all."),
    QT_TRANSLATE_NOOP("SettingField", "Learning rate"),
    QT_TRANSLATE_NOOP("SettingField", "Step width of stochastic gradient descent."),
    QT_TRANSLATE_NOOP("SettingField", "Learning-rate schedule"),
    QT_TRANSLATE_NOOP("SettingField", "Constant as in the paper, or falling polynomially to zero."),
    QT_TRANSLATE_NOOP("SettingField", "Momentum"),
    QT_TRANSLATE_NOOP("SettingField", "Of stochastic gradient descent."),
    QT_TRANSLATE_NOOP("SettingField", "Weight decay"),
    QT_TRANSLATE_NOOP("SettingField", "Pull of the weights towards zero."),
    QT_TRANSLATE_NOOP("SettingField", "Supervised weight"),
    QT_TRANSLATE_NOOP("SettingField", "Lambda, the weight of the Dice loss on labelled patches."),
    QT_TRANSLATE_NOOP("SettingField", "Ramp length"),
    QT_TRANSLATE_NOOP("SettingField", "Iterations until the mutual loss has its full weight."),
    QT_TRANSLATE_NOOP("SettingField", "iterations"),
    QT_TRANSLATE_NOOP("SettingField", "Augmentation"),
    QT_TRANSLATE_NOOP("SettingField", "Random quarter turns and a flip in the first two axes, or none."),
    QT_TRANSLATE_NOOP("SettingField", "Validate every"),
    QT_TRANSLATE_NOOP("SettingField", "Iterations between validations; 0 validates at the end only."),
    QT_TRANSLATE_NOOP("SettingField", "Validation stride"),
    QT_TRANSLATE_NOOP("SettingField", "Distance of windows in validations; 0 is half the patch."),
    QT_TRANSLATE_NOOP("SettingField", "Test stride"),
    QT_TRANSLATE_NOOP("SettingField", "Distance of windows in the last validation and in predictions."),
    QT_TRANSLATE_NOOP("SettingField", "Save every"),
    QT_TRANSLATE_NOOP("SettingField", "Iterations between saves of the last state."),
    QT_TRANSLATE_NOOP("SettingField", "Seed"),
    QT_TRANSLATE_NOOP("SettingField", "Start of every random generator."),
    QT_TRANSLATE_NOOP("SettingField", "Deterministic"),
    QT_TRANSLATE_NOOP("SettingField", "The same numbers at every repetition, at some cost in speed."),
    QT_TRANSLATE_NOOP("SettingField", "Volumes live"),
    QT_TRANSLATE_NOOP("SettingField", "On the device, streamed from the cache, or whichever fits."),
    QT_TRANSLATE_NOOP("SettingField", "Prefetch threads"),
    QT_TRANSLATE_NOOP("SettingField", "Threads that cut patches when volumes are streamed."),
    QT_TRANSLATE_NOOP("SettingField", "supervised"),
    QT_TRANSLATE_NOOP("SettingField", "mutual-reliable"),
    QT_TRANSLATE_NOOP("SettingField", "auto"),
    QT_TRANSLATE_NOOP("SettingField", "float32"),
    QT_TRANSLATE_NOOP("SettingField", "bfloat16"),
    QT_TRANSLATE_NOOP("SettingField", "constant"),
    QT_TRANSLATE_NOOP("SettingField", "polynomial"),
    QT_TRANSLATE_NOOP("SettingField", "none"),
    QT_TRANSLATE_NOOP("SettingField", "rotate-flip"),
    QT_TRANSLATE_NOOP("SettingField", "device"),
    QT_TRANSLATE_NOOP("SettingField", "stream"),
    QT_TRANSLATE_NOOP("SettingField", "Axis order"),
    QT_TRANSLATE_NOOP("SettingField", "Turn every volume to a canonical axis order, or keep its own."),
    QT_TRANSLATE_NOOP("SettingField", "Target spacing"),
    QT_TRANSLATE_NOOP("SettingField", "Voxel spacing to resample to; 0 keeps an axis as it is."),
    QT_TRANSLATE_NOOP("SettingField", "mm"),
    QT_TRANSLATE_NOOP("SettingField", "Interpolation"),
    QT_TRANSLATE_NOOP("SettingField", "How images are resampled; labels always take the nearest voxel."),
    QT_TRANSLATE_NOOP("SettingField", "Clip intensities"),
    QT_TRANSLATE_NOOP("SettingField", "Limit intensities to the window below."),
    QT_TRANSLATE_NOOP("SettingField", "Lowest intensity"),
    QT_TRANSLATE_NOOP("SettingField", "Lower end of the intensity window."),
    QT_TRANSLATE_NOOP("SettingField", "Highest intensity"),
    QT_TRANSLATE_NOOP("SettingField", "Upper end of the intensity window."),
    QT_TRANSLATE_NOOP("SettingField", "Crop"),
    QT_TRANSLATE_NOOP("SettingField", "Keep all, the box of non-zero voxels, or the label's box where there is one."),
    QT_TRANSLATE_NOOP("SettingField", "Crop margin"),
    QT_TRANSLATE_NOOP("SettingField", "Voxels kept around the box."),
    QT_TRANSLATE_NOOP("SettingField", "Normalisation"),
    QT_TRANSLATE_NOOP("SettingField", "Shift and scale to mean 0 and deviation 1, over all or non-zero voxels."),
    QT_TRANSLATE_NOOP("SettingField", "keep"),
    QT_TRANSLATE_NOOP("SettingField", "LPS"),
    QT_TRANSLATE_NOOP("SettingField", "RAS"),
    QT_TRANSLATE_NOOP("SettingField", "linear"),
    QT_TRANSLATE_NOOP("SettingField", "b-spline"),
    QT_TRANSLATE_NOOP("SettingField", "non-zero"),
    QT_TRANSLATE_NOOP("SettingField", "label"),
    QT_TRANSLATE_NOOP("SettingField", "z-score"),
    QT_TRANSLATE_NOOP("SettingField", "z-score-non-zero"),
};

constexpr std::array kPresetTexts{
    QT_TRANSLATE_NOOP("Preset", "Left Atrium (MR)"),
    QT_TRANSLATE_NOOP("Preset",
                      "Late-gadolinium cardiac MR, already cropped near the heart as the field distributes it; z-score "
                      "over the whole volume."),
    QT_TRANSLATE_NOOP("Preset", "Pancreas (CT)"),
    QT_TRANSLATE_NOOP(
        "Preset",
        "Abdominal CT: -125 to 275 HU, 1 mm isotropic, cropped around the label with 25 voxels margin, z-score."),
    QT_TRANSLATE_NOOP("Preset", "BraTS-2019 (FLAIR, whole tumour)"),
    QT_TRANSLATE_NOOP("Preset", "Skull-stripped brain MR: cropped to the non-zero box, z-score."),
    QT_TRANSLATE_NOOP("Preset", "Other data"),
    QT_TRANSLATE_NOOP(
        "Preset", "Any modality: axes in LPS order, intensities as z-score; set spacing, window and patch to suit."),
};

}  // namespace

bool isKnownToTranslators(std::string_view text) {
    return std::ranges::find(kSettingTexts, text) != kSettingTexts.end() ||
           std::ranges::find(kPresetTexts, text) != kPresetTexts.end();
}

}  // namespace tandem
