#include "core/volume/unknown_class.h"
#include "storage/import/import_checks.h"
#include "tests/core/expect_error.h"
#include "tests/import/sample_files.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>

using namespace tandem;

namespace {

LabelScheme threeClasses() {
    return LabelScheme::fromNames({"background", "ventricle", "wall"});
}

}  // namespace

class TestImportChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_files = std::make_unique<SampleFiles>(); }
    void aGoodCase();
    void theValuesOfALabelAreCounted();
    void differentGridsAreRefused_data();
    void differentGridsAreRefused();
    void channelsMustShareAGrid();
    void unknownLabelValuesAreRefused();
    void labelValuesAreMapped();
    void aWrongMapIsRefused();
    void unknownVoxelsAreCountedApart();
    void whatTheDataSetIgnoresIsUnknown();
    void aLabelThatKnowsNothingIsLeftOut();
    void anEmptyLabelIsAWarning();
    void whatTheReaderRefusesIsAFinding();
    void constantAndSmallImagesAreWarnings();
    void stops();

private:
    [[nodiscard]] CaseRecord check(const PlannedCase& planned, const ImportOptions& options = {}) const {
        return examineCase(planned, identify(planned, {}), threeClasses(), options, {}).record;
    }
    [[nodiscard]] PlannedCase planned(const std::vector<std::string>& images, const std::string& label = {}) const {
        PlannedCase result{.name = "c"};
        for (const std::string& image : images) {
            result.images.push_back({m_files->path(image), {}});
        }
        if (!label.empty()) {
            result.label = PlannedFile{m_files->path(label), {}};
        }
        return result;
    }
    static bool has(const CaseRecord& record, FindingSeverity severity, const std::string& words) {
        return std::ranges::any_of(record.findings, [&](const Finding& finding) {
            return finding.severity == severity && finding.sentence.find(words) != std::string::npos &&
                   finding.sentence.find("\"c\"") != std::string::npos && !finding.fix.empty();
        });
    }

    std::unique_ptr<SampleFiles> m_files;
};

void TestImportChecks::aGoodCase() {
    m_files->image("a.nii.gz", 1);
    m_files->label("a_seg.nrrd", [](std::size_t i) { return i < 10 ? 1 : i < 15 ? 2 : 0; });
    PlannedCase plan = planned({"a.nii.gz"}, "a_seg.nrrd");
    plan.patient = "P";
    plan.findings = {{FindingSeverity::Note, "From the plan.", ""}};
    const CaseRecord record = check(plan);
    QCOMPARE(record.findings, plan.findings);
    QCOMPARE(record.name, std::string("c"));
    QCOMPARE(record.patient, std::string("P"));
    QCOMPARE(record.state, CaseState::Labelled);
    QVERIFY(!differenceOf(record.geometry, SampleFiles::smallGrid()));
    QCOMPARE(record.labelVoxels, (std::vector<std::int64_t>{4096 - 15, 10, 5}));
    QVERIFY(record.labelValues.empty());
    const ImageFile& image = record.images.front();
    QCOMPARE(image.format, std::string("nifti"));
    QCOMPARE(image.bytes, std::filesystem::file_size(m_files->path("a.nii.gz")));
    QCOMPARE(image.contentHash.size(), std::size_t{64});
    QVERIFY(!image.givenSpacingMm);
    QCOMPARE(record.label->format, std::string("nrrd"));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 4096; ++i) {
        const double value = (i * 7 + 13) % 101;
        sum += value;
        squares += value * value;
    }
    QCOMPARE(image.intensities->minimum, 0.0);
    QCOMPARE(image.intensities->maximum, 100.0);
    QCOMPARE(image.intensities->mean, sum / 4096);
    QVERIFY(std::abs(image.intensities->deviation - std::sqrt(squares / 4096 - sum * sum / 4096 / 4096)) < 1e-9);
}

void TestImportChecks::theValuesOfALabelAreCounted() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return i < 10 ? 1 : i < 15 ? 255 : 0; });
    const PlannedCase plan = planned({"a.nii"}, "l.nii");
    const ExaminedCase examined = examineCase(plan, identify(plan, {}), threeClasses(), {}, {});
    QCOMPARE(examined.labelValues, (LabelValueCounts{{0, 16 * 16 * 16 - 15}, {1, 10}, {255, 5}}));
    QCOMPARE(examined.record, check(plan));
}

void TestImportChecks::differentGridsAreRefused_data() {
    QTest::addColumn<double>("spacing");
    QTest::addColumn<double>("origin");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("words");
    QTest::newRow("rounding") << 1 + 1e-5 << 0.001 << qint64{16} << "";
    QTest::newRow("a slice more") << 1.0 << 0.0 << qint64{17} << "";
    QTest::newRow("spacing") << 1.1 << 0.0 << qint64{16} << "spacings differ";
    QTest::newRow("origin") << 1.0 << 0.5 << qint64{16} << "positions differ";
}

void TestImportChecks::differentGridsAreRefused() {
    QFETCH(double, spacing);
    QFETCH(double, origin);
    QFETCH(qint64, size);
    QFETCH(QString, words);
    Geometry other = SampleFiles::smallGrid();
    other.spacingMm[0] = spacing;
    other.originMm[1] += origin;
    other.size[2] = size;
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return i == 0 ? 1 : 0; }, other);
    const CaseRecord record = check(planned({"a.nii"}, "l.nii"));
    QCOMPARE(isRefused(record.findings), !words.isEmpty());
    if (!words.isEmpty()) {
        QVERIFY(has(record, FindingSeverity::Refusal, words.toStdString()));
    }
}

void TestImportChecks::channelsMustShareAGrid() {
    Geometry other = SampleFiles::smallGrid();
    m_files->image("a_0000.nii", 1);
    m_files->image("a_0001.nii", 2);
    other.originMm[0] += 2;
    m_files->image("a_0002.nii", 3, other);
    QVERIFY(check(planned({"a_0000.nii", "a_0001.nii"})).findings.empty());
    const CaseRecord record = check(planned({"a_0000.nii", "a_0001.nii", "a_0002.nii"}));
    QVERIFY(has(record, FindingSeverity::Refusal, "channel 2"));
    QCOMPARE(record.images[2].channel, 2);
}

void TestImportChecks::unknownLabelValuesAreRefused() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return static_cast<std::int32_t>(i % 3 == 0 ? 500 : i % 2); });
    const CaseRecord record = check(planned({"a.nii"}, "l.nii"));
    QVERIFY(has(record, FindingSeverity::Refusal, "no class: 500."));
}

void TestImportChecks::labelValuesAreMapped() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return i < 10 ? 200 : i < 30 ? 500 : i < 36 ? 600 : 0; });
    const LabelValueMap map{{200, 1}, {500, 2}, {600, 1}};
    const CaseRecord record = check(planned({"a.nii"}, "l.nii"), {.labelValues = map});
    QVERIFY(record.findings.empty());
    QCOMPARE(record.labelValues, map);
    QCOMPARE(record.labelVoxels, (std::vector<std::int64_t>{4096 - 36, 16, 20}));
}

void TestImportChecks::aWrongMapIsRefused() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return i < 10 ? 200 : 0; });
    QVERIFY(has(check(planned({"a.nii"}, "l.nii"), {.labelValues = {{200, 3}}}), FindingSeverity::Refusal, "200"));
}

void TestImportChecks::anEmptyLabelIsAWarning() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t) { return 0; });
    const CaseRecord record = check(planned({"a.nii"}, "l.nii"));
    QVERIFY(has(record, FindingSeverity::Warning, "empty"));
    QVERIFY(!isRefused(record.findings));
}

void TestImportChecks::whatTheReaderRefusesIsAFinding() {
    m_files->write("broken.nii", "this is no image");
    m_files->image("a.nii", 1);
    m_files->write("l.nii", "nor is this");
    QVERIFY(has(check(planned({"broken.nii"})), FindingSeverity::Refusal, "broken.nii"));
    QVERIFY(has(check(planned({"a.nii"}, "l.nii")), FindingSeverity::Refusal, "l.nii"));

    std::vector<float> voxels(4096, 1);
    voxels[77] = std::numeric_limits<float>::quiet_NaN();
    writeImage(ImageVolume(SampleFiles::smallGrid(), voxels), m_files->path("nan.nii"));
    QVERIFY(isRefused(check(planned({"nan.nii"})).findings));
    QVERIFY(errorOf([&] { return identify(planned({"none.nii"}), {}); }));
}

void TestImportChecks::constantAndSmallImagesAreWarnings() {
    const Geometry flat{{16, 16, 4}, {1, 1, 1}, {0, 0, 0}, kIdentity3};
    std::filesystem::create_directories(m_files->path());
    writeImage(ImageVolume(flat, std::vector<float>(1024, 5)), m_files->path("flat.nii"));
    const CaseRecord record = check(planned({"flat.nii"}));
    QVERIFY(has(record, FindingSeverity::Warning, "same value"));
    QVERIFY(has(record, FindingSeverity::Warning, "fewer than 16 voxels"));
    QVERIFY(!isRefused(record.findings));
    QCOMPARE(record.images.front().intensities->deviation, 0.0);
}

void TestImportChecks::stops() {
    m_files->image("a.nii", 1);
    std::stop_source stop;
    stop.request_stop();
    const PlannedCase plan = planned({"a.nii"});
    const auto error = errorOf([&] { return identify(plan, stop.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
}

void TestImportChecks::unknownVoxelsAreCountedApart() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return i < 10 ? 1 : i < 30 ? 9 : i < 36 ? 255 : 0; });
    const LabelValueMap map{{9, kUnknownClass}, {255, kUnknownClass}};
    const CaseRecord record = check(planned({"a.nii"}, "l.nii"), {.labelValues = map});
    QVERIFY(record.findings.empty());
    QCOMPARE(record.labelValues, map);
    QCOMPARE(record.labelVoxels, (std::vector<std::int64_t>{4096 - 36, 10, 0}));
    QCOMPARE(record.unknownVoxels, std::int64_t{26});
    // That a project writes 255 for unknown says nothing about files of others.
    QVERIFY(has(check(planned({"a.nii"}, "l.nii"), {.labelValues = {{9, kUnknownClass}}}), FindingSeverity::Refusal,
                "no class: 255."));
}

void TestImportChecks::whatTheDataSetIgnoresIsUnknown() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t i) { return i < 10 ? 1 : i < 30 ? 3 : 0; });
    PlannedCase plan = planned({"a.nii"}, "l.nii");
    plan.unknownValue = 3;
    const CaseRecord record = check(plan);
    QCOMPARE(record.unknownVoxels, std::int64_t{20});
    QCOMPARE(record.labelValues, (LabelValueMap{{3, kUnknownClass}}));
    QCOMPARE(check(plan, {.labelValues = {{3, 2}}}).labelVoxels, (std::vector<std::int64_t>{4096 - 30, 10, 20}));
}

void TestImportChecks::aLabelThatKnowsNothingIsLeftOut() {
    m_files->image("a.nii", 1);
    m_files->label("l.nii", [](std::size_t) { return 3; });
    const CaseRecord record = check(planned({"a.nii"}, "l.nii"), {.labelValues = {{3, kUnknownClass}}});
    QVERIFY(has(record, FindingSeverity::Warning, "no voxel of the label is known"));
    QVERIFY(!record.label && record.labelVoxels.empty() && record.labelValues.empty());
    QCOMPARE(record.unknownVoxels, std::int64_t{0});
    QCOMPARE(record.state, CaseState::Unlabelled);
}

QTEST_GUILESS_MAIN(TestImportChecks)
#include "tst_import_checks.moc"
