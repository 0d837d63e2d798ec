// What another program does to the open project: the session tells of it, and the page that is seen reads again.
#include "storage/db/label_repository.h"
#include "storage/db/metric_repository.h"
#include "storage/db/prediction_repository.h"
#include "tests/db/sample_project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_page.h"
#include "ui/session/project_session.h"

#include <QSignalSpy>
#include <QtTest>
#include <functional>

using namespace tandem;

namespace {

using Change = std::function<void(SampleProject&)>;

void addPrediction(SampleProject& sample, SplitRole role) {
    sample.project().predictions().record({.runId = 1,
                                           .caseId = sample.caseIn(role),
                                           .checkpointHash = "c",
                                           .maps = KeptMaps::Label,
                                           .settingsJson = "{}",
                                           .folder = "predictions/one"});
}

void addPoint(SampleProject& sample, std::int64_t iteration) {
    sample.project().metrics().add(std::vector<MetricPoint>{{1, iteration, "loss-total", 0.5}});
}

/// Counts how often it reads.
class CountingPage : public ProjectPage {
public:
    CountingPage(ProjectSession& session, ProjectParts parts) : ProjectPage(session, parts) {}
    int count = 0;

protected:
    void reread() override { ++count; }
};

}  // namespace

class TestProjectWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_sample = std::make_unique<SampleProject>();
        m_sample->addRunOnFourRoles();
        m_session = std::make_unique<ProjectSession>(Project::open(m_sample->folder()), m_jobs);
        m_told.clear();
        const auto note = [this](auto change, const QString& what) {
            connect(m_session.get(), change, this, [this, what] { m_told << what; });
        };
        note(&ProjectSession::casesChanged, "cases");
        note(&ProjectSession::labelsChanged, "labels");
        note(&ProjectSession::splitsChanged, "splits");
        note(&ProjectSession::runsChanged, "runs");
        connect(m_session.get(), &ProjectSession::runAdvanced, this,
                [this](std::int64_t run) { m_told << QString("run %1 advanced").arg(run); });
        connect(m_session.get(), &ProjectSession::predictionsChanged, this,
                [this](std::int64_t run, const std::vector<std::int64_t>& cases) {
                    QStringList names;
                    for (const std::int64_t id : cases) {
                        names << QString::fromStdString(m_session->project().cases().get(id).name);
                    }
                    m_told << QString("predictions of run %1: %2").arg(run).arg(names.join(", "));
                });
    }

    void whatAnotherProgramDoesIsTold_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("told");
        const auto row = [](const char* name, const Change& change, const QStringList& told) {
            QTest::newRow(name) << change << told;
        };
        row("a case", [](SampleProject& on) { on.addCase("new"); }, {"cases"});
        row("a run and its split", [](SampleProject& on) { on.addRun(1); }, {"runs"});
        row("a run that trains", [](SampleProject& on) { addPoint(on, 44); }, {"run 1 advanced"});
        row("predictions",
            [](SampleProject& on) {
                addPrediction(on, SplitRole::Test);
                addPrediction(on, SplitRole::Validation);
            },
            {"predictions of run 1: validation, test"});
    }
    void whatAnotherProgramDoesIsTold() {
        QFETCH(const Change, change);
        QFETCH(const QStringList, told);
        change(*m_sample);
        QTRY_COMPARE(m_told, told);
    }

    void aPredictionThatIsGoneIsTold() {
        addPrediction(*m_sample, SplitRole::Test);
        QTRY_COMPARE(m_told, QStringList{"predictions of run 1: test"});
        m_sample->project().predictions().remove(1);
        QTRY_COMPARE(m_told.size(), 2);
        QCOMPARE(m_told.back(), "predictions of run 0: ");
    }

    /// By the window, through whichever connection; told of the other's only what is the other's.
    void whatIsToldAlreadyIsNotToldAgain() {
        m_sample->addCase("ours");
        Q_EMIT m_session->casesChanged();
        m_session->project().runs().rename(1, "ours");
        Q_EMIT m_session->runsChanged();
        addPrediction(*m_sample, SplitRole::Test);
        Q_EMIT m_session->predictionsChanged(1, {m_sample->caseIn(SplitRole::Test)});
        const QStringList own{"cases", "runs", "predictions of run 1: test"};
        QCOMPARE(m_told, own);
        addPoint(*m_sample, 7);  // another's, which comes when all the others would have, too
        QTRY_COMPARE(m_told, own + QStringList{"run 1 advanced"});
    }

    void aPageReadsWhenItIsSeenAndStale() {
        CountingPage page(*m_session, ProjectPart::Cases | ProjectPart::Predictions);
        Q_EMIT m_session->casesChanged();
        QCOMPARE(page.count, 0);
        page.show();
        QCOMPARE(page.count, 1);
        Q_EMIT m_session->casesChanged();
        QCOMPARE(page.count, 2);
        Q_EMIT m_session->runsChanged();  // which it does not show
        QCOMPARE(page.count, 2);
        page.hide();
        page.show();
        QCOMPARE(page.count, 2);
        page.hide();
        Q_EMIT m_session->predictionsChanged(1, {});
        Q_EMIT m_session->casesChanged();
        QCOMPARE(page.count, 2);
        page.show();
        QCOMPARE(page.count, 3);
    }

    void aPageThatIsSeenNoticesWhatAnotherProgramDoes() {
        CountingPage page(*m_session, ProjectPart::Predictions);
        page.show();
        QCOMPARE(page.count, 1);
        addPrediction(*m_sample, SplitRole::Test);
        QTRY_COMPARE(page.count, 2);
    }

private:
    std::unique_ptr<SampleProject> m_sample;
    JobList m_jobs;
    std::unique_ptr<ProjectSession> m_session;
    QStringList m_told;
};

QTEST_MAIN(TestProjectWatch)
#include "tst_project_watch.moc"
