#include "core/study/label_scheme.h"
#include "storage/db/event_log.h"
#include "storage/db/project.h"
#include "ui/window/event_log_model.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

class TestEventLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsTheNewestFirst();
    void detailsAreInTheToolTip();
    void withoutAProjectItIsEmpty();

private:
    [[nodiscard]] Project makeProject(const QString& name) const {
        return Project::create(m_folder.filePath(name + ".tandem").toStdString(), name.toStdString(),
                               LabelScheme::fromNames({"background", "a"}));
    }
    QTemporaryDir m_folder;
};

void TestEventLog::showsTheNewestFirst() {
    const Project project = makeProject("newest");
    static_cast<void>(project.events().add({.time = "2026-01-02T10:00:00Z", .kind = "import", .sentence = "First."}));
    static_cast<void>(project.events().add({.time = "2026-01-02T11:00:00Z", .kind = "own", .sentence = "Second."}));
    EventLogModel model;
    const QAbstractItemModelTester tester(&model);
    model.read(&project);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, EventLogModel::Sentence).data().toString(), "Second.");
    QCOMPARE(model.index(0, EventLogModel::Kind).data().toString(), "own");
    QCOMPARE(model.index(1, EventLogModel::Kind).data().toString(), "import");
    const QDateTime local = QDateTime(QDate(2026, 1, 2), QTime(11, 0), QTimeZone::utc()).toLocalTime();
    QCOMPARE(model.index(0, EventLogModel::Time).data().toString(), local.toString("yyyy-MM-dd HH:mm:ss"));
    static_cast<void>(project.events().add({.kind = "import", .sentence = "Third."}));
    model.read(&project);
    QCOMPARE(model.index(0, EventLogModel::Sentence).data().toString(), "Third.");
}

void TestEventLog::detailsAreInTheToolTip() {
    const Project project = makeProject("detail");
    static_cast<void>(project.events().add({.kind = "failure", .sentence = "It failed.", .detail = "errno 5"}));
    EventLogModel model;
    model.read(&project);
    QCOMPARE(model.index(0, EventLogModel::Sentence).data(Qt::ToolTipRole).toString(), "It failed.\n\nerrno 5");
}

void TestEventLog::withoutAProjectItIsEmpty() {
    const Project project = makeProject("closed");
    static_cast<void>(project.events().add({.kind = "import", .sentence = "First."}));
    EventLogModel model;
    const QAbstractItemModelTester tester(&model);
    model.read(&project);
    model.read(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_event_log.moc"
