#include "core/study/label_scheme.h"
#include "storage/db/project.h"
#include "ui/window/recent_projects.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

class TestRecentProjects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestComesFirstAndEachOnce();
    void thoseThatAreGoneAreLeftOut();
    void notMoreThanSome();

private:
    QString make(const QString& name) {
        const QString folder = m_folder.filePath(name + ".tandem");
        static_cast<void>(Project::create(folder.toStdString(), "p", LabelScheme::fromNames({"background", "a"})));
        return folder;
    }

    QTemporaryDir m_folder;
};

void TestRecentProjects::theNewestComesFirstAndEachOnce() {
    QSettings settings(m_folder.filePath("first.ini"), QSettings::IniFormat);
    RecentProjects recent(settings);
    QVERIFY(recent.list().isEmpty());
    const QString a = make("a");
    const QString b = make("b");
    recent.add(a);
    recent.add(b);
    recent.add(a);
    QCOMPARE(recent.list(), (QStringList{a, b}));
    recent.remove(a);
    QCOMPARE(recent.list(), QStringList{b});
}

void TestRecentProjects::thoseThatAreGoneAreLeftOut() {
    QSettings settings(m_folder.filePath("second.ini"), QSettings::IniFormat);
    RecentProjects recent(settings);
    const QString here = make("here");
    const QString gone = make("gone");
    recent.add(here);
    recent.add(gone);
    QVERIFY(QDir(gone).removeRecursively());
    QCOMPARE(recent.list(), QStringList{here});
}

void TestRecentProjects::notMoreThanSome() {
    QSettings settings(m_folder.filePath("third.ini"), QSettings::IniFormat);
    RecentProjects recent(settings);
    for (int i = 0; i < RecentProjects::kMost + 3; ++i) {
        recent.add(make(QString("many%1").arg(i)));
    }
    QCOMPARE(recent.list().size(), RecentProjects::kMost);
    QVERIFY(recent.list().front().endsWith(QString("many%1.tandem").arg(RecentProjects::kMost + 2)));
}

QTEST_GUILESS_MAIN(TestRecentProjects)
#include "tst_recent_projects.moc"
