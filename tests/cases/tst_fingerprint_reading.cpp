// What is known of the cases of a project, from its rows and from their voxels.
#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/cases/fingerprint_reading.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_writer.h"
#include "storage/import/import_job.h"
#include "storage/import/import_options.h"
#include "storage/import/import_plan.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <filesystem>
#include <string>

using namespace tandem;

namespace {

constexpr auto kSilent = [](double, std::string_view) {};

/// A volume whose first axis runs towards the head, 10 x 30 x 20 voxels of 5 x 0.5 x 0.5 mm. In it a box of 8 x 15 x 10
/// voxels is not 0 and holds a cube of 4 voxels a side that is the structure.
constexpr Index3 kSize{10, 30, 20};

Geometry sagittalGrid() {
    Geometry grid{.size = kSize, .spacingMm = {5, 0.5, 0.5}};
    grid.direction = {{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}};
    return grid;
}

bool isInBox(std::size_t x, std::size_t y, std::size_t z) {
    return x >= 1 && x < 9 && y >= 5 && y < 20 && z >= 5 && z < 15;
}

bool isStructure(std::size_t x, std::size_t y, std::size_t z) {
    return x >= 2 && x < 6 && y >= 8 && y < 12 && z >= 8 && z < 12;
}

template <class T, class Function>
Volume<T> filled(const Function& valueAt) {
    std::vector<T> voxels;
    for (std::size_t z = 0; z < 20; ++z) {
        for (std::size_t y = 0; y < 30; ++y) {
            for (std::size_t x = 0; x < 10; ++x) {
                voxels.push_back(static_cast<T>(valueAt(x, y, z)));
            }
        }
    }
    return {sagittalGrid(), std::move(voxels)};
}

class SmallProject {
public:
    SmallProject()
        : project(
              Project::create(path() / "small.tandem", "Small", LabelScheme::fromNames({"background", "structure"}))) {}

    [[nodiscard]] std::filesystem::path path() const { return folder.path().toStdString(); }

    /// Labelled or not; CT has air, bone, and 100 to 103 HU in the structure.
    void add(const std::string& name, bool isLabelled, bool isCt) {
        const std::filesystem::path volumes = path() / "volumes";
        std::filesystem::create_directories(volumes / "imagesTr");
        std::filesystem::create_directories(volumes / "labelsTr");
        ++m_added;
        writeImage(filled<float>([isCt, this](auto x, auto y, auto z) {
                       if (x == 1 && y == 5 && z == 5) {
                           return 2000.0 + m_added;  // as images that are alike are refused
                       }
                       if (!isInBox(x, y, z)) {
                           return 0.0;
                       }
                       if (isStructure(x, y, z)) {
                           return 100.0 + static_cast<double>(x - 2);
                       }
                       return isCt ? (x % 2 == 0 ? -1000.0 : 1200.0) : 1.0 + static_cast<double>(y);
                   }),
                   volumes / "imagesTr" / (name + ".nii.gz"));
        if (isLabelled) {
            writeLabel(filled<std::uint8_t>([](auto x, auto y, auto z) { return isStructure(x, y, z) ? 1 : 0; }),
                       volumes / "labelsTr" / (name + ".nii.gz"));
        }
    }
    void import() {
        const ImportOptions options;
        runImport(project, planImport({path() / "volumes"}, options, kSilent), options, kSilent, {});
    }

    QTemporaryDir folder;
    Project project;

private:
    int m_added = 0;
};

}  // namespace

class TestFingerprintReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void axesAreThoseOfThePatient();
    void intensitiesOfStructuresAreThoseOfCt();
    void excludedCasesCountForNothing();
    void manyCasesAreReadInPart();
    void itStops();
};

void TestFingerprintReading::axesAreThoseOfThePatient() {
    SmallProject small;
    small.add("a", true, false);
    small.add("b", false, false);
    small.import();
    const Fingerprint found = fingerprintOf(small.project, kSilent, {});
    QCOMPARE(found.cases.size(), std::size_t{2});
    QCOMPARE(found.labelledCount(), std::size_t{1});
    QVERIFY(!found.isCt());
    for (const CaseFacts& one : found.cases) {
        QCOMPARE(one.size, (Index3{30, 20, 10}));  // the file's first axis is the patient's third
        QCOMPARE(one.spacingMm, (Vector3{0.5, 0.5, 5}));
        QCOMPARE(one.voxels.has_value(), one.isLabelled);
    }
    const Vector3 share = found.medianNonZeroShare();
    QCOMPARE(share[0], 15.0 / 30);
    QCOMPARE(share[1], 10.0 / 20);
    QCOMPARE(share[2], 8.0 / 10);
    QCOMPARE(found.medianForegroundShare(), 64.0 / 6000);
    QVERIFY(!found.foregroundPercentile(50));  // nobody asks for them but of CT
}

void TestFingerprintReading::intensitiesOfStructuresAreThoseOfCt() {
    SmallProject small;
    small.add("a", true, true);
    small.import();
    const Fingerprint found = fingerprintOf(small.project, kSilent, {});
    QVERIFY(found.isCt());
    QCOMPARE(found.cases.front().voxels->foreground.size(), std::size_t{64});
    QCOMPARE(found.foregroundPercentile(0), std::optional(100.0));
    QCOMPARE(found.foregroundPercentile(50), std::optional(101.5));
    QCOMPARE(found.foregroundPercentile(100), std::optional(103.0));
}

void TestFingerprintReading::excludedCasesCountForNothing() {
    SmallProject small;
    small.add("a", true, false);
    small.add("b", true, false);
    small.import();
    small.project.cases().setExcluded(small.project.cases().find("a")->id, true);
    QCOMPARE(fingerprintOf(small.project, kSilent, {}).cases.size(), std::size_t{1});
}

void TestFingerprintReading::manyCasesAreReadInPart() {
    SmallProject small;
    for (int i = 0; i < 50; ++i) {
        small.add("c" + std::to_string(i), true, false);
    }
    small.import();
    int told = 0;
    const Fingerprint found = fingerprintOf(small.project, [&](double, std::string_view) { ++told; }, {});
    QCOMPARE(found.cases.size(), std::size_t{50});
    QCOMPARE(std::ranges::count_if(found.cases, [](const CaseFacts& one) { return one.voxels.has_value(); }), 32);
    QVERIFY(found.cases.front().voxels && told == 33);
}

void TestFingerprintReading::itStops() {
    SmallProject small;
    small.add("a", true, false);
    small.import();
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(errorOf([&] { return fingerprintOf(small.project, kSilent, stop.get_token()); })->code(),
             ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestFingerprintReading)
#include "tst_fingerprint_reading.moc"
