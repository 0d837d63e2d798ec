#include "core/proposal/proposal.h"
#include "storage/db/checkpoint_repository.h"
#include "storage/db/event_log.h"
#include "storage/db/result_records.h"
#include "storage/prediction/provenance.h"
#include "storage/training/run_configuration.h"
#include "storage/training/run_extension.h"
#include "storage/training/run_settings.h"
#include "tests/core/expect_error.h"
#include "tests/db/sample_project.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <memory>

using namespace tandem;

class TestRunExtension : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void bothRatesAreTold_data();
    void bothRatesAreTold();
    void aRunThatIsKeptFinishesItsSchedule();
    void theConfigurationStaysTrue();
    void notLongerIsRefused();
    void settingsOfAnotherVersionAreKept();

private:
    /// A run of 6 iterations that has done so many.
    RunRecord addRun(const std::string& schedule, std::int64_t done);
    [[nodiscard]] TrainingSettings settingsOf(const RunRecord& run) const;
    [[nodiscard]] QJsonObject configuration(const RunRecord& run) const;

    std::unique_ptr<SampleProject> m_sample;
};

void TestRunExtension::init() {
    m_sample = std::make_unique<SampleProject>();
}

RunRecord TestRunExtension::addRun(const std::string& schedule, std::int64_t done) {
    Project& project = m_sample->project();
    RunRecord run = m_sample->addRunOnFourRoles();
    TrainingSettings settings;
    settings.iterations = 6;
    settings.learningRate = 0.05;
    settings.schedule = choiceNamed<Schedule>(schedule).value();
    project.runs().setSettings(run.id, settingsToText(settings));
    run = project.runs().get(run.id);
    writeRunConfiguration(project, run, {}, {});
    if (done > 0) {
        project.checkpoints().record(
            {.runId = run.id, .file = run.folder / "last.ckpt", .contentHash = "hash", .iteration = done});
    }
    return run;
}

TrainingSettings TestRunExtension::settingsOf(const RunRecord& run) const {
    return storedSettings<TrainingSettings>(m_sample->project().runs().get(run.id).settingsJson).forWork();
}

QJsonObject TestRunExtension::configuration(const RunRecord& run) const {
    QFile file(QString::fromStdString((m_sample->project().runFolder(run) / "config.json").string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void TestRunExtension::bothRatesAreTold_data() {
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<qint64>("done");
    QTest::addColumn<bool>("keeps");
    QTest::addColumn<QString>("told");
    // 0.05 (1/6)^0.9 and 0.05 (1/2)^0.9.
    QTest::newRow("stretched") << "polynomial" << qint64{6} << false
                               << "was 0.00997 in iteration 6 and is 0.0268 in the next";
    QTest::newRow("kept")
        << "polynomial" << qint64{6} << true
        << "was 0.00997 in iteration 6 and keeps to the schedule of 6 iterations, at the end of which it "
           "stays 0.00997";
    QTest::newRow("stopped on the way") << "polynomial" << qint64{3} << false
                                        << "was 0.0347 in iteration 3 and is 0.0386 in the next";
    QTest::newRow("not begun") << "polynomial" << qint64{0} << false << "";
    QTest::newRow("constant") << "constant" << qint64{6} << false << "";
    QTest::newRow("constant, kept") << "constant" << qint64{6} << true << "";
}

void TestRunExtension::bothRatesAreTold() {
    QFETCH(QString, schedule);
    QFETCH(qint64, done);
    QFETCH(bool, keeps);
    QFETCH(QString, told);
    const RunRecord run = addRun(schedule.toStdString(), done);
    const QString sentence =
        QString::fromStdString(extendTraining(m_sample->project(), run.id, {.iterations = 12, .keepsRate = keeps}));
    QVERIFY2(sentence.contains(told), qPrintable(sentence));
    QCOMPARE(sentence.isEmpty(), told.isEmpty());
    QCOMPARE(settingsOf(run).iterations, std::int64_t{12});
    const EventRecord event = m_sample->project().events().list().front();
    QCOMPARE(event.runId, std::optional(run.id));
    const QString logged = QString::fromStdString(event.sentence);
    QVERIFY2(logged.startsWith("Run 1 is extended from 6 to 12 iterations.") && logged.contains(sentence),
             qPrintable(logged));
}

void TestRunExtension::aRunThatIsKeptFinishesItsSchedule() {
    const RunRecord run = addRun("polynomial", 3);
    const TrainingSettings before = settingsOf(run);
    extendTraining(m_sample->project(), run.id, {.iterations = 12, .keepsRate = true});
    extendTraining(m_sample->project(), run.id, {.iterations = 20});
    const TrainingSettings after = settingsOf(run);
    QCOMPARE(after.scheduleIterations, std::int64_t{6});
    for (std::int64_t iteration = 1; iteration <= 20; ++iteration) {
        QCOMPARE(after.learningRateAt(iteration), before.learningRateAt(std::min<std::int64_t>(iteration, 6)));
    }
}

void TestRunExtension::theConfigurationStaysTrue() {
    const RunRecord run = addRun("polynomial", 6);
    QCOMPARE(configuration(run)["training"].toObject()["iterations"].toInt(), 6);
    QVERIFY(!configuration(run).contains("extensions"));
    extendTraining(m_sample->project(), run.id, {.iterations = 12});
    extendTraining(m_sample->project(), run.id, {.iterations = 30, .keepsRate = true});
    m_sample->project().runs().setDevice(run.id, "cpu float32");
    refreshRunConfiguration(m_sample->project(), run.id);
    const QJsonObject now = configuration(run);
    QCOMPARE(now["training"].toObject()["iterations"].toInt(), 30);
    QCOMPARE(now["training"].toObject()["schedule-iterations"].toInt(), 12);
    QCOMPARE(now["device"].toString(), QString("cpu float32"));
    QVERIFY(now.contains("classes") && now.contains("cases"));
    const QJsonArray extensions = now["extensions"].toArray();
    QCOMPARE(extensions.size(), 2);
    QCOMPARE(extensions[0].toObject()["doneIterations"].toInt(), 6);
    QCOMPARE(extensions[0].toObject()["iterationsBefore"].toInt(), 6);
    QCOMPARE(extensions[0].toObject()["iterations"].toInt(), 12);
    QCOMPARE(extensions[1].toObject()["iterations"].toInt(), 30);
    QCOMPARE(extensions[1].toObject()["scheduleIterations"].toInt(), 12);
    // So does what is exported of the run.
    const RunRecord extendedRun = m_sample->project().runs().get(run.id);
    const auto provenance = QJsonDocument::fromJson(QByteArray::fromStdString(
        provenanceJson(m_sample->project(), extendedRun, {.settingsJson = "{}"}, {}, {}).dump()));
    QCOMPARE(provenance.object()["trainedBy"].toObject()["extensions"].toArray(), extensions);
}

void TestRunExtension::notLongerIsRefused() {
    const RunRecord run = addRun("polynomial", 6);
    const auto error = errorOf([&] { return extendTraining(m_sample->project(), run.id, {.iterations = 6}); });
    QVERIFY(mentions(error, "already trains for 6 iterations"));
    QCOMPARE(settingsOf(run).iterations, std::int64_t{6});
    QVERIFY(!configuration(run).contains("extensions"));
}

void TestRunExtension::settingsOfAnotherVersionAreKept() {
    const RunRecord run = addRun("constant", 6);
    Project& project = m_sample->project();
    project.runs().setSettings(run.id, R"({"iterations":6,"ema-decay":0.99})");
    QCOMPARE(noticesOnSettings(project.runs().get(run.id)).size(), std::size_t{1});
    extendTraining(project, run.id, {.iterations = 12});
    const auto after = storedSettings<TrainingSettings>(project.runs().get(run.id).settingsJson);
    QCOMPARE(after.values.iterations, std::int64_t{12});
    QCOMPARE(after.unread.size(), std::size_t{1});
    QCOMPARE(after.unread.front().key + " " + after.unread.front().text, std::string("ema-decay 0.99"));
    // What cannot be understood is not trained by.
    project.runs().setSettings(run.id, R"({"iterations":6,"schedule":"cosine"})");
    const auto error = errorOf([&] { return extendTraining(project, run.id, {.iterations = 12}); });
    QVERIFY(mentions(error, "schedule is \"cosine\""));
}

QTEST_GUILESS_MAIN(TestRunExtension)
#include "tst_run_extension.moc"
