#include "core/reliability/voxel_account.h"

#include <algorithm>

namespace tandem {
namespace {

/// Reads a voxel of maps, and remembers whether one was missing.
class Reader {
public:
    Reader(const MapSet& maps, const Index3& voxel) : m_maps(maps), m_voxel(voxel) {}

    double value(const MapName& name) {
        const MapVoxels* const voxels = m_maps.find(name);
        m_isComplete = m_isComplete && voxels != nullptr;
        return voxels == nullptr ? 0.0 : valueAt(*voxels, m_voxel);
    }

    DecoderAccount account(Decoder decoder, int classes) {
        DecoderAccount account{.entropyNats = value({MapKind::Uncertainty, decoder}),
                               .teachingWeight = value({MapKind::Reliability, decoder})};
        for (int index = 0; index < classes; ++index) {
            account.probability.push_back(value({MapKind::Probability, decoder, index}));
            account.similarity.push_back(value({MapKind::Similarity, decoder, index}));
        }
        account.pseudoLabel =
            static_cast<int>(std::ranges::max_element(account.probability) - account.probability.begin());
        return account;
    }

    [[nodiscard]] bool isComplete() const { return m_isComplete; }

private:
    const MapSet& m_maps;
    Index3 m_voxel;
    bool m_isComplete = true;
};

}  // namespace

std::optional<VoxelAccount> VoxelAccount::of(const MapSet& maps, int classes, const Index3& voxel) {
    Reader reader(maps, voxel);
    VoxelAccount account{.a = reader.account(Decoder::A, classes),
                         .b = reader.account(Decoder::B, classes),
                         .trust = reader.value(kTrustMap)};
    const auto selected = static_cast<int>(reader.value(kSelectionMap));
    if (selected == 1) {
        account.teacher = Decoder::A;
        account.weight = account.a.teachingWeight;
    } else if (selected == 2) {
        account.teacher = Decoder::B;
        account.weight = account.b.teachingWeight;
    }
    return reader.isComplete() ? std::optional(account) : std::nullopt;
}

}  // namespace tandem
