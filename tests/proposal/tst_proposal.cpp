// What is proposed for data of several kinds, beside what nnU-Net's published rules plan for the same data
// (nnunet_plan.h cites the paper).
#include "core/proposal/proposal.h"
#include "core/settings/preset.h"
#include "tests/core/expect_error.h"
#include "tests/proposal/nnunet_plan.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <set>

using namespace tandem;

namespace {

constexpr std::uint64_t kGiB = 1ULL << 30;

/// A device on which a voxel of each patch of a step takes so many bytes a filter, about as the engine's networks do.
ProposalDevice deviceOf(double freeGiB, bool isCpu = false) {
    return {.title = isCpu ? "the processor" : "a card",
            .isCpu = isCpu,
            .freeBytes = static_cast<std::uint64_t>(freeGiB * static_cast<double>(kGiB)),
            .bytesOf = [](const TrainingSettings& settings) {
                constexpr std::int64_t kBytes = 100;
                const Index3& patch = settings.patch;
                return static_cast<std::uint64_t>(kBytes * settings.filters * settings.patchesPerStep() * patch[0] *
                                                  patch[1] * patch[2]);
            }};
}

CaseFacts caseOf(const Index3& size, const Vector3& spacing, double foreground = 0.02) {
    return {.size = size, .spacingMm = spacing, .isLabelled = true, .foregroundShare = foreground};
}

/// As the 2018 Atrial Segmentation Challenge as the field crops it: all of one spacing.
Fingerprint leftAtrium() {
    Fingerprint result;
    for (int i = 0; i < 80; ++i) {
        result.cases.push_back(caseOf({190 + i % 21, 140 + i % 5, 88}, {0.625, 0.625, 0.625}, 0.08));
    }
    return result;
}

/// As the heart of the Medical Segmentation Decathlon (Task02): median 232 x 320 x 115 voxels of 1.25 x 1.25 x 1.37 mm.
Fingerprint decathlonHeart() {
    Fingerprint result;
    for (int i = 0; i < 20; ++i) {
        result.cases.push_back(caseOf({232, 320, 115}, {1.25, 1.25, 1.37}));
    }
    return result;
}

/// Abdominal CT as Pancreas-CT: slices of 512 x 512, 1.5 to 2.5 mm apart, a small organ of 0 to 200 HU.
Fingerprint pancreasCt() {
    Fingerprint result;
    for (int i = 0; i < 62; ++i) {
        CaseFacts one =
            caseOf({512, 512, 240 - 4 * (i % 11)}, {0.7 + 0.01 * (i % 21), 0.7 + 0.01 * (i % 21), 1.0}, 0.003);
        one.isCt = true;
        VoxelFacts voxels;
        for (int hu = 0; hu <= 200; ++hu) {
            voxels.foreground.push_back(static_cast<float>(hu));
        }
        one.voxels = voxels;
        result.cases.push_back(one);
    }
    return result;
}

/// As BraTS: skull-stripped, 240 x 240 x 155 voxels of 1 mm, of which the brain's box is 138 x 169 x 138.
Fingerprint brats() {
    Fingerprint result;
    for (int i = 0; i < 250; ++i) {
        CaseFacts one = caseOf({240, 240, 155}, {1, 1, 1});
        one.voxels = VoxelFacts{.nonZeroShare = {138.0 / 240, 169.0 / 240, 138.0 / 155}};
        result.cases.push_back(one);
    }
    return result;
}

/// Cine cardiac MR: slices of 5 to 10 mm, pixels of 1.5625 mm, of which three in ten are 5 mm.
Fingerprint thickSlices() {
    Fingerprint result;
    for (int i = 0; i < 40; ++i) {
        const bool isFine = i % 10 < 3;
        result.cases.push_back(caseOf({216, 256, isFine ? 18 : 9}, {1.5625, 1.5625, isFine ? 5.0 : 10.0}));
    }
    return result;
}

Proposal proposed(const Fingerprint& fingerprint, const ProposalDevice& device) {
    const Preset& preset = presetNamed(kDataPreset);
    return propose(fingerprint, device, preset.preparation, preset.training);
}

const ProposedValue* find(const Proposal& proposal, const std::string& key) {
    const auto found = std::ranges::find(proposal.values, key, &ProposedValue::key);
    return found == proposal.values.end() ? nullptr : &*found;
}

ReasonKind kindOf(const Proposal& proposal, const std::string& key) {
    const ProposedValue* const found = find(proposal, key);
    if (found == nullptr) {
        qFatal("%s was not proposed", key.c_str());
    }
    return found->reason.kind;
}

bool isNear(const Vector3& a, const Vector3& b) {
    return std::ranges::equal(a, b, [](double x, double y) { return std::abs(x - y) < 1e-4; });
}

}  // namespace

class TestProposal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void besideNnunet_data();
    void besideNnunet();
    void nnunetPlansWhatItPublished_data();
    void nnunetPlansWhatItPublished();
    void ctGetsTheWindowOfItsStructures();
    void ctWithoutLabelsGetsNone();
    void whatIsZeroAroundIsCroppedAndLeftOut();
    void memoryDecides_data();
    void memoryDecides();
    void aProcessorGetsLess();
    void planesWithOddVoxelsAreNotTurned_data();
    void planesWithOddVoxelsAreNotTurned();
    void iterationsFollowTheCases_data();
    void iterationsFollowTheCases();
    void oneLabelledCaseMakesSmallBatches();
    void everyValueHasAReasonThatCanBeTranslated();
    void percentilesAreNumpys();
    void noCasesNoProposal();
};

void TestProposal::besideNnunet_data() {
    QTest::addColumn<Fingerprint>("data");
    QTest::addColumn<Vector3>("spacing");
    QTest::addColumn<Index3>("patch");
    QTest::addColumn<QString>("normalisation");
    QTest::addColumn<QString>("crop");
    QTest::addColumn<Vector3>("nnunetSpacing");
    QTest::addColumn<Index3>("nnunetPatch");
    QTest::addColumn<int>("nnunetBatch");
    QTest::addColumn<bool>("nnunetMask");
    // Ours for 16 GiB: two labelled and two unlabelled patches a step of a network that pools four times in each axis.
    // nnU-Net's for 8 GB: a batch of two, a network that pools as often as an axis allows.
    QTest::newRow("left atrium, isotropic MR")
        << leftAtrium() << Vector3{0.625, 0.625, 0.625} << Index3{144, 144, 96} << "z-score" << "none"
        << Vector3{0.625, 0.625, 0.625} << Index3{192, 128, 96} << 2 << false;
    QTest::newRow("pancreas, CT") << pancreasCt() << Vector3{0.8, 0.8, 1.0} << Index3{128, 144, 112} << "z-score"
                                  << "none" << Vector3{0.8, 0.8, 1.0} << Index3{160, 192, 80} << 2 << false;
    QTest::newRow("BraTS, skull-stripped MR")
        << brats() << Vector3{1, 1, 1} << Index3{128, 128, 128} << "z-score-non-zero" << "non-zero" << Vector3{1, 1, 1}
        << Index3{128, 128, 128} << 2 << true;
    QTest::newRow("slices of 5 mm and more")
        << thickSlices() << Vector3{1.5625, 1.5625, 5} << Index3{224, 256, 16} << "z-score" << "none"
        << Vector3{1.5625, 1.5625, 5} << Index3{224, 256, 20} << 2 << false;
}

void TestProposal::besideNnunet() {
    QFETCH(const Fingerprint, data);
    QFETCH(const Vector3, spacing);
    QFETCH(const Index3, patch);
    QFETCH(const QString, normalisation);
    QFETCH(const QString, crop);
    QFETCH(const Vector3, nnunetSpacing);
    QFETCH(const Index3, nnunetPatch);
    QFETCH(const int, nnunetBatch);
    QFETCH(const bool, nnunetMask);
    const Proposal ours = proposed(data, deviceOf(16));
    const NnunetPlan theirs = nnunetPlan(data, 2);
    qInfo("ours: %s mm, %s; nnU-Net's: %s mm, %s, batch %lld", textOf(ours.preparation.spacingMm).c_str(),
          textOf(ours.training.patch).c_str(), textOf(theirs.spacingMm).c_str(), textOf(theirs.patch).c_str(),
          static_cast<long long>(theirs.batch));
    QVERIFY(isNear(ours.preparation.spacingMm, spacing));
    QCOMPARE(ours.training.patch, patch);
    QCOMPARE(std::string(nameOf(ours.preparation.normalisation)), normalisation.toStdString());
    QCOMPARE(std::string(nameOf(ours.preparation.crop)), crop.toStdString());
    QVERIFY(isNear(theirs.spacingMm, nnunetSpacing));
    QCOMPARE(theirs.patch, nnunetPatch);
    QCOMPARE(theirs.batch, std::int64_t{nnunetBatch});
    QCOMPARE(theirs.usesNonZeroMask, nnunetMask);
}

void TestProposal::nnunetPlansWhatItPublished_data() {
    QTest::addColumn<Fingerprint>("data");
    QTest::addColumn<int>("classes");
    QTest::addColumn<Index3>("patch");
    // The plans that its authors give for these data (x, y, z here, z, y, x there).
    QTest::newRow("Task02, heart") << decathlonHeart() << 2 << Index3{160, 192, 80};
    QTest::newRow("Task01, brain tumour") << brats() << 4 << Index3{128, 128, 128};
}

void TestProposal::nnunetPlansWhatItPublished() {
    QFETCH(const Fingerprint, data);
    QFETCH(const int, classes);
    QFETCH(const Index3, patch);
    const NnunetPlan plan = nnunetPlan(data, classes);
    QCOMPARE(plan.patch, patch);
    QCOMPARE(plan.batch, std::int64_t{2});
}

void TestProposal::ctGetsTheWindowOfItsStructures() {
    const Proposal ours = proposed(pancreasCt(), deviceOf(16));
    QVERIFY(ours.preparation.clip);
    QCOMPARE(ours.preparation.clipLow, 1.0);     // 0.5 % of 0 to 200 HU
    QCOMPARE(ours.preparation.clipHigh, 199.0);  // 99.5 %
    QCOMPARE(find(ours, "clip-high")->value, std::string("199"));
    QCOMPARE(kindOf(ours, "clip-low"), ReasonKind::CtWindow);
    QCOMPARE(kindOf(ours, "crop"), ReasonKind::CropSmallStructures);
}

void TestProposal::ctWithoutLabelsGetsNone() {
    Fingerprint data = pancreasCt();
    for (CaseFacts& one : data.cases) {
        one.isLabelled = false;
        one.voxels.reset();
    }
    const Proposal ours = proposed(data, deviceOf(16));
    QVERIFY(!ours.preparation.clip);
    QCOMPARE(kindOf(ours, "clip"), ReasonKind::CtWithoutLabels);
    QVERIFY(find(ours, "clip-low") == nullptr);
}

void TestProposal::whatIsZeroAroundIsCroppedAndLeftOut() {
    Fingerprint data = brats();
    for (CaseFacts& one : data.cases) {
        one.voxels->nonZeroShare = {0.95, 0.95, 0.95};  // 86 % of the volume: worth a crop, no background of zeros
    }
    const Proposal ours = proposed(data, deviceOf(16));
    QCOMPARE(ours.preparation.crop, Crop::NonZero);
    QCOMPARE(ours.preparation.normalisation, Normalisation::ZScore);
    QCOMPARE(find(ours, "crop")->reason.values, (std::vector<std::string>{"86 %"}));
}

void TestProposal::memoryDecides_data() {
    QTest::addColumn<double>("freeGiB");
    QTest::addColumn<Index3>("patch");
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("filters");
    QTest::addColumn<QString>("limit");
    QTest::newRow("as much as one likes") << 80.0 << Index3{144, 144, 96} << 2 << 16 << "large";
    QTest::newRow("a small card") << 6.0 << Index3{80, 96, 96} << 2 << 16 << "memory";
    QTest::newRow("smaller: a patch and one") << 1.0 << Index3{64, 64, 64} << 1 << 16 << "memory";
    QTest::newRow("smallest: fewer filters") << 0.5 << Index3{64, 64, 64} << 1 << 8 << "memory";
}

void TestProposal::memoryDecides() {
    QFETCH(const double, freeGiB);
    QFETCH(const Index3, patch);
    QFETCH(const int, batch);
    QFETCH(const int, filters);
    QFETCH(const QString, limit);
    const ProposalDevice device = deviceOf(freeGiB);
    const Proposal ours = proposed(leftAtrium(), device);
    QCOMPARE(ours.training.patch, patch);
    QCOMPARE(ours.training.labelledBatch, std::int64_t{batch});
    QCOMPARE(ours.training.unlabelledBatch, std::int64_t{batch});
    QCOMPARE(ours.training.filters, std::int64_t{filters});
    QVERIFY(device.bytesOf(ours.training) <= device.budgetBytes());
    QCOMPARE(kindOf(ours, "patch"), limit == "large" ? ReasonKind::PatchLarge : ReasonKind::PatchMemory);
    QCOMPARE(kindOf(ours, "labelled-batch") == ReasonKind::BatchMemory, batch == 1);
    QCOMPARE(kindOf(ours, "filters") == ReasonKind::FiltersMemory, filters == 8);
}

void TestProposal::aProcessorGetsLess() {
    const Proposal ours = proposed(leftAtrium(), deviceOf(64, true));
    QCOMPARE(ours.training.filters, std::int64_t{8});
    QCOMPARE(ours.training.patch, (Index3{64, 64, 64}));
    QCOMPARE(ours.training.testStride, (Index3{32, 32, 32}));
    QCOMPARE(kindOf(ours, "patch"), ReasonKind::PatchProcessor);
    QCOMPARE(kindOf(ours, "test-stride"), ReasonKind::StrideHalf);
    Fingerprint small;
    small.cases.push_back(caseOf({45, 30, 20}, {1, 1, 1}));
    const Proposal whole = proposed(small, deviceOf(64, true));
    QCOMPARE(whole.training.patch, (Index3{48, 32, 16}));
    QCOMPARE(kindOf(whole, "patch"), ReasonKind::PatchWhole);
}

void TestProposal::planesWithOddVoxelsAreNotTurned_data() {
    QTest::addColumn<Vector3>("spacing");
    QTest::addColumn<Augmentation>("augmentation");
    QTest::addColumn<TurnedAxes>("axes");
    QTest::newRow("axial") << Vector3{0.8, 0.8, 5} << Augmentation::RotateFlip << TurnedAxes::FirstTwo;
    QTest::newRow("sagittal") << Vector3{5, 0.8, 0.8} << Augmentation::RotateFlip << TurnedAxes::LastTwo;
    QTest::newRow("coronal") << Vector3{0.8, 5, 0.8} << Augmentation::None << TurnedAxes::FirstTwo;
}

void TestProposal::planesWithOddVoxelsAreNotTurned() {
    QFETCH(const Vector3, spacing);
    QFETCH(const Augmentation, augmentation);
    QFETCH(const TurnedAxes, axes);
    Fingerprint data;
    data.cases.push_back(caseOf({100, 100, 100}, spacing));
    const Proposal ours = proposed(data, deviceOf(16));
    QCOMPARE(ours.training.augmentation, augmentation);
    QCOMPARE(ours.training.turnedAxes, axes);
    const bool isTurned = augmentation == Augmentation::RotateFlip;
    QCOMPARE(find(ours, "turned-axes") != nullptr, isTurned);
    QCOMPARE(find(ours, "augmentation") != nullptr, !isTurned);
}

void TestProposal::iterationsFollowTheCases_data() {
    QTest::addColumn<int>("cases");
    QTest::addColumn<int>("iterations");
    QTest::newRow("few") << 8 << 6000;
    QTest::newRow("as the left atria") << 80 << 16000;
    QTest::newRow("as BraTS") << 250 << 30000;
}

void TestProposal::iterationsFollowTheCases() {
    QFETCH(const int, cases);
    QFETCH(const int, iterations);
    Fingerprint data;
    data.cases.assign(static_cast<std::size_t>(cases), caseOf({64, 64, 64}, {1, 1, 1}));
    const Proposal ours = proposed(data, deviceOf(16));
    QCOMPARE(ours.training.iterations, std::int64_t{iterations});
    QCOMPARE(ours.training.rampIterations, std::int64_t{iterations * 2 / 5});
}

void TestProposal::oneLabelledCaseMakesSmallBatches() {
    Fingerprint data = leftAtrium();
    for (std::size_t i = 1; i < data.cases.size(); ++i) {
        data.cases[i].isLabelled = false;
    }
    const Proposal ours = proposed(data, deviceOf(16));
    QCOMPARE(ours.training.labelledBatch, std::int64_t{1});
    QCOMPARE(ours.training.unlabelledBatch, std::int64_t{2});
    QCOMPARE(kindOf(ours, "labelled-batch"), ReasonKind::BatchFew);
}

void TestProposal::everyValueHasAReasonThatCanBeTranslated() {
    std::set<std::string_view> templates(kReasonTemplates.begin(), kReasonTemplates.end());
    QVERIFY(!templates.contains(""));
    QCOMPARE(static_cast<std::size_t>(ReasonKind::NoAlikeAxes) + 1, kReasonTemplates.size());
    for (const Fingerprint& data : {leftAtrium(), pancreasCt(), brats(), thickSlices()}) {
        for (const double freeGiB : {0.5, 6.0, 80.0}) {
            const Proposal ours = proposed(data, deviceOf(freeGiB));
            for (const char* key :
                 {"orientation", "spacing", "clip", "crop", "normalisation", "filters", "patch", "labelled-batch",
                  "unlabelled-batch", "iterations", "ramp-iterations", "test-stride"}) {
                const ProposedValue* const one = find(ours, key);
                QVERIFY2(one != nullptr, key);
                const std::string text = textOf(one->reason);
                QVERIFY2(text.find('%') == std::string::npos || text.find(" %") != std::string::npos, text.c_str());
                for (int mark = 1; mark < 4; ++mark) {
                    const std::string left = "%" + std::to_string(mark);
                    QVERIFY2(text.find(left) == std::string::npos, text.c_str());
                }
            }
            checkSettings(ours.preparation);
            checkSettings(ours.training);
        }
    }
}

void TestProposal::percentilesAreNumpys() {
    QCOMPARE(percentileOf({4, 1, 3, 2}, 50), 2.5);
    QCOMPARE(percentileOf({4, 1, 3, 2}, 0), 1.0);
    QCOMPARE(percentileOf({4, 1, 3, 2}, 100), 4.0);
    QCOMPARE(percentileOf({10, 20, 30, 40, 50}, 10), 14.0);
    QCOMPARE(percentileOf({7}, 99.5), 7.0);
    QVERIFY(looksLikeCt(-1024, 3071) && !looksLikeCt(0, 4000) && !looksLikeCt(-3.2, 8.1));
}

void TestProposal::noCasesNoProposal() {
    const auto error = errorOf([] { return proposed({}, deviceOf(16)); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::InvalidInput);
    QVERIFY(mentions(error, "import some"));
}

QTEST_GUILESS_MAIN(TestProposal)
#include "tst_proposal.moc"
