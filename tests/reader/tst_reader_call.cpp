#include "core/base/error.h"
#include "storage/image/decoded_pieces.h"
#include "storage/image/dicom_pixels.h"
#include "storage/image/dicom_slice.h"
#include "storage/image/dicom_structures.h"
#include "storage/image/hdf5_image.h"
#include "storage/image/image_reader.h"
#include "storage/image/reader_call.h"
#include "tests/core/expect_error.h"

#include <QtTest>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <thread>
#include <utility>

using namespace tandem;

namespace {

ReaderRequest headersOf(const std::vector<std::filesystem::path>& files) {
    return {.task = ReaderTask::DicomHeaders, .files = files, .secondsForEach = 1};
}

/// The number of the process that answers.
std::int32_t readerOf(const char* file) {
    ReaderCall call(headersOf({file}));
    [[maybe_unused]] const ReaderCall::Value value = call.next(file);
    const auto data = call.data(sizeof(std::int32_t), file);
    std::int32_t number = 0;
    std::memcpy(&number, data.get(), sizeof(number));
    return number;
}

/// Contours in a file of that name, on a grid of six voxels unless another is given.
struct StructureFile {
    explicit StructureFile(const char* name, Geometry grid = {{3, 2, 1}, {1, 1, 1}, {0, 0, 0}, kIdentity3})
        : image(std::move(grid)) {
        set.file = std::filesystem::path(folder.path().toStdString()) / name;
        set.kind = StructureKind::Contours;
        std::ofstream(set.file) << "contours";
    }

    QTemporaryDir folder;
    DicomStructureSet set;
    Geometry image;
};

}  // namespace

/// With the failing reader, but where a test says otherwise.
class TestReaderCall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TANDEM_READER", TANDEM_FAILING_READER); }
    void init() { qputenv("TANDEM_READER", TANDEM_FAILING_READER); }
    void whatEndsTheReaderIsOneSentence_data();
    void whatEndsTheReaderIsOneSentence();
    void theNextCallIsNotConcerned();
    void aFileThatCrashesIsPassedOver();
    void aHangIsLeftWhenAsked();
    void otherVoxelsThanPromisedAreRefused_data();
    void otherVoxelsThanPromisedAreRefused();
    void voxelsThatNobodyTakesKeepNobodyWaiting();
    void liesAboutStructuresAreRefused_data();
    void liesAboutStructuresAreRefused();
    void structuresBeyondTheMemoryAreNotAskedFor();
    void liesAboutPlanesAreRefused_data();
    void liesAboutPlanesAreRefused();
    void liesAboutADataSetAreRefused_data();
    void liesAboutADataSetAreRefused();
    void allPiecesOfAVolumeHaveOneDeadline();
    void withoutAReaderTheSentenceSaysWhere();
};

void TestReaderCall::whatEndsTheReaderIsOneSentence_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("signal") << "crash" << "crash is damaged so that the library which reads it fails";
    QTest::newRow("exit") << "exit" << "exit is damaged so that the library which reads it fails";
    QTest::newRow("hang") << "hang" << "hang was given up because reading it took too long";
    QTest::newRow("junk") << "junk" << "answered what cannot be understood";
}

void TestReaderCall::whatEndsTheReaderIsOneSentence() {
    QFETCH(const QString, file);
    QFETCH(const QString, sentence);
    ReaderCall call(headersOf({file.toStdString()}));
    const auto error = errorOf([&] { return call.next(file.toStdString()); });
    QVERIFY(mentions(error, sentence.toStdString().c_str()));
}

void TestReaderCall::theNextCallIsNotConcerned() {
    for (const char* file : {"crash", "fine", "junk", "fine", "exit", "fine"}) {
        ReaderCall call(headersOf({file}));
        const auto error = errorOf([&] { return call.next(file); });
        QCOMPARE(error.has_value(), std::string(file) != "fine");
    }
}

void TestReaderCall::aFileThatCrashesIsPassedOver() {
    const QTemporaryDir folder;
    const std::filesystem::path top = folder.path().toStdString();
    std::vector<std::filesystem::path> files;
    for (const char* name : {"first", "crash", "third", "exit", "last"}) {
        files.push_back(top / name);
        std::ofstream(files.back()) << std::string(128, ' ') << "DICM";
    }
    std::vector<std::size_t> told;
    const auto slices = readDicomSlices(files, [&](std::size_t done) { told.push_back(done); }, {});
    QCOMPARE(slices.size(), files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        QCOMPARE(slices[i].file, files[i]);
        QCOMPARE(slices[i].problem == "read", i != 1 && i != 3);
    }
    QCOMPARE(told, (std::vector<std::size_t>{1, 2, 3, 4, 5}));
}

void TestReaderCall::aHangIsLeftWhenAsked() {
    std::stop_source source;
    ReaderRequest request = headersOf({"hang"});
    request.secondsForEach = 1000;
    ReaderCall call(request, source.get_token());
    const std::jthread asking([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        source.request_stop();
    });
    const auto error = errorOf([&] { return call.next("hang"); });
    QVERIFY(error && error->code() == ErrorCode::Cancelled);
}

void TestReaderCall::otherVoxelsThanPromisedAreRefused_data() {
    QTest::addColumn<QString>("sentence");
    QTest::newRow("more") << "read other voxels of more than it was asked for";
    QTest::newRow("less") << "less is damaged so that the library which reads it fails";
    QTest::newRow("fine") << QString();
}

void TestReaderCall::otherVoxelsThanPromisedAreRefused() {
    QFETCH(const QString, sentence);
    const char* const file = QTest::currentDataTag();
    const auto error = errorOf([&] { QVERIFY(readerOf(file) > 1); });
    QCOMPARE(error.has_value(), !sentence.isEmpty());
    QVERIFY(!error || mentions(error, sentence.toStdString().c_str()));
}

void TestReaderCall::voxelsThatNobodyTakesKeepNobodyWaiting() {
    const StructureFile file("honest", {{300, 300, 300}, {1, 1, 1}, {0, 0, 0}, kIdentity3});
    const std::int32_t reader = readerOf("fine");
    {
        ReaderCall call({.task = ReaderTask::Structures,
                         .files = {file.set.file},
                         .order = wired(StructureOrder{.kind = StructureKind::Contours, .grid = file.image})});
        QCOMPARE(call.next(file.set.file).dataBytes, std::uint64_t{108'000'000});
    }
    QCOMPARE(readerOf("fine"), reader);  // one that would not end would not be asked again
}

void TestReaderCall::liesAboutStructuresAreRefused_data() {
    QTest::addColumn<QString>("sentence");
    const QString untold = "told of structures that were not asked for";
    for (const char* lie : {"rank", "negative", "backwards", "beyond", "background", "untold"}) {
        QTest::newRow(lie) << untold;
    }
    QTest::newRow("honest") << QString();
}

void TestReaderCall::liesAboutStructuresAreRefused() {
    QFETCH(const QString, sentence);
    const StructureFile file(QTest::currentDataTag());
    const auto error = errorOf([&] { return readStructures(file.set, {{1}, {2}}, file.image, {}); });
    QCOMPARE(error.has_value(), !sentence.isEmpty());
    if (error) {
        QCOMPARE(error->code(), ErrorCode::Internal);
        QVERIFY2(mentions(error, sentence.toStdString().c_str()), error->what());
    } else {
        const StructureLabel read = readStructures(file.set, {{1}, {2}}, file.image, {});
        QCOMPARE(read.label.at(0, 0, 0), 1);
        QCOMPARE(read.label.at(2, 1, 0), 2);
    }
}

void TestReaderCall::structuresBeyondTheMemoryAreNotAskedFor() {
    const StructureFile file("honest");
    const auto error = errorOf([&] { return readStructures(file.set, {{1}, {2}}, file.image, {}, 23); });
    QVERIFY(error && error->code() == ErrorCode::OutOfMemory);
    QVERIFY(!errorOf([&] { return readStructures(file.set, {{1}, {2}}, file.image, {}, 24); }));
}

void TestReaderCall::liesAboutPlanesAreRefused_data() {
    QTest::addColumn<QString>("sentence");
    const QString other = "read other voxels of series than it was asked for";
    for (const char* lie : {"type", "wider", "none", "odd", "two"}) {
        QTest::newRow(lie) << other;
    }
    QTest::newRow("honest") << QString();
}

void TestReaderCall::liesAboutPlanesAreRefused() {
    QFETCH(const QString, sentence);
    const std::filesystem::path folder = "series";
    DicomSeries series;
    series.files = {folder / QTest::currentDataTag(), folder / "honest"};
    series.planes = {{series.files[0]}, {series.files[1]}};
    series.geometry = {{3, 2, 2}, {1, 1, 1}, {0, 0, 0}, kIdentity3};
    std::vector<Finding> findings;
    const auto error = errorOf([&] { return readDicomVoxels<float>(series, {}, findings, {}); });
    QCOMPARE(error.has_value(), !sentence.isEmpty());
    if (error) {
        QCOMPARE(error->code(), ErrorCode::Internal);
        QVERIFY2(mentions(error, sentence.toStdString().c_str()), error->what());
    } else {
        const ImageVolume image = readDicomVoxels<float>(series, {}, findings, {});
        QCOMPARE(image.at(2, 1, 0), 11.0F);
        QCOMPARE(image.at(1, 0, 1), 3.0F);
        QCOMPARE(readDicomVoxels<std::int32_t>(series, {}, findings, {}).at(2, 1, 1), 11);
    }
}

void TestReaderCall::liesAboutADataSetAreRefused_data() {
    QTest::addColumn<bool>("isLie");
    for (const char* lie : {"header", "type", "wider", "none", "odd", "three"}) {
        QTest::newRow(lie) << true;
    }
    QTest::newRow("honest") << false;
    QTest::newRow("two") << false;
}

void TestReaderCall::liesAboutADataSetAreRefused() {
    QFETCH(const bool, isLie);
    const StructureFile file(QTest::currentDataTag());
    const auto error = errorOf([&] { return readHdf5<float>(file.set.file, "image", {}, {}); });
    QCOMPARE(error.has_value(), isLie);
    if (error) {
        QCOMPARE(error->code(), ErrorCode::Internal);
        QVERIFY2(mentions(error, "than it was asked for"), error->what());
    } else {
        const auto read = readHdf5<float>(file.set.file, "image", {}, {});
        QCOMPARE(read.header.voxelType, std::string("int16"));
        QCOMPARE(read.volume.at(0, 2, 1), 5.0F);
        QCOMPARE(read.volume.at(1, 2, 1), file.set.file.filename() == "two" ? 11.0F : 5.0F);
    }
}

void TestReaderCall::allPiecesOfAVolumeHaveOneDeadline() {
    // Each of the five comes within six seconds, but not all of them.
    const std::vector<std::filesystem::path> files(5, "late");
    DecodedPieces pieces({.task = ReaderTask::DicomVoxels, .files = files, .secondsForEach = 1}, "series", {});
    std::size_t read = 0;
    const auto error = errorOf([&] {
        for (; read < files.size(); ++read) {
            QCOMPARE(pieces.next(6, 1).planes, 1);
        }
    });
    QVERIFY(mentions(error, "series was given up because reading it took too long"));
    QVERIFY(read > 0);
}

void TestReaderCall::withoutAReaderTheSentenceSaysWhere() {
    // What the other tests left idle is asked first, and answers.
    qputenv("TANDEM_READER", "/nowhere/reader");
    std::optional<Error> error;
    for (int i = 0; i < 4 && !error; ++i) {
        error = errorOf([] {
            ReaderCall call(headersOf({"hang"}), {});
            return call.next("hang");
        });
        if (error && !mentions(error, "There is no tandem-reader")) {
            error.reset();
        }
    }
    QVERIFY(mentions(error, "There is no tandem-reader at /nowhere/reader"));
}

QTEST_GUILESS_MAIN(TestReaderCall)

#include "tst_reader_call.moc"
