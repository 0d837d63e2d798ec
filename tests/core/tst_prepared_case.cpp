#include "core/prepared/prepared_case.h"
#include "tests/core/expect_error.h"
#include "tests/core/written_case.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <numeric>

using namespace tandem;

namespace {

PreparedHeader header(bool hasLabel = true) {
    return {.geometry = {.size = {4, 3, 2}, .spacingMm = {0.625, 0.7, 1.0 / 3}, .originMm = {-1.5, 2, 1e-7}},
            .channels = 2,
            .hasLabel = hasLabel,
            .original = {.size = {8, 9, 5}, .direction = {{{0, 0, 1}, {1, 0, 0}, {0, -1, 0}}}},
            .cacheKey = "abc"};
}

std::vector<float> ramp() {
    std::vector<float> voxels(48);
    std::iota(voxels.begin(), voxels.end(), 0.5F);
    return voxels;
}

std::vector<std::uint8_t> labels() {
    std::vector<std::uint8_t> voxels(24);
    std::iota(voxels.begin(), voxels.end(), std::uint8_t{0});
    return voxels;
}

}  // namespace

class TestPreparedCase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void whatWasWrittenIsRead();
    void aCaseWithoutLabel();
    void volumesOutliveTheCase();
    void otherVoxelsAreNoticed_data();
    void otherVoxelsAreNoticed();
    void anEarlierProgramsCaseIsUsed();
    void damageIsNoticed_data();
    void damageIsNoticed();
    void aDamagedHeaderIsRefused_data();
    void aDamagedHeaderIsRefused();
    void aMissingCaseIsNotFound();

private:
    [[nodiscard]] std::filesystem::path stem() const {
        return std::filesystem::path(m_folder->path().toStdString()) / "fälle" / "case 1";
    }
    [[nodiscard]] QString file(const QString& suffix) const { return QString::fromStdString(stem().string()) + suffix; }
    [[nodiscard]] PreparedReference reference() const { return {.caseId = 7, .caseName = "one", .stem = stem()}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestPreparedCase::whatWasWrittenIsRead() {
    writePreparedCase(stem(), header(), ramp(), labels());
    const PreparedCase prepared(reference());
    PreparedHeader written = prepared.header();
    QVERIFY(written.imageSum && written.labelSum);
    written.imageSum = written.labelSum = std::nullopt;
    QVERIFY(written == header());
    prepared.requireUnchanged();
    QVERIFY(prepared.reference() == reference());
    QVERIFY(std::ranges::equal(prepared.imageVoxels(), ramp()));
    QCOMPARE(prepared.image(1).at(1, 2, 0), 24.5F + 9);
    QVERIFY(prepared.image(0).geometry() == header().geometry);
    QCOMPARE(prepared.label().at(3, 2, 1), std::uint8_t{23});
    QVERIFY(QFile::exists(file(".image")) && QFile::exists(file(".label")) && QFile::exists(file(".json")));
}

void TestPreparedCase::aCaseWithoutLabel() {
    writePreparedCase(stem(), header(false), ramp(), {});
    QVERIFY(PreparedCase(reference()).label().isEmpty());
    QVERIFY(!QFile::exists(file(".label")));
}

void TestPreparedCase::volumesOutliveTheCase() {
    writePreparedCase(stem(), header(), ramp(), labels());
    const ImageVolume image = PreparedCase(reference()).image(1);
    QVERIFY(QFile::remove(file(".image")));
    QCOMPARE(image.at(0, 0, 0), 24.5F);
}

void TestPreparedCase::otherVoxelsAreNoticed_data() {
    QTest::addColumn<QString>("suffix");
    QTest::newRow("image") << ".image";
    QTest::newRow("label") << ".label";
}

void TestPreparedCase::otherVoxelsAreNoticed() {
    QFETCH(QString, suffix);
    writePreparedCase(stem(), header(), ramp(), labels());
    QFile voxels(file(suffix));
    QVERIFY(voxels.open(QIODevice::ReadWrite) && voxels.seek(13) && voxels.write("\x55", 1) == 1);
    voxels.close();
    const auto error = errorOf([&] {
        PreparedCase(reference()).requireUnchanged();
        return 0;
    });
    QVERIFY(error && error->code() == ErrorCode::Corrupt);
    QVERIFY2(mentions(error, stem().string()), error->what());
}

void TestPreparedCase::anEarlierProgramsCaseIsUsed() {
    writePreparedCase(stem(), header(), ramp(), labels());
    writeAtomically(stem().string() + ".json", header().toJson());
    PreparedCase(reference()).requireUnchanged();
}

void TestPreparedCase::damageIsNoticed_data() {
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<int>("bytes");
    QTest::newRow("image cut short") << ".image" << 100;
    QTest::newRow("image empty") << ".image" << 0;
    QTest::newRow("image too long") << ".image" << 193;
    QTest::newRow("label cut short") << ".label" << 23;
    QTest::newRow("header cut short") << ".json" << 60;
    QTest::newRow("header empty") << ".json" << 0;
}

void TestPreparedCase::damageIsNoticed() {
    QFETCH(QString, suffix);
    QFETCH(int, bytes);
    writePreparedCase(stem(), header(), ramp(), labels());
    QVERIFY(QFile::resize(file(suffix), bytes));
    const auto error = errorOf([&] { return PreparedCase(reference()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY2(mentions(error, stem().string()) && mentions(error, "prepare the dataset again"), error->what());
}

void TestPreparedCase::aDamagedHeaderIsRefused_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("words");
    QTest::newRow("no channels") << QByteArray("\"channels\": 2") << QByteArray("\"channels\": 0") << "channel";
    QTest::newRow("half a channel") << QByteArray("\"channels\": 2") << QByteArray("\"channels\": 2.5") << "channels";
    QTest::newRow("wrong type") << QByteArray("\"channels\": 2") << QByteArray("\"channels\": \"2\"") << "channels";
    QTest::newRow("key missing") << QByteArray("\"cacheKey\"") << QByteArray("\"key\"") << "cacheKey";
    QTest::newRow("geometry missing") << QByteArray("\"geometry\"") << QByteArray("\"grid\"") << "geometry";
    QTest::newRow("negative size") << QByteArray("        4,") << QByteArray("        -4,") << "no voxels";
    QTest::newRow("size beyond counting")
        << QByteArray("        4,") << QByteArray("        4611686018427387904,") << "too large";
    QTest::newRow("later format") << QByteArray("\"format\": 1") << QByteArray("\"format\": 2") << "format";
}

void TestPreparedCase::aDamagedHeaderIsRefused() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, words);
    const std::string text = header().toJson();
    QByteArray changed = QByteArray::fromStdString(text);
    // The first match only: the original's geometry comes after.
    const qsizetype at = changed.indexOf(from);
    if (at < 0) {
        QVERIFY(from.startsWith(' '));
        changed.replace("\"size\": [\n      4,", "\"size\": [\n" + to);
    } else {
        changed.replace(at, from.size(), to);
    }
    QVERIFY(changed != QByteArray::fromStdString(text));
    const auto error = errorOf([&] { return PreparedHeader::fromJson(changed.toStdString()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Corrupt);
    QVERIFY2(mentions(error, words.toStdString()), error->what());
}

void TestPreparedCase::aMissingCaseIsNotFound() {
    const auto error = errorOf([&] { return PreparedCase(reference()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::NotFound);
    QVERIFY(mentions(error, "prepare the dataset again"));

    writePreparedCase(stem(), header(), ramp(), labels());
    QVERIFY(QFile::remove(file(".label")));
    QCOMPARE(errorOf([&] { return PreparedCase(reference()); })->code(), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestPreparedCase)
#include "tst_prepared_case.moc"
