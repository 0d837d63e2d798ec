// Trust from a snapshot of a pinned case against trust from the maps that the snapshot was made of.
#include "core/engine.h"
#include "core/reliability/boundary_depth.h"
#include "storage/reliability/snapshot_trust.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace tandem;

namespace {

const Geometry kGrid{.size = {9, 8, 7}, .spacingMm = {1.25, 1.25, 2}};
const auto kVoxels = static_cast<std::size_t>(kGrid.voxelCount());

/// Maps of one decoder of two classes that hang together as an engine's do.
struct MadeDecoder {
    explicit MadeDecoder(unsigned seed) {
        std::mt19937 random(seed);
        const auto chance = [&] { return static_cast<float>(random()) / static_cast<float>(std::mt19937::max()); };
        for (std::size_t at = 0; at < kVoxels; ++at) {
            const bool isInside = at % 9 > 3;
            const float p = isInside ? 0.55F + 0.44F * chance() : 0.45F - 0.44F * chance();
            foreground.push_back(p);
            background.push_back(1 - p);
            label.push_back(p > 0.5F ? 1 : 0);
            uncertainty.push_back(-p * std::log(p) - (1 - p) * std::log(1 - p));
            similarity.push_back(0.5F + 0.5F * chance());
            weight.push_back(chance());
        }
    }

    std::vector<float> foreground, background, uncertainty, similarity, weight;
    std::vector<std::uint8_t> label;
};

ImageVolume volume(const std::vector<float>& values) {
    return {kGrid, values};
}

TrustModel fitted() {
    TrustSum sum{.offset = -2.5};
    const auto slope = [&](TrustSignal signal) -> double& { return sum.slopes[static_cast<std::size_t>(signal)]; };
    slope(TrustSignal::EntropyMean) = 0.6;
    slope(TrustSignal::Difference) = 1.5;
    slope(TrustSignal::Disagreement) = 0.5;
    slope(TrustSignal::WeightA) = -0.7;
    slope(TrustSignal::Nearness) = 0.1;
    TrustSum ofStructures = sum;
    ofStructures.offset = -2;
    return {.isCalibrated = true, .background = sum, .structure = ofStructures, .classOffsets = {0.3, -0.2}};
}

}  // namespace

class TestSnapshotTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        PinnedPrediction prediction{.iteration = 10, .caseId = 1};
        PredictedMaps& maps = prediction.maps;
        maps.set(kLabelMap, LabelVolume{kGrid, m_a.label});
        maps.setClasses(MapKind::Probability, Decoder::A, {volume(m_a.background), volume(m_a.foreground)});
        maps.setClasses(MapKind::Probability, Decoder::B, {volume(m_b.background), volume(m_b.foreground)});
        maps.set({MapKind::Uncertainty, Decoder::A}, volume(m_a.uncertainty));
        maps.set({MapKind::Uncertainty, Decoder::B}, volume(m_b.uncertainty));
        maps.setClasses(MapKind::Similarity, Decoder::A, {volume(m_a.similarity), volume(m_a.similarity)});
        maps.setClasses(MapKind::Similarity, Decoder::B, {volume(m_b.similarity), volume(m_b.similarity)});
        maps.set({MapKind::Reliability, Decoder::A}, volume(m_a.weight));
        maps.set({MapKind::Reliability, Decoder::B}, volume(m_b.weight));
        maps.set(kSelectionMap, LabelVolume{kGrid, std::vector<std::uint8_t>(kVoxels, 1)});
        writeSnapshot(path(), prediction);
    }
    void cleanup() { m_folder.reset(); }

    void isThatOfTheMaps_data() {
        QTest::addColumn<bool>("isA");
        QTest::addColumn<bool>("isCalibrated");
        QTest::newRow("A, calibrated") << true << true;
        QTest::newRow("B, calibrated") << false << true;
        QTest::newRow("A, uncalibrated") << true << false;
        QTest::newRow("B, uncalibrated") << false << false;
    }
    void isThatOfTheMaps() {
        QFETCH(const bool, isA);
        QFETCH(const bool, isCalibrated);
        const TrustModel model = isCalibrated ? fitted() : TrustModel();
        const Decoder decoder = isA ? Decoder::A : Decoder::B;
        const TrustModels models{model, model};
        const SnapshotFile file(path());
        const ImageVolume trust = trustOf(file, decoder, models, kGrid, {});
        const std::vector<float> expected = trustOfMaps(isA ? m_a.label : m_b.label, model);
        constexpr double kOfEightBits = 0.03;  // an uncertainty near its greatest hardly changes with the probability
        for (std::size_t at = 0; at < kVoxels; ++at) {
            const double apart = std::abs(double(trust.voxels()[at]) - double(expected[at]));
            QVERIFY2(
                apart < kOfEightBits,
                qPrintable(QString("%1: %2 for %3").arg(at).arg(double(trust.voxels()[at])).arg(double(expected[at]))));
        }
        const Index3 voxel{4, 5, 3};
        QCOMPARE(trustAt(file, voxel, models, kGrid)[isA ? 0 : 1], double(trust.at(voxel[0], voxel[1], voxel[2])));
    }

    void stopsWhenAsked() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_THROWS_EXCEPTION(
            std::exception, static_cast<void>(trustOf(SnapshotFile(path()), Decoder::A, {}, kGrid, stop.get_token())));
    }

private:
    [[nodiscard]] std::filesystem::path path() const {
        return std::filesystem::path(m_folder->path().toStdString()) / "000010.snapshot";
    }
    [[nodiscard]] std::vector<float> trustOfMaps(const std::vector<std::uint8_t>& label,
                                                 const TrustModel& model) const {
        const std::vector<float> depth = BoundaryDepth(LabelVolume(kGrid, label)).ofSlices(0, kGrid.size[2]);
        return trustOf(model,
                       signalsOf({.probabilityA = {m_a.background, m_a.foreground},
                                  .probabilityB = {m_b.background, m_b.foreground},
                                  .similarityA = {m_a.similarity, m_a.similarity},
                                  .similarityB = {m_b.similarity, m_b.similarity},
                                  .weightA = m_a.weight,
                                  .weightB = m_b.weight,
                                  .depthMm = depth,
                                  .label = label,
                                  .labelA = m_a.label,
                                  .labelB = m_b.label}),
                       label);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    MadeDecoder m_a{1};
    MadeDecoder m_b{2};
};

QTEST_GUILESS_MAIN(TestSnapshotTrust)
#include "tst_snapshot_trust.moc"
