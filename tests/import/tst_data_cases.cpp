// Folders as people have them, brought into a project from a terminal: each in tests/import/data holds `input` and, in
// right.json, what is right of it. Those of TANDEM_DATA are read too, where they are of a kind that is here.
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/image/image_reader.h"
#include "tests/app/cli_runner.h"
#include "tests/core/test_files.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <filesystem>

using namespace tandem;

namespace {

QJsonObject rightOf(const QString& folder) {
    QFile file(folder + "/right.json");
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// "1 channels | a_seg.nii": letters with accents however they are stored.
QString textOf(qsizetype channels, const QString& label) {
    return QStringLiteral("%1 channels | %2").arg(channels).arg(label.normalized(QString::NormalizationForm_C));
}

QStringList casesIn(const QJsonObject& right) {
    QStringList cases;
    for (const QJsonValue& one : right["cases"].toArray()) {
        cases << textOf(one["channels"].toInt(), one["label"].toString());
    }
    cases.sort();
    return cases;
}

QStringList casesIn(const std::vector<CaseRecord>& records) {
    QStringList cases;
    for (const CaseRecord& record : records) {
        cases << textOf(static_cast<qsizetype>(record.images.size()),
                        record.label ? QString::fromStdString(record.label->path.filename().string()) : QString());
    }
    cases.sort();
    return cases;
}

Vector3 vectorOf(const QJsonArray& array) {
    return {array[0].toDouble(), array[1].toDouble(), array[2].toDouble()};
}

void compareWithTruth(const CaseRecord& record, const QJsonObject& truth) {
    const Vector3 size = vectorOf(truth["size"].toArray());
    const Vector3 spacing = vectorOf(truth["spacing"].toArray());
    for (std::size_t axis = 0; axis < 3; ++axis) {
        QCOMPARE(static_cast<double>(record.geometry.size[axis]), size[axis]);
        QVERIFY(std::abs(record.geometry.spacingMm[axis] - spacing[axis]) < 1e-5);
    }
    const ImageVolume image = readImage(record.images[0].path, {.seriesUid = record.images[0].seriesUid});
    for (const QJsonValue& probe : truth["probes"].toArray()) {
        const Vector3 at = image.geometry().indexOf(vectorOf(probe.toArray()[0].toArray()));
        const float voxel = image.at(std::llround(at[0]), std::llround(at[1]), std::llround(at[2]));
        QCOMPARE(static_cast<double>(voxel), probe.toArray()[1].toDouble());
    }
}

/// The number of voxels of each class, and where they lie.
void compareLabel(const Project& project, const CaseRecord& record, const QJsonObject& right) {
    if (right.isEmpty()) {
        return;
    }
    const LabelVolume label = readCaseLabel(project, record, {});
    const Index3& size = label.geometry().size;
    for (auto value = right.constBegin(); value != right.constEnd(); ++value) {
        const auto index = static_cast<std::uint8_t>(value.key().toUInt());
        const QJsonObject about = value.value().toObject();
        QCOMPARE(record.labelVoxels.at(index), static_cast<std::int64_t>(about["voxels"].toInteger()));
        Vector3 sum{};
        for (std::int64_t at = 0; at < label.geometry().voxelCount(); ++at) {
            if (label.voxels()[static_cast<std::size_t>(at)] == index) {
                sum[0] += static_cast<double>(at % size[0]);
                sum[1] += static_cast<double>(at / size[0] % size[1]);
                sum[2] += static_cast<double>(at / (size[0] * size[1]));
            }
        }
        for (double& one : sum) {
            one /= about["voxels"].toDouble();
        }
        const Vector3 centroid = label.geometry().positionMm(sum);
        const Vector3 wanted = vectorOf(about["centroid_lps"].toArray());
        for (std::size_t axis = 0; axis < 3 && about.contains("centroid_lps"); ++axis) {
            QVERIFY(std::abs(centroid[axis] - wanted[axis]) < 1e-3);
        }
    }
}

}  // namespace

class TestDataCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
};

void TestDataCases::reads_data() {
    QTest::addColumn<QString>("folder");
    const QDir here(TANDEM_SOURCE_DIR "/tests/import/data");
    for (const QString& name : here.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QTest::newRow(qPrintable(name)) << here.filePath(name);
    }
    // Too large to be kept here for what it shows.
    QTest::newRow("imagesTs-30") << QString::fromStdString(realData("cases/imagesTs-30").string());
}

void TestDataCases::reads() {
    QFETCH(QString, folder);
    NEEDS_REAL_DATA(folder.toStdString());
    const QJsonObject right = rightOf(folder);
    QVERIFY(!right.isEmpty());
    const QTemporaryDir place;
    QCOMPARE(runCli({"new", "p.tandem", "--labels", right["labels"].toString()}, place.path()).exitCode, 0);
    QStringList import{"import", "p.tandem", folder + "/input"};
    for (const QJsonValue& argument : right["arguments"].toArray()) {
        import << argument.toString();
    }
    const CliResult result = runCli(import, place.path());
    if (result.exitCode != 0 && right["expected"].toString().contains("refused")) {
        QVERIFY2((result.out + result.err).contains("packed with the filter \"lzf\""), result.out + result.err);
        return;
    }
    QVERIFY2(result.exitCode == 0, result.err);
    const Project project = Project::open(std::filesystem::path(place.path().toStdString()) / "p.tandem");
    const std::vector<CaseRecord> records = project.cases().list();
    if (right.contains("cases")) {
        QCOMPARE(casesIn(records), casesIn(right));
    }
    const QJsonArray truths = right["truth"].toArray();
    for (qsizetype i = 0; i < truths.size(); ++i) {
        QCOMPARE(static_cast<qsizetype>(records.size()), truths.size());
        compareWithTruth(records[static_cast<std::size_t>(i)], truths[i].toObject());
        compareLabel(project, records[static_cast<std::size_t>(i)], truths[i].toObject()["label"].toObject());
    }
}

QTEST_GUILESS_MAIN(TestDataCases)
#include "tst_data_cases.moc"
