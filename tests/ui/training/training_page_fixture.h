// The training page on a project of phantoms, with what a person does on it.
#pragma once

#include "storage/db/run_repository.h"
#include "tests/ui/on_page.h"
#include "tests/ui/training/phantom_project.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"
#include "ui/training/chart/line_chart.h"
#include "ui/training/new_run_panel.h"
#include "ui/training/run_table_model.h"
#include "ui/training/training_page.h"

#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QtTest>
#include <memory>

namespace tandem {

class TrainingPageFixture {
public:
    TrainingPageFixture() { open(); }
    ~TrainingPageFixture() {
        // The jobs end before what they report to goes.
        m_jobs.reset();
        m_page.reset();
        m_session.reset();
    }
    TrainingPageFixture(const TrainingPageFixture&) = delete;
    TrainingPageFixture& operator=(const TrainingPageFixture&) = delete;

    /// As if the project were opened again.
    void open() {
        m_page.reset();
        m_session = std::make_unique<ProjectSession>(Project::open(m_phantoms.folder()), *m_jobs);
        m_page = std::make_unique<TrainingPage>(*m_session);
        m_page->resize(1200, 740);
        m_page->show();
        (void)QTest::qWaitForWindowExposed(m_page.get());
    }

    template <class Widget>
    Widget* find(const char* name) {
        return childNamed<Widget>(*m_page, name);
    }
    QString press(const char* name) { return pressButton(*find<QPushButton>(name)); }

    /// Presses Start and gives the number of the run, or 0.
    std::int64_t start(const TrainingSettings& settings) {
        panel().trainingForm().setSettings(settings);
        const int before = model().rowCount();
        QTest::mouseClick(find<QPushButton>("startButton"), Qt::LeftButton);
        // Its row can appear a moment before it is selected or, beside one that trains, told of.
        auto* const selection = find<QTableView>("runTable")->selectionModel();
        auto* const notice = find<QLabel>("notice");
        const bool isAdded = QTest::qWaitFor(
            [&] {
                return model().rowCount() > before &&
                       (selection->isRowSelected(0) || (notice->isVisible() && notice->text().contains("queue")));
            },
            30'000);
        return isAdded ? model().rowAt(0)->record.id : 0;
    }

    [[nodiscard]] std::size_t pointsOf(const char* chart, const QString& series) {
        for (const ChartSeries& one : find<LineChart>(chart)->series()) {
            if (one.name == series) {
                return one.points.size();
            }
        }
        return 0;
    }

    [[nodiscard]] RunStatus status(std::int64_t runId) { return phantoms().project().runs().get(runId).status; }
    [[nodiscard]] QString statusShown(int row = 0) {
        return model().index(row, RunTableModel::Status).data().toString();
    }
    [[nodiscard]] RunTableModel& model() {
        return *qobject_cast<RunTableModel*>(find<QTableView>("runTable")->model());
    }
    [[nodiscard]] NewRunPanel& panel() { return *find<NewRunPanel>("newRunPanel"); }
    [[nodiscard]] PhantomProject& phantoms() { return m_phantoms; }
    [[nodiscard]] ProjectSession& session() { return *m_session; }
    [[nodiscard]] JobList& jobs() { return *m_jobs; }
    [[nodiscard]] TrainingPage& page() { return *m_page; }

private:
    PhantomProject m_phantoms;
    std::unique_ptr<JobList> m_jobs = std::make_unique<JobList>();
    std::unique_ptr<ProjectSession> m_session;
    std::unique_ptr<TrainingPage> m_page;
};

}  // namespace tandem
