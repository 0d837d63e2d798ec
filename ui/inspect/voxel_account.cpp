#include "ui/inspect/voxel_account.h"

#include <algorithm>
#include <iterator>

namespace tandem {
namespace {

std::optional<DecoderAccount> accountOf(const InspectedCase& inspected, const Index3& voxel, const QString& decoder) {
    DecoderAccount account;
    bool isComplete = true;
    const auto value = [&](const QString& id) {
        const SliceLayer* const layer = inspected.layer(id);
        isComplete = isComplete && layer != nullptr;
        return layer == nullptr ? 0.0 : layer->valueAt(voxel);
    };
    account.entropyNats = value("uncertainty-" + decoder);
    account.teachingWeight = value("reliability-" + decoder);
    for (int index = 0; index < inspected.scheme.count(); ++index) {
        account.probability.push_back(value(QString("probability-%1-%2").arg(decoder).arg(index)));
        account.similarity.push_back(value(QString("similarity-%1-%2").arg(decoder).arg(index)));
    }
    account.pseudoLabel =
        static_cast<int>(std::distance(account.probability.begin(), std::ranges::max_element(account.probability)));
    return isComplete ? std::optional(account) : std::nullopt;
}

}  // namespace

std::optional<VoxelAccount> VoxelAccount::of(const InspectedCase& inspected, const Index3& voxel) {
    const auto a = accountOf(inspected, voxel, "a");
    const auto b = accountOf(inspected, voxel, "b");
    const SliceLayer* const selection = inspected.layer("selection");
    const SliceLayer* const trust = inspected.layer("trust");
    if (!a.has_value() || !b.has_value() || selection == nullptr || trust == nullptr) {
        return {};
    }
    VoxelAccount account{
        .voxel = voxel, .a = *a, .b = *b, .trust = trust->valueAt(voxel), .uncalibrated = inspected.uncalibrated};
    const int selected = static_cast<int>(selection->valueAt(voxel));
    if (selected == 1) {
        account.teacher = Teacher::A;
        account.weight = a->teachingWeight;
    } else if (selected == 2) {
        account.teacher = Teacher::B;
        account.weight = b->teachingWeight;
    }
    return account;
}

}  // namespace tandem
