#include "core/reliability/case_scores.h"

#include <QtTest>
#include <cmath>

using namespace tandem;

namespace {

/// Four voxels of two classes, as two decoders see them.
struct FourVoxels {
    std::vector<float> a0{0.1F, 0.2F, 0.4F, 0.999F}, a1{0.9F, 0.8F, 0.6F, 0.001F};
    std::vector<float> b0{0.2F, 0.1F, 0.7F, 1.0F}, b1{0.8F, 0.9F, 0.3F, 0.0F};
    std::vector<float> m0{0.15F, 0.15F, 0.55F, 0.9995F}, m1{0.85F, 0.85F, 0.45F, 0.0005F};
    std::vector<float> same = std::vector<float>(4, 0.5F);
    std::vector<std::uint8_t> labelA{1, 1, 1, 0}, labelB{1, 1, 0, 0};

    [[nodiscard]] CaseScores scores(std::size_t parts) const {
        CaseScoring all(2);
        const VoxelMaps maps{.probabilityA = {a0, a1},
                             .probabilityB = {b0, b1},
                             .similarityA = {same, same},
                             .similarityB = {same, same},
                             .weightA = same,
                             .weightB = same,
                             .depthMm = same,
                             .label = labelA,
                             .labelA = labelA,
                             .labelB = labelB};
        for (std::size_t part = 0; part < parts; ++part) {
            const std::size_t count = 4 / parts;
            const VoxelMaps of = partOf(maps, part * count, count);
            CaseScoring one(2);
            one.add(signalsOf(of), of.label, of.labelA, of.labelB,
                    {std::span(m0).subspan(part * count, count), std::span(m1).subspan(part * count, count)});
            all.add(one);
        }
        return all.scores();
    }
};

}  // namespace

class TestCaseScores : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ofFourVoxels() {
        const CaseScores scores = FourVoxels().scores(1);
        QVERIFY(std::abs(scores.agreement - 2.0 * 2 / (3 + 2)) < 1e-6);
        // The last voxel is certain background: not of the region.
        QVERIFY(std::abs(scores.meanUncertainty - (0.15 + 0.15 + 0.35) / 3) < 1e-4);
        // Label 1, 1, 1, 0: right with the mean's 0.85, 0.85, 0.45, 0.9995.
        QVERIFY(std::abs(scores.expectedOfMean - 2 * 2.15 / (2 * 2.15 + 0.85 + 0.0005)) < 1e-5);
    }

    void partsAddUp() {
        QVERIFY(std::abs(FourVoxels().scores(4).expectedOfMean - FourVoxels().scores(1).expectedOfMean) < 1e-12);
        QVERIFY(std::abs(FourVoxels().scores(2).meanUncertainty - FourVoxels().scores(1).meanUncertainty) < 1e-12);
    }

    void withoutForeground() {
        FourVoxels none;
        none.a0 = none.b0 = none.m0 = std::vector<float>(4, 1);
        none.a1 = none.b1 = none.m1 = std::vector<float>(4, 0);
        none.labelA = none.labelB = std::vector<std::uint8_t>(4, 0);
        const CaseScores scores = none.scores(1);
        QCOMPARE(scores.agreement, 1.0);
        QCOMPARE(scores.meanUncertainty, 0.0);
        QCOMPARE(scores.expectedOfMean, 1.0);
    }
};

QTEST_APPLESS_MAIN(TestCaseScores)
#include "tst_case_scores.moc"
