// The README's study on the real left-atrium volumes, command by command as it is written there.
#include "tests/app/cli_runner.h"
#include "tests/core/test_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

class TestLaStudy : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_volumes;

    void run(const QStringList& arguments) const {
        const CliResult result = runCli(arguments, m_folder.path(), 1200);
        QVERIFY2(result.exitCode == 0, arguments.join(' ').toUtf8() + "\n" + result.err);
    }

private Q_SLOTS:
    void initTestCase() {
        NEEDS_REAL_DATA(tandem::realData("la"));
        m_volumes = QString::fromStdString(tandem::realData("la").string());
    }

    void doesTheWholeStudy() {
        run({"new", "la.tandem", "--labels", "background,left-atrium"});
        run({"import", "la.tandem", m_volumes, "--spacing", "0.625,0.625,0.625"});
        run({"split", "la.tandem", "--labelled", "4", "--unlabelled", "5", "--validation", "1", "--test", "2", "--seed",
             "1"});
        run({"train", "la.tandem", "--preset", "left-atrium", "--set", "patch=64,64,48", "--set", "filters=8", "--set",
             "iterations=60"});
        run({"predict", "la.tandem", "--run", "1", "--cases", "test", "--maps", "all"});
        run({"evaluate", "la.tandem", "--run", "1", "--on", "test"});
        run({"export", "la.tandem", "--run", "1", "--out", "out", "--format", "nifti"});
    }

    void evaluatedTheTestCases() {
        QFile file(m_folder.filePath("la.tandem/runs/0001/evaluation/metrics-test.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()["cases"].toArray();
        QCOMPARE(cases.size(), 2);
        for (const QJsonValue& one : cases) {
            const QJsonObject metrics = one.toObject()["classes"].toArray()[0].toObject();
            QCOMPARE(metrics["class"].toString(), "left-atrium");
            QVERIFY(metrics["referenceMl"].toDouble() > 20);  // a left atrium holds 50 to 150 ml
            QVERIFY(metrics["referenceMl"].toDouble() < 400);
        }
    }

    void exportedBothCases() {
        const QDir out(m_folder.filePath("out"));
        QCOMPARE(out.entryList({"*_label.nii.gz"}).size(), 2);
        QCOMPARE(out.entryList({"*_reliability-a.nii.gz"}).size(), 2);
        QCOMPARE(out.entryList({"*_provenance.json"}).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestLaStudy)
#include "tst_la_study.moc"
