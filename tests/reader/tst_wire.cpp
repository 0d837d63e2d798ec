#include "core/base/error.h"
#include "storage/image/reader_messages.h"
#include "storage/image/wire.h"
#include "tests/core/expect_error.h"

#include <QtTest>

using namespace tandem;

class TestWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void whatEndsEarlyIsRefused();
    void numbersOfThingsAreNotBelieved();
};

namespace {

DicomSlice sample() {
    return {.file = "/a/\xff.dcm",
            .seriesUid = "1.2",
            .patientName = "A^B",
            .voxelType = "int16",
            .rows = 3,
            .columns = 4,
            .positionMm = {1, -2, 0.1},
            .spacingMm = {0.5, 0.25}};
}

}  // namespace

void TestWire::whatIsWrittenIsRead() {
    const DicomSlice read = unwired<DicomSlice>(wired(sample()));
    QCOMPARE(read.file, sample().file);
    QCOMPARE(read.patientName, sample().patientName);
    QCOMPARE(read.columns, 4);
    QCOMPARE(read.positionMm, sample().positionMm);
    QCOMPARE(read.spacingMm, sample().spacingMm);
    const ReaderRequest request = unwired<ReaderRequest>(wired(
        ReaderRequest{.task = ReaderTask::Hdf5Has, .files = {"a", "b"}, .datasets = {"image"}, .size = {1, 2, 3}}));
    QCOMPARE(request.task, ReaderTask::Hdf5Has);
    QCOMPARE(request.files.size(), 2u);
    QCOMPARE(request.datasets.front(), "image");
    QCOMPARE(request.size, (Index3{1, 2, 3}));
}

void TestWire::whatEndsEarlyIsRefused() {
    const std::string bytes = wired(sample());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto error = errorOf([&] { return unwired<DicomSlice>(bytes.substr(0, length)); });
        QVERIFY(mentions(error, "cannot be understood"));
    }
}

void TestWire::numbersOfThingsAreNotBelieved() {
    const std::string many(8, '\x7f');
    QVERIFY(errorOf([&] { return unwired<std::vector<std::string>>(many); }));
    QVERIFY(errorOf([&] { return unwired<std::string>(many); }));
}

QTEST_GUILESS_MAIN(TestWire)

#include "tst_wire.moc"
