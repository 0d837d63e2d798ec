#include "core/reliability/case_voxels.h"

#include "core/volume/unknown_class.h"

#include <algorithm>
#include <utility>

namespace tandem {
namespace {

enum KindOfVoxel : std::uint8_t { Wrong, Doubtable, Sure };

constexpr float kDoubtableOdds = -4;  // an error in about fifty, if the mean's entropy were right

/// A number that looks drawn by chance, of the place of a voxel (the finaliser of SplitMix64).
std::uint64_t hashOf(std::uint64_t place) {
    std::uint64_t x = place + 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

KindOfVoxel kindOf(const SignalColumns& signals, bool isWrong, std::size_t at) {
    if (isWrong) {
        return Wrong;
    }
    const bool isDoubtable = columnOf(signals, TrustSignal::EntropyMean)[at] > kDoubtableOdds ||
                             columnOf(signals, TrustSignal::Nearness)[at] > 0 ||
                             columnOf(signals, TrustSignal::Disagreement)[at] > 0;
    return isDoubtable ? Doubtable : Sure;
}

template <class T>
void keep(std::vector<T>& values, const std::vector<std::size_t>& places) {
    for (std::size_t index = 0; index < places.size(); ++index) {
        values[index] = values[places[index]];
    }
    values.resize(places.size());
}

}  // namespace

VoxelDraw::VoxelDraw(std::int64_t caseId, std::string caseName, int classes, std::size_t mostOfAKind)
    : m_counts(static_cast<std::size_t>(classes)), m_mostOfAKind(mostOfAKind) {
    m_case.caseId = caseId;
    m_case.caseName = std::move(caseName);
    m_case.meanProbability.resize(static_cast<std::size_t>(classes));
}

void VoxelDraw::add(const VoxelMaps& maps, std::span<const std::uint8_t> reference,
                    std::span<const std::uint8_t> isNearBoundary) {
    const SignalColumns signals = signalsOf(maps);
    for (std::size_t at = 0; at < reference.size(); ++at) {
        const std::uint64_t place = m_passed++;
        if (reference[at] == kUnknownClass) {
            continue;
        }
        ++m_case.voxels;
        count(maps.label[at], reference[at]);
        const std::uint64_t hash = hashOf(place);
        const KindOfVoxel kind = kindOf(signals, maps.label[at] != reference[at], at);
        Kind& drawing = m_kinds[kind];
        ++drawing.seen;
        if (hash > drawing.limit) {
            continue;
        }
        for (std::size_t signal = 0; signal < kTrustSignals; ++signal) {
            m_case.signals[signal].push_back(signals[signal][at]);
        }
        for (std::size_t index = 0; index < m_case.meanProbability.size(); ++index) {
            m_case.meanProbability[index].push_back((maps.probabilityA[index][at] + maps.probabilityB[index][at]) / 2);
        }
        m_case.label.push_back(maps.label[at]);
        m_case.labelA.push_back(maps.labelA[at]);
        m_case.labelB.push_back(maps.labelB[at]);
        m_case.reference.push_back(reference[at]);
        m_case.isNearBoundary.push_back(isNearBoundary[at]);
        m_hash.push_back(hash);
        m_kind.push_back(kind);
        if (++drawing.drawn > m_mostOfAKind) {
            thin(kind);
        }
    }
}

void VoxelDraw::count(std::uint8_t label, std::uint8_t reference) {
    ++m_counts.at(label).either;
    ++m_counts.at(reference).either;
    m_counts[label].both += label == reference ? 1 : 0;
}

double VoxelDraw::meanDice() const {
    double sum = 0;
    for (std::size_t index = 1; index < m_counts.size(); ++index) {
        const Counts& counts = m_counts[index];
        sum += counts.either > 0 ? 2 * static_cast<double>(counts.both) / static_cast<double>(counts.either) : 1;
    }
    return sum / static_cast<double>(m_counts.size() - 1);
}

void VoxelDraw::thin(std::size_t kind) {
    Kind& drawing = m_kinds[kind];
    drawing.limit /= 2;
    std::vector<std::size_t> kept;
    for (std::size_t at = 0; at < m_hash.size(); ++at) {
        if (m_kind[at] != kind || m_hash[at] <= drawing.limit) {
            kept.push_back(at);
        }
    }
    drawing.drawn -= m_hash.size() - kept.size();
    std::ranges::for_each(m_case.signals, [&](std::vector<float>& column) { keep(column, kept); });
    std::ranges::for_each(m_case.meanProbability, [&](std::vector<float>& column) { keep(column, kept); });
    for (std::vector<std::uint8_t>* const column :
         {&m_case.label, &m_case.labelA, &m_case.labelB, &m_case.reference, &m_case.isNearBoundary, &m_kind}) {
        keep(*column, kept);
    }
    keep(m_hash, kept);
}

CaseVoxels VoxelDraw::take() {
    m_case.meanDice = meanDice();
    m_case.weight.reserve(m_kind.size());
    for (const std::uint8_t kind : m_kind) {
        const Kind& drawing = m_kinds[kind];
        m_case.weight.push_back(static_cast<float>(drawing.seen) / static_cast<float>(drawing.drawn));
    }
    return std::move(m_case);
}

}  // namespace tandem
