#include "core/base/content_hash.h"
#include "storage/image/dicom_series.h"
#include "storage/import/source_hash.h"
#include "tests/core/expect_error.h"
#include "tests/core/test_files.h"
#include "tests/image/made_files.h"
#include "tests/import/sample_files.h"

#include <QtTest>

using namespace tandem;

class TestSourceHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileIsItsContent();
    void aHeaderCountsWithItsData();
    void aSeriesIsItsFiles();
    void unreadableCandidatesAreNotWhatIsLookedFor();
};

void TestSourceHash::aFileIsItsContent() {
    const SampleFiles files;
    files.write("a.nii", "content");
    const SourceContent content = contentOf(files.path("a.nii"), {}, {});
    QCOMPARE(content.hash, contentHash(files.path("a.nii")));
    QCOMPARE(content.bytes, 7u);
    QVERIFY(errorOf([&] { return contentOf(files.path("none.nii"), {}, {}); }));
}

void TestSourceHash::aHeaderCountsWithItsData() {
    const SampleFiles files;
    const MadeImage image = MadeImage::ofType(VoxelType::Int16);
    const std::string nifti = niftiHeader(image, {.isPair = true});
    const std::vector<std::array<std::string, 3>> pairs{
        {"a.hdr", "a.img", nifti},
        {"b.nhdr", "b.raw", nrrdHeader(image, "raw", "data file: b.raw\n")},
        {"c.mhd", "voxels of c.raw", metaImageHeader(image, false, "voxels of c.raw")},
        {"d.hdr.gz", "d.img.gz", gzipped(nifti)},
        // As other programs write them: what the reader understands counts, not how it is spelt.
        {"e.mhd", "e.raw", "NDims=3\nDimSize=3 4 5\nElementType=MET_SHORT\nElementDataFile=e.raw\n"},
        {"f.nrrd", "f.raw", nrrdHeader(image, "raw", "DataFile:  f.raw\n")}};
    for (const auto& [header, data, text] : pairs) {
        files.write(header, text);
        files.write(data, "voxels");
        const std::string before = contentOf(files.path(header), {}, {}).hash;
        files.write(data, "others");
        QVERIFY2(contentOf(files.path(header), {}, {}).hash != before, header.c_str());
        files.write(data, "voxels");
        QCOMPARE(contentOf(files.path(header), {}, {}).hash, before);
    }
}

void TestSourceHash::aSeriesIsItsFiles() {
    const auto source = realData("dicom/ct-head-64");
    NEEDS_REAL_DATA(source);
    const auto series = findDicomSeries(source);
    QCOMPARE(series.size(), std::size_t{1});
    const SourceContent content = contentOf(source, series.front().uid, {});
    const SampleFiles files;
    std::filesystem::create_directories(files.path());
    int number = 0;
    for (const auto& file : series.front().files) {
        std::filesystem::copy_file(file, files.path(std::to_string(1000 - ++number)));
    }
    QCOMPARE(contentOf(files.path(), series.front().uid, {}).hash, content.hash);
    const ImageFile wanted{.contentHash = content.hash, .seriesUid = series.front().uid};
    QCOMPARE(sourceHasher()(wanted, files.path(), {}), content.hash);
    std::filesystem::remove(files.path("990"));
    QVERIFY(contentOf(files.path(), series.front().uid, {}).hash != content.hash);
    QVERIFY(errorOf([&] { return contentOf(files.path(), "1.2.3", {}); }));
}

void TestSourceHash::unreadableCandidatesAreNotWhatIsLookedFor() {
    QCOMPARE(sourceHasher()({.contentHash = "x"}, "/no/such/file", {}), std::string());
    std::stop_source stop;
    stop.request_stop();
    const SampleFiles files;
    files.write("a", "x");
    QVERIFY(errorOf([&] { return sourceHasher()({}, files.path("a"), stop.get_token()); }));
}

QTEST_GUILESS_MAIN(TestSourceHash)
#include "tst_source_hash.moc"
