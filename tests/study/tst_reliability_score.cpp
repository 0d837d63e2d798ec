// One number for a whole case, against values worked out by hand on a row of four voxels.
#include "core/base/error.h"
#include "storage/study/reliability_score.h"

#include <QTest>

using namespace tandem;

namespace {

Geometry row() {
    Geometry geometry;
    geometry.size = {4, 1, 1};
    return geometry;
}

ImageVolume image(std::vector<float> voxels) {
    return {row(), std::move(voxels)};
}
LabelVolume labels(std::vector<std::uint8_t> voxels) {
    return {row(), std::move(voxels)};
}

PredictedMaps maps(const std::vector<float>& backgroundA, const std::vector<float>& backgroundB) {
    PredictedMaps made;
    std::vector<float> foregroundA, foregroundB;
    std::vector<std::uint8_t> differs;
    for (std::size_t n = 0; n < backgroundA.size(); ++n) {
        foregroundA.push_back(1 - backgroundA[n]);
        foregroundB.push_back(1 - backgroundB[n]);
        differs.push_back((backgroundA[n] < 0.5F) != (backgroundB[n] < 0.5F) ? 1 : 0);
    }
    made.probabilityA = {image(backgroundA), image(foregroundA)};
    made.probabilityB = {image(backgroundB), image(foregroundB)};
    made.disagreement = labels(differs);
    made.reliabilityA = image({0.9F, 0.8F, 0.7F, 0.2F});
    made.reliabilityB = image({0.8F, 0.9F, 0.9F, 0.2F});
    made.uncertaintyA = image({0.1F, 0.2F, 0.3F, 0.0F});
    made.uncertaintyB = image({0.3F, 0.2F, 0.5F, 0.0F});
    return made;
}

}  // namespace

class TestReliabilityScore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scoresTheRegionOfPossibleForeground() {
        // Voxel 3 is certain background and left out; voxel 2 counts 0, as the decoders disagree there.
        const ReliabilityScore score = scoreReliability(maps({0.1F, 0.2F, 0.4F, 0.99F}, {0.2F, 0.1F, 0.7F, 1.0F}));
        QVERIFY(qAbs(score.reliability - (0.8 + 0.8 + 0.0) / 3) < 1e-6);
        QVERIFY(qAbs(score.meanUncertainty - (0.2 + 0.2 + 0.4) / 3) < 1e-6);
        QVERIFY(qAbs(score.agreement - 2.0 * 2 / (3 + 2)) < 1e-6);
        QCOMPARE(score.regionFraction, 0.75);
    }

    void takesTheWholeVolumeWithoutForeground() {
        const ReliabilityScore score = scoreReliability(maps({1, 1, 1, 1}, {1, 1, 1, 1}));
        QVERIFY(qAbs(score.reliability - (0.8 + 0.8 + 0.7 + 0.2) / 4) < 1e-6);
        QCOMPARE(score.agreement, 1.0);
        QCOMPARE(score.regionFraction, 0.0);
    }

    void refusesPredictionsWithoutMaps() {
        PredictedMaps labelOnly;
        labelOnly.label = labels({0, 0, 1, 1});
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(scoreReliability(labelOnly)));
    }
};

QTEST_GUILESS_MAIN(TestReliabilityScore)
#include "tst_reliability_score.moc"
