// From a terminal: a run goes on with the labels that were accepted since, and says what it has gained.
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/split_repository.h"
#include "storage/review/case_review.h"
#include "tests/app/cli_runner.h"
#include "tests/app/small_study.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

using namespace tandem;

class TestCliTrainOn : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    CliResult run(const QStringList& arguments) const { return runCli(arguments, m_folder.path()); }
    QByteArray runWell(const QStringList& arguments) const { return runCliWell(arguments, m_folder.path()); }
    QJsonObject json(const QStringList& arguments) const { return runCliForJson(arguments, m_folder.path()); }

private Q_SLOTS:
    void initTestCase() {
        writePhantoms(m_folder.filePath("source").toStdString(), 7);
        QVERIFY(runWell({"new", "p.tandem", "--labels", "background,atrium"}) != "failed");
        QVERIFY(runWell({"import", "p.tandem", "source"}) != "failed");
        for (const auto& [file, names] :
             {std::pair{"l.txt", "case_1\n"}, std::pair{"u.txt", "case_2\ncase_3\ncase_4\n"},
              std::pair{"v.txt", "case_5\ncase_6\n"}, std::pair{"t.txt", "case_7\n"}}) {
            QFile list(m_folder.filePath(file));
            QVERIFY(list.open(QIODevice::WriteOnly) && list.write(names) > 0);
        }
        QVERIFY(runWell({"split", "p.tandem", "--labelled-list", "l.txt", "--unlabelled-list", "u.txt",
                         "--validation-list", "v.txt", "--test-list", "t.txt"}) != "failed");
        QVERIFY(runWell(smallTraining({"iterations=9", "validation-interval=3", "checkpoint-interval=3"})) != "failed");
    }

    void nothingNewIsTold() {
        const CliResult result = run({"train-on", "p.tandem", "--run", "1"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("No case comes in: accept or correct a prediction first"), result.err);
    }

    void aLeakNamesItsOption() {
        const CliResult result = run({"train-on", "p.tandem", "--run", "1", "--case", "case_2", "--case", "case_7"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("Case \"case_7\" is a test case of run 1."), result.err);
        QVERIFY2(result.err.contains("--accept-leak"), result.err);
        QCOMPARE(json({"info", "p.tandem"})["runs"].toArray().size(), 1);
    }

    void wrongSettingsAreWrongUsage() {
        QCOMPARE(run({"train-on", "p.tandem", "--run", "1", "--set", "patience=3"}).exitCode, 2);
        QCOMPARE(run({"train-on", "p.tandem", "--run", "1", "--iterations", "0"}).exitCode, 2);
        QCOMPARE(run({"train-on", "p.tandem", "--run", "1", "--checkpoint", "middle"}).exitCode, 2);
    }

    void whatWasAcceptedIsLearntAndCompared() {
        QVERIFY(runWell({"predict", "p.tandem", "--cases", "case_2,case_3"}) != "failed");
        {
            const Project project = Project::open(m_folder.filePath("p.tandem").toStdString());
            for (const char* const name : {"case_2", "case_3"}) {
                static_cast<void>(acceptPrediction(project, 1, project.cases().find(name)->id, "", {}));
            }
        }
        const QByteArray out = runWell({"train-on", "p.tandem", "--run", "1", "--name", "on", "--worker"});
        QVERIFY2(out.contains("Run 2 goes on from the last checkpoint of run 1: mutual-reliable, 3 iterations. 2 cases "
                              "come in with a label: case_2, case_3."),
                 out);
        QVERIFY2(out.contains("Before: last checkpoint of run 1, iteration 9. After: run 2, iteration 3. Validation "
                              "cases: 2,"),
                 out);
        QVERIFY2(out.contains("class   Dice before  Dice after  difference\natrium "), out);
        QVERIFY2(out.contains("\nmean "), out);
        const QJsonArray runs = json({"info", "p.tandem"})["runs"].toArray();
        QCOMPARE(runs[1].toObject()["name"].toString(), "on");
        QCOMPARE(runs[1].toObject()["goesOnFrom"].toArray(), QJsonArray{1});
        QVERIFY(runWell({"info", "p.tandem"}).contains("Run 2 goes on from run 1."));
    }

    void theChainGoesOnForMachines() {
        const QJsonObject report = json({"train-on", "p.tandem", "--run", "2", "--case", "case_7", "--case", "case_6",
                                         "--accept-leak", "--iterations", "4", "--set", "learning-rate=0.02"});
        QCOMPARE(report["run"].toInt(), 3);
        QCOMPARE(report["iteration"].toInt(), 4);
        const QJsonObject gain = report["gain"].toObject();
        QCOMPARE(gain["from"].toInt(), 2);
        QCOMPARE(gain["checkpoint"].toString(), "last");
        QCOMPARE(gain["validationCases"].toInt(), 1);  // case_6 judges no more
        const QJsonObject mean = gain["mean"].toObject();
        QCOMPARE(mean["difference"].toDouble(), mean["after"].toDouble() - mean["before"].toDouble());
        QCOMPARE(gain["classes"].toArray()[0].toObject()["name"].toString(), "atrium");
        const QJsonObject run = json({"info", "p.tandem"})["runs"].toArray()[2].toObject();
        QCOMPARE(run["goesOnFrom"].toArray(), (QJsonArray{2, 1}));
        QCOMPARE(run["settings"].toObject()["learning-rate"].toDouble(), 0.02);
        // A run that is extended afterwards is compared as it is then.
        const QJsonObject longer = json({"resume", "p.tandem", "--run", "3", "--iterations", "6"});
        QCOMPARE(longer["gain"].toObject()["mean"].toObject()["before"].toDouble(), mean["before"].toDouble());
        QVERIFY(!json({"resume", "p.tandem", "--run", "1", "--iterations", "10"}).contains("gain"));
    }

    void exportedWeightsBelongToTheirRun() {
        QVERIFY(runWell({"export-model", "p.tandem", "--run", "3", "--checkpoint", "last", "--out", "model"}) !=
                "failed");
        QStringList again = smallTraining({"iterations=1", "validation-interval=1", "checkpoint-interval=1"});
        again << "--weights" << "model/models/weights.safetensors";
        // On the first split, in which case_6 validates, from which run 3 has learnt.
        const CliResult refused = run(again + QStringList{"--split", firstSplit()});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("has learnt from it; the weights are of that run"), refused.err);
        const QByteArray out = runWell(again + QStringList{"--accept-leak"});
        QVERIFY2(out.contains("The weights are those of the last checkpoint of run 3, iteration 6, which the run goes "
                              "on from."),
                 out);
        const QJsonArray runs = json({"info", "p.tandem"})["runs"].toArray();
        QCOMPARE(runs.last().toObject()["goesOnFrom"].toArray(), (QJsonArray{3, 2, 1}));
    }

private:
    [[nodiscard]] QString firstSplit() const {
        const Project project = Project::open(m_folder.filePath("p.tandem").toStdString());
        return QString::fromStdString(project.splits().list().front().name);
    }
};

QTEST_GUILESS_MAIN(TestCliTrainOn)
#include "tst_cli_train_on.moc"
