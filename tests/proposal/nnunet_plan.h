// What nnU-Net's published rules plan for data: target spacing, normalisation over non-zero voxels, patch and batch of
// its configuration 3d_fullres for 8 GB of GPU memory, to stand beside what is proposed here.
//
// Isensee, Jaeger, Kohl, Petersen, Maier-Hein: nnU-Net: a self-configuring method for deep learning-based biomedical
// image segmentation. Nature Methods 18 (2021) 203-211, doi 10.1038/s41592-020-01008-z; the numbers are those of the
// planner of its second version (MIC-DKFZ/nnUNet, Apache-2.0). Written anew by its rules. Pure.
// Invariant: sizes, spacings and patches are in the order x, y, z here.
#pragma once

#include "core/proposal/fingerprint.h"

namespace tandem {

struct NnunetPlan {
    Vector3 spacingMm{};
    Index3 patch{};
    std::int64_t batch = 2;
    bool usesNonZeroMask = false;
};

[[nodiscard]] NnunetPlan nnunetPlan(const Fingerprint& fingerprint, int classes);

}  // namespace tandem
