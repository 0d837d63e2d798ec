// From a terminal: which weights a number belongs to, whose label it is, and that predictions are neither lost nor
// taken for others.
#include "storage/image/image_reader.h"
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

class TestCliPredictions : public QObject {
    Q_OBJECT

    QTemporaryDir m_sources;
    std::unique_ptr<QTemporaryDir> m_folder;

    std::filesystem::path trained() const { return m_sources.filePath("trained.tandem").toStdString(); }
    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder->path()); }
    QByteArray runWell(const QStringList& arguments) const { return runCliWell(arguments, m_folder->path()); }
    QJsonObject json(const QStringList& arguments) const { return runCliForJson(arguments, m_folder->path()); }
    QString predictionFolder() const { return m_folder->filePath("p.tandem/predictions/0001"); }
    QStringList predicted() const {
        return QDir(predictionFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name);
    }
    QString testCase() const {
        return json({"evaluate", "p.tandem"})["cases"].toArray()[0].toObject()["case"].toString();
    }

private Q_SLOTS:
    /// A trained run, of which every test has a copy; the volumes stay where they are.
    void initTestCase() {
        m_folder = std::make_unique<QTemporaryDir>();
        writePhantoms(m_sources.filePath("source").toStdString(), 6);
        QVERIFY(runWell({"new", "p.tandem", "--labels", "background,atrium"}) != "failed");
        QVERIFY(runWell({"import", "p.tandem", m_sources.filePath("source")}) != "failed");
        QVERIFY(runWell({"split", "p.tandem", "--labelled", "1", "--unlabelled", "2", "--validation", "1", "--test",
                         "2", "--seed", "1"}) != "failed");
        QVERIFY(runWell(smallTraining({"iterations=6", "validation-interval=3", "checkpoint-interval=3"})) != "failed");
        std::filesystem::copy(m_folder->filePath("p.tandem").toStdString(), trained(),
                              std::filesystem::copy_options::recursive);
    }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        std::filesystem::copy(trained(), m_folder->filePath("p.tandem").toStdString(),
                              std::filesystem::copy_options::recursive);
    }

    void oldPredictionsAreNotJudgedAsNew() {
        QVERIFY(runWell({"predict", "p.tandem", "--maps", "all"}) != "failed");
        const QJsonObject before = json({"evaluate", "p.tandem"});
        const QJsonObject judged = before["cases"].toArray()[0].toObject();
        const int iteration = judged["checkpointIteration"].toInt();
        QVERIFY(iteration == 3 || iteration == 6);
        QCOMPARE(judged["checkpointKind"].toString(), "best");
        const QString digits = judged["checkpointSha256"].toString().left(8);

        QVERIFY(runWell({"resume", "p.tandem", "--run", "1", "--iterations", "60"}) != "failed");
        for (const QStringList& command : {QStringList{"evaluate", "p.tandem", "--checkpoint", "last"},
                                           QStringList{"rank", "p.tandem", "--cases", "test", "--checkpoint", "last"},
                                           QStringList{"export", "p.tandem", "--out", "out", "--checkpoint", "last"}}) {
            const CliResult stale = run(command);
            QCOMPARE(stale.exitCode, 1);
            QVERIFY2(stale.err.contains("last checkpoint, iteration 60"), stale.err);
            QVERIFY2(stale.err.contains(QString("only by its best checkpoint, iteration %1").arg(iteration).toUtf8()),
                     stale.err);
        }
        const QByteArray old = runWell({"evaluate", "p.tandem", "--checkpoint", digits});
        QVERIFY2(old.contains(QString("best checkpoint, iteration %1 (%2)").arg(iteration).arg(digits).toUtf8()), old);
        const QJsonObject again = json({"evaluate", "p.tandem", "--checkpoint", digits});
        QCOMPARE(again["mean"], before["mean"]);

        QVERIFY(runWell({"predict", "p.tandem", "--checkpoint", "last"}) != "failed");
        const QJsonObject fresh = json({"evaluate", "p.tandem", "--checkpoint", "last"});
        QCOMPARE(fresh["cases"].toArray()[0].toObject()["checkpointIteration"].toInt(), 60);
        QVERIFY(fresh["mean"] != before["mean"]);
        QVERIFY(runWell({"export", "p.tandem", "--out", "out", "--checkpoint", digits, "--what", "label"}) != "failed");
        const QDir out(m_folder->filePath("out"));
        QFile file(out.filePath(out.entryList({"*_provenance.json"}).first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject provenance = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(provenance["checkpointIteration"].toInt(), iteration);
        QCOMPARE(provenance["checkpointKind"].toString(), "best");
    }

    void fewerMapsLoseNothing() {
        QVERIFY(runWell({"predict", "p.tandem", "--maps", "all"}) != "failed");
        const QByteArray ranked = runWell({"rank", "p.tandem", "--cases", "test"});
        QVERIFY2(ranked.contains("predicted Dice") && ranked.contains("best checkpoint, iteration"), ranked);
        const QByteArray again = runWell({"predict", "p.tandem"});
        QVERIFY2(again.contains("2 of them had more maps"), again);
        QCOMPARE(runWell({"rank", "p.tandem", "--cases", "test"}), ranked);
        QCOMPARE(predicted().size(), 2);  // no folder of files that nobody knows
        QCOMPARE(QDir(predictionFolder() + "/" + predicted().first()).entryList({"*.nrrd"}).size(), 17);
    }

    void theLabelIsWhoseOneAsksFor() {
        QVERIFY(runWell({"resume", "p.tandem", "--run", "1", "--iterations", "150"}) != "failed");
        QVERIFY(runWell({"predict", "p.tandem", "--checkpoint", "last"}) != "failed");
        const CliResult refused = run({"evaluate", "p.tandem", "--label", "mean", "--checkpoint", "last"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("the mean of both decoders; predict it with its probabilities"), refused.err);
        QVERIFY(runWell({"predict", "p.tandem", "--checkpoint", "last", "--maps", "probabilities"}) != "failed");
        std::map<QString, QJsonValue> means;
        for (const char* label : {"a", "b", "mean"}) {
            means[label] = json({"evaluate", "p.tandem", "--checkpoint", "last", "--label", label})["mean"];
            QVERIFY(runWell({"export", "p.tandem", "--checkpoint", "last", "--out", label, "--label", label, "--what",
                             "label,probabilities"}) != "failed");
            const QDir out(m_folder->filePath(label));
            const QString name = out.entryList({"*_label.nii.gz"}).first().chopped(13);
            const auto read = [&](const QString& what) { return out.filePath(name + what + ".nii.gz").toStdString(); };
            const tandem::RawLabelVolume exported = tandem::readLabel(read("_label"));
            const tandem::ImageVolume atrium = tandem::readImage(read(QString("_probability-%1-1").arg(label)));
            for (std::size_t at = 0; at < exported.voxels().size(); ++at) {
                QCOMPARE(exported.voxels()[at], atrium.voxels()[at] > 0.5F ? 1 : 0);
            }
        }
        QVERIFY(means["a"] != means["b"] && means["b"] != means["mean"]);
    }

    void manyNamesAndBadFolders() {
        QVERIFY(runWell({"predict", "p.tandem", "--cases", "all"}) != "failed");
        QStringList names;
        for (int repeat = 0; repeat < 10; ++repeat) {
            names << "case_1" << "case_2" << "case_3";
        }
        const QByteArray out = runWell({"evaluate", "p.tandem", "--on", names.join(',')});
        QVERIFY2(QRegularExpression("metrics-30-cases-[0-9a-f]{8}\\.csv").match(out).hasMatch(), out);
        const CliResult refused = run({"evaluate", "p.tandem", "--out", "p.tandem/project.sqlite/metrics"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("cannot be made") && refused.err.contains("--out"), refused.err);
        const CliResult longName =
            run({"export", "p.tandem", "--out", "out", "--names", QString(240, 'n') + "{case}_{what}"});
        QCOMPARE(longName.exitCode, 1);
        QVERIFY2(longName.err.contains("shorter naming pattern"), longName.err);
        QVERIFY(!QDir(m_folder->filePath("out")).exists());
    }

    void whatCannotFitIsRefusedBefore() {
        const CliResult refused = run({"predict", "p.tandem", "--set", "patch=1024,1024,1024"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("needs about") && refused.err.contains("Set patch to"), refused.err);
        QVERIFY2(refused.out.contains("of memory and at most"), refused.out);
        QVERIFY(predicted().isEmpty());
    }

    void excludedCasesAreLeftOutAndNamed() {
        QVERIFY(runWell({"exclude", "p.tandem", "case_3"}) != "failed");
        const CliResult all = run({"--json", "predict", "p.tandem", "--cases", "all"});
        QVERIFY2(all.exitCode == 0 && all.err.contains("as they are excluded: case_3."), all.err);
        QCOMPARE(QJsonDocument::fromJson(all.out).array().size(), 5);
        const CliResult named = run({"--json", "predict", "p.tandem", "--cases", "case_3"});
        QCOMPARE(QJsonDocument::fromJson(named.out).array().size(), 1);
    }

    void estimatesAreTold() {
        const CliResult predicted = run({"predict", "p.tandem", "--maps", "all"});
        QVERIFY2(predicted.exitCode == 0, predicted.err);
        QVERIFY2(
            QRegularExpression("Needs about \\d.* of memory and at most \\d.* of disk").match(predicted.out).hasMatch(),
            predicted.out);
        // Looked up once, for the estimate and for the work, which begins where the tenth for preparing ends.
        QVERIFY2(predicted.err.contains("Preparing: 10 %"), predicted.err);
        QVERIFY2(!QRegularExpression("Predicting: \\d %").match(predicted.err).hasMatch(), predicted.err);
    }

    void gridsAreNamed() {
        QVERIFY(runWell({"predict", "p.tandem"}) != "failed");
        const QByteArray evaluated = runWell({"evaluate", "p.tandem"});
        QVERIFY2(evaluated.contains("on the grids of the images"), evaluated);
        QCOMPARE(json({"evaluate", "p.tandem"})["grid"].toString(), "original");
        const QByteArray trained = runWell({"resume", "p.tandem", "--run", "1", "--iterations", "9"});
        QVERIFY2(trained.contains("on the prepared grids"), trained);
    }

    void exportsTheModel() {
        const QString python = m_folder->filePath("model/predict.py");
        const QByteArray told = runWell({"export-model", "p.tandem", "--out", "model"});
        QVERIFY2(told.contains("Wrote the best checkpoint, iteration ") && told.contains(python.toUtf8()), told);
        QVERIFY2(told.contains("not calibrated"), told);
        QVERIFY(QFileInfo::exists(m_folder->filePath("model/models/model.ts")));
        const CliResult refused = run({"export-model", "p.tandem", "--out", "model/"});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("--overwrite"), refused.err);
        const QJsonObject last =
            json({"export-model", "p.tandem", "--out", "model", "--checkpoint", "last", "--overwrite"});
        QVERIFY(last["abstainUnder"].isNull());
        QFile about(m_folder->filePath("model/model.json"));
        QVERIFY(about.open(QIODevice::ReadOnly));
        const QJsonObject trained = QJsonDocument::fromJson(about.readAll()).object()["trained"].toObject();
        QCOMPARE(trained["checkpoint"], last["checkpoint"]);
        QCOMPARE(trained["iteration"].toInt(), 6);
    }
};

QTEST_GUILESS_MAIN(TestCliPredictions)
#include "tst_cli_predictions.moc"
