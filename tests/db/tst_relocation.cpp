#include "core/base/content_hash.h"
#include "storage/db/relocation.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <QtTest>
#include <fstream>

using namespace tandem;

namespace {

std::string hashOfFile(const ImageFile&, const std::filesystem::path& candidate, const std::stop_token& stop) {
    return std::filesystem::is_regular_file(candidate) ? contentHash(candidate, stop) : std::string();
}

}  // namespace

class TestRelocation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void movedAndRenamedFilesAreFound();
    void aProjectMovedWithItsImagesNeedsNothing();
    void refusals();
};

void TestRelocation::movedAndRenamedFilesAreFound() {
    SampleProject sample;
    const auto put = [&](const std::string& name, const std::string& content) {
        const auto file = sample.parent() / "images" / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << content;
        return ImageFile{.path = file, .bytes = content.size(), .contentHash = contentHash(file), .format = "nifti"};
    };
    CaseRecord a{
        .name = "a", .images = {put("a.nii", "first")}, .label = put("a-label.nii", "label"), .labelVoxels = {1, 1}};
    CaseRecord b{.name = "b", .images = {put("b.nii", "other")}};
    CaseRecord gone{.name = "gone", .images = {put("gone.nii", "third")}};
    for (const CaseRecord& record : {a, b, gone}) {
        sample.project().cases().add(record);
    }
    const auto moved = sample.parent() / "archive" / "2024";
    std::filesystem::create_directories(moved);
    std::filesystem::rename(a.images[0].path, moved / "renamed.nii");
    std::filesystem::rename(a.label->path, moved / "a-label.nii");
    std::filesystem::rename(b.images[0].path, sample.parent() / "archive" / "b.nii");
    std::filesystem::remove(gone.images[0].path);
    std::ofstream(moved / "same size.nii") << "thirD";
    QCOMPARE(sample.project().cases().withMissingFiles().size(), std::size_t{3});

    double fraction = 0;
    const auto summary = relocateMissingFiles(sample.project(), sample.parent() / "archive", hashOfFile,
                                              [&](double now, std::string_view) { fraction = now; }, {});
    QCOMPARE(summary.found, 3);
    QCOMPARE(summary.stillMissing, std::vector<std::string>{"gone"});
    QCOMPARE(fraction, 1.0);
    const CaseRecord found = *sample.project().cases().find("a");
    QCOMPARE(found.images[0].path, moved / "renamed.nii");
    QCOMPARE(found.images[0].relativePath, std::filesystem::path("../archive/2024/renamed.nii"));
    QCOMPARE(found.label->path, moved / "a-label.nii");
    QCOMPARE(sample.project().cases().withMissingFiles().size(), std::size_t{1});
}

void TestRelocation::aProjectMovedWithItsImagesNeedsNothing() {
    const QTemporaryDir elsewhere;
    SampleProject sample;
    const auto image = sample.parent() / "images" / "a.nii";
    std::filesystem::create_directories(image.parent_path());
    std::ofstream(image) << "x";
    sample.project().cases().add(
        {.name = "a", .images = {{.path = image, .bytes = 1, .contentHash = contentHash(image)}}});
    const std::filesystem::path target = elsewhere.path().toStdString();
    std::filesystem::copy(sample.parent(), target, std::filesystem::copy_options::recursive);
    std::filesystem::remove(image);
    const Project moved = Project::open(target / "la.tandem");
    QVERIFY(moved.cases().withMissingFiles().empty());
    QCOMPARE(moved.cases().locate(moved.cases().find("a")->images[0]), target / "images" / "a.nii");
}

void TestRelocation::refusals() {
    SampleProject sample;
    const auto absent =
        errorOf([&] { return relocateMissingFiles(sample.project(), "/no/such/folder", hashOfFile, {}, {}); });
    QVERIFY(absent);
    QCOMPARE(absent->code(), ErrorCode::NotFound);
    sample.addCase("a");
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = errorOf(
        [&] { return relocateMissingFiles(sample.project(), sample.parent(), hashOfFile, {}, stop.get_token()); });
    QVERIFY(stopped);
    QCOMPARE(stopped->code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestRelocation)
#include "tst_relocation.moc"
