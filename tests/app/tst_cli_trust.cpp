// From a terminal: learning what to trust, ranking by it, leaving undecided by it.
#include "storage/db/prediction_repository.h"
#include "storage/db/project.h"
#include "storage/db/trust_repository.h"
#include "storage/image/image_reader.h"
#include "storage/prediction/predicted_label.h"
#include "storage/prediction/prediction_slabs.h"
#include "storage/prediction/stored_maps.h"
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace tandem;

class TestCliTrust : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QByteArray runWell(const QStringList& arguments) const { return runCliWell(arguments, m_folder.path()); }
    QJsonObject json(const QStringList& arguments) const { return runCliForJson(arguments, m_folder.path()); }

private Q_SLOTS:
    void initTestCase() {
        writePhantoms(m_folder.filePath("source").toStdString(), 9);
        QVERIFY(runWell({"new", "p.tandem", "--labels", "background,atrium"}) != "failed");
        QVERIFY(runWell({"import", "p.tandem", "source"}) != "failed");
        QVERIFY(runWell({"split", "p.tandem", "--labelled", "1", "--unlabelled", "2", "--validation", "4", "--test",
                         "2", "--seed", "1"}) != "failed");
        const QByteArray trained = runWell(smallTraining({"iterations=12", "validation-interval=6"}));
        QVERIFY2(trained.contains("tandem-cli trust p.tandem --run 1"), trained);
    }

    void rankingWithoutTrustSaysSo() {
        QVERIFY(runWell({"predict", "p.tandem", "--cases", "unlabelled", "--maps", "all"}) != "failed");
        const QByteArray ranked = runWell({"rank", "p.tandem"});
        QVERIFY2(ranked.contains("predicted Dice") && ranked.contains("uncalibrated"), ranked);
        QVERIFY(!json({"rank", "p.tandem"})["calibrated"].toBool());
    }

    void validationCasesArePredictedAndTeach() {
        const QByteArray told = runWell({"trust", "p.tandem", "--run", "1"});
        QVERIFY2(
            told.contains("what finds wrong voxels") && told.contains("teaching weight") && told.contains("Spearman"),
            told);
        const QJsonObject trust = json({"trust", "p.tandem", "--run", "1"});
        QCOMPARE(trust["evidence"].toObject()["cases"].toArray().size(), 4);
        QCOMPARE(trust["trust"].toObject()["validationCases"].toArray().size(), 4);
        // Nothing has changed, so nothing is measured again.
        QCOMPARE(json({"trust", "p.tandem", "--run", "1"}), trust);
        const QDir run(m_folder.filePath("p.tandem/runs/0001"));
        QCOMPARE(run.entryList({"trust-*-a.json"}).size(), 1);
    }

    void testCasesOnlyJudge() {
        const QJsonObject before = json({"trust", "p.tandem"});
        const CliResult missing = runCli({"trust", "p.tandem", "--on", "test"}, m_folder.path());
        QCOMPARE(missing.exitCode, 1);
        QVERIFY2(missing.err.contains("predict"), missing.err);
        QVERIFY(runWell({"predict", "p.tandem", "--cases", "test", "--maps", "all"}) != "failed");
        const QJsonObject judged = json({"trust", "p.tandem", "--on", "test"});
        QCOMPARE(judged["evidence"].toObject()["cases"].toArray().size(), 2);
        QCOMPARE(judged["trust"], before["trust"]);
        QCOMPARE(json({"trust", "p.tandem"}), before);
    }

    void ranksByPredictedDice() {
        QVERIFY(runWell({"trust", "p.tandem"}) != "failed");
        const QJsonObject ranked = json({"rank", "p.tandem"});
        double before = 0;
        for (const QJsonValue one : ranked["cases"].toArray()) {
            const double dice = one.toObject()["predictedDice"].toObject()["value"].toDouble();
            QVERIFY(dice >= before);
            before = dice;
        }
        QCOMPARE(ranked["cases"].toArray().size(), 2);
    }

    void ranksRegions() {
        QVERIFY(runWell({"trust", "p.tandem"}) != "failed");
        const QJsonObject ranked = json({"rank", "p.tandem", "--regions"});
        QCOMPARE(ranked["strategy"].toString(), "least-reliable");
        const QJsonArray regions = ranked["regions"].toArray();
        QCOMPARE(regions.size(), 16);  // eight for each of the two cases, of 30 mm
        QCOMPARE(ranked["regionsInAll"].toInt(), 16);
        double before = 1e9;
        for (const QJsonValue one : regions) {
            const double errors = one.toObject()["expectedErrors"].toDouble();
            QVERIFY(errors <= before);
            before = errors;
            QCOMPARE(one.toObject()["box"].toObject()["size"].toArray(), (QJsonArray{12, 12, 12}));
            QVERIFY(!one.toObject()["done"].toBool());
        }
        const QJsonObject evidence = ranked["evidence"].toObject();
        QCOMPARE(evidence["validationCases"].toInt(), 4);
        QCOMPARE(evidence["strategies"].toArray().size(), 4);
        QVERIFY(evidence["wrongVoxels"].toInt() > 0);
        const QByteArray text = runWell(
            {"rank", "p.tandem", "--regions", "--strategy", "foreground-random", "--seed", "2", "--first", "1"});
        QVERIFY2(text.contains("the first 1 of 16 regions in 2 cases, foreground-random"), text);
        QVERIFY2(text.contains(ranked["verdict"].toString().toUtf8()) && text.contains("found in 5 %"), text);
        QCOMPARE(runWell({"rank", "p.tandem", "--regions", "--strategy", "foreground-random", "--seed", "2", "--first",
                          "1"}),
                 text);
        for (const QStringList& wrong :
             {QStringList{"--strategy", "least-reliable"}, QStringList{"--seed", "2"},
              QStringList{"--regions", "--cases", "all"}, QStringList{"--regions", "--strategy", "best"}}) {
            QVERIFY2(runCli(QStringList{"rank", "p.tandem"} + wrong, m_folder.path()).exitCode != 0,
                     qPrintable(wrong.join(' ')));
        }
    }

    void ranksByARecordOfAnOlderProgram() {
        QVERIFY(runWell({"trust", "p.tandem"}) != "failed");
        QVERIFY(!runWell({"rank", "p.tandem"}).contains("tandem-cli trust"));
        const Project project = Project::open(m_folder.filePath("p.tandem").toStdString());
        const std::string hash = project.predictions().list(1).back().checkpointHash;
        TrustRecord record = project.trust().find(1, hash, Decoder::A).value();
        QJsonObject document = QJsonDocument::fromJson(QByteArray::fromStdString(record.document)).object();
        document.remove("version");
        record.document = QJsonDocument(document).toJson().toStdString();
        project.trust().record(record);
        const QByteArray ranked = runWell({"rank", "p.tandem"});
        QVERIFY2(ranked.contains("measured by an older program; measure it again: tandem-cli trust"), ranked);
        QVERIFY2(!ranked.contains("All validation cases tell more"), ranked);
        QVERIFY(runWell({"trust", "p.tandem"}) != "failed");
        QVERIFY(!runWell({"rank", "p.tandem"}).contains("tandem-cli trust"));
    }

    void whatIsNotReadFollowsFromTheMapsThatAre() {
        QVERIFY(runWell({"predict", "p.tandem", "--cases", "test", "--maps", "all"}) != "failed");
        const Project project = Project::open(m_folder.filePath("p.tandem").toStdString());
        const PredictionRecord prediction = project.predictions().list(1).back();
        const auto stored = [&](const std::string& map) {
            return loadStoredMap(project, prediction, mapNamed(map).value());
        };
        const LabelVolume label = predictedLabel(project, prediction, Decoder::A, 2, {});
        const ImageVolume background = stored("probability-b-0");
        const ImageVolume weightA = stored("reliability-a");
        const ImageVolume weightB = stored("reliability-b");
        forSlabsOf(project, prediction, label, 2,
                   [&](const PredictionSlab& slab) {
                       for (std::size_t at = 0; at < slab.maps.label.size(); ++at) {
                           const std::size_t voxel = slab.firstVoxel + at;
                           QVERIFY(std::abs(slab.maps.probabilityB[0][at] - background.voxels()[voxel]) < 1e-6F);
                           QVERIFY(std::abs(slab.maps.weightA[at] - weightA.voxels()[voxel]) < 1e-5F);
                           QVERIFY(std::abs(slab.maps.weightB[at] - weightB.voxels()[voxel]) < 1e-5F);
                       }
                   },
                   {});
    }

    void exportsTrustAndAbstainsByIt() {
        QVERIFY(runWell({"predict", "p.tandem", "--cases", "test", "--maps", "all"}) != "failed");
        QVERIFY(runWell({"export", "p.tandem", "--out", "out", "--cases", "test", "--what", "label,maps", "--abstain",
                         "0.9"}) != "failed");
        const QDir out(m_folder.filePath("out"));
        QCOMPARE(out.entryList({"*_trust.nii.gz"}).size(), 2);
        const QString name = out.entryList({"*_trust.nii.gz"}).first().chopped(13);
        const auto path = [&](const QString& what) { return out.filePath(name + what).toStdString(); };
        const ImageVolume trust = readImage(path("_trust.nii.gz"));
        const RawLabelVolume label = readLabel(path("_label.nii.gz"));
        for (std::size_t at = 0; at < trust.voxels().size(); ++at) {
            QVERIFY(trust.voxels()[at] >= 0 && trust.voxels()[at] <= 1);
            QCOMPARE(label.voxels()[at] == 255, trust.voxels()[at] < 0.9F);
        }
        QFile file(out.filePath(name + "_provenance.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject provenance = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(provenance["trust"].toObject().contains("calibrated"));
        QVERIFY(provenance["predictedDice"].toObject().contains("value"));
        QVERIFY(provenance["abstained"].toObject()["expectedErrorsRemoved"].toDouble() > 0);
    }
};

QTEST_GUILESS_MAIN(TestCliTrust)
#include "tst_cli_trust.moc"
