// Questions of which the newest is answered.
#include "core/base/error.h"
#include "ui/jobs/latest_job.h"

#include <QSignalSpy>
#include <QtTest>
#include <latch>
#include <mutex>

using namespace tandem;

namespace {

/// What works say of themselves, on whichever thread; shared, as they may outlive the test.
class Diary {
public:
    void note(const QString& line) {
        const std::lock_guard lock(m_mutex);
        m_lines.append(line);
    }
    [[nodiscard]] QStringList lines() const {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_lines;
};

using Question = LatestJob<QString>;

/// Answers as soon as it may.
Question::Work answering(const QString& answer, std::shared_ptr<std::latch> mayEnd, std::shared_ptr<Diary> diary) {
    return [=](const Progress& progress, const std::stop_token& stop) {
        diary->note("begin " + answer);
        progress(0.5, "half way");
        while (!mayEnd->try_wait() && !stop.stop_requested()) {
            QThread::msleep(1);
        }
        diary->note((stop.stop_requested() ? "stop " : "end ") + answer);
        return answer;
    };
}

std::shared_ptr<std::latch> closed() {
    return std::make_shared<std::latch>(1);
}

std::shared_ptr<std::latch> open() {
    return std::make_shared<std::latch>(0);
}

}  // namespace

class TestLatestJob : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_answers.clear();
        m_failures.clear();
        m_diary = std::make_shared<Diary>();
        m_question = std::make_unique<Question>(
            [this](const QString& answer) { m_answers.append(answer); },
            [this](const QString& sentence, const QString& detail) { m_failures.append(sentence + '|' + detail); });
    }
    void theNewestAnswerWins();
    void questionsThatMayFollowAreAnsweredBoth();
    void whatIsForgottenIsNeverDelivered();
    void failuresAreTold();
    void anAnswerMayAskAgain();
    void aListedOneIsStoppedByThePerson();
    void destructionWaitsForNobody();

private:
    QStringList m_answers;
    QStringList m_failures;
    std::shared_ptr<Diary> m_diary;
    std::unique_ptr<Question> m_question;
};

/// What was overtaken stops; one that waited for that is never even begun.
void TestLatestJob::theNewestAnswerWins() {
    m_question->ask("one", answering("one", closed(), m_diary));
    QTRY_COMPARE(m_diary->lines(), QStringList{"begin one"});
    m_question->ask("two", answering("two", open(), m_diary));
    m_question->ask("three", answering("three", open(), m_diary));
    QVERIFY(m_question->isBusy());
    QTRY_COMPARE(m_answers, QStringList{"three"});
    QCOMPARE(m_diary->lines(), (QStringList{"begin one", "stop one", "begin three", "end three"}));
    QVERIFY(!m_question->isBusy());
}

void TestLatestJob::questionsThatMayFollowAreAnsweredBoth() {
    const auto mayEnd = closed();
    QList<double> progress;
    m_question->onProgress([&](double fraction) { progress.append(fraction); });
    m_question->askNext("one", answering("one", mayEnd, m_diary));
    QTRY_COMPARE(progress, QList<double>{0.5});
    m_question->askNext("two", answering("two", open(), m_diary));
    m_question->askNext("three", answering("three", open(), m_diary));
    mayEnd->count_down();
    QTRY_COMPARE(m_answers, (QStringList{"one", "three"}));
    QCOMPARE(m_diary->lines(), (QStringList{"begin one", "end one", "begin three", "end three"}));
}

void TestLatestJob::whatIsForgottenIsNeverDelivered() {
    m_question->ask("one", answering("one", closed(), m_diary));
    QTRY_COMPARE(m_diary->lines(), QStringList{"begin one"});
    m_question->forget();
    QVERIFY(!m_question->isBusy());
    m_question->ask("two", answering("two", open(), m_diary));
    QTRY_COMPARE(m_answers, QStringList{"two"});
    QVERIFY(m_failures.isEmpty());
}

void TestLatestJob::failuresAreTold() {
    m_question->ask("one", [](const Progress&, const std::stop_token&) -> QString {
        throw Error(ErrorCode::Io, "The disk is gone.", "EIO");
    });
    QTRY_COMPARE(m_failures, QStringList{"The disk is gone.|EIO"});
    QVERIFY(m_answers.isEmpty());
}

void TestLatestJob::anAnswerMayAskAgain() {
    int asked = 0;
    LatestJob<int> counting([&](int answer) {
        asked = answer;
        if (answer < 3) {
            counting.ask("next", [answer](const Progress&, const std::stop_token&) { return answer + 1; });
        }
    });
    counting.ask("first", [](const Progress&, const std::stop_token&) { return 1; });
    QTRY_COMPARE(asked, 3);
}

void TestLatestJob::aListedOneIsStoppedByThePerson() {
    JobList jobs;
    m_question->listIn(jobs);
    m_question->ask("Reading one", [](const Progress&, const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            QThread::msleep(1);
        }
        throwIfStopped(stop);
        return QString();
    });
    QCOMPARE(jobs.rowCount(), 1);
    QCOMPARE(jobs.at(0)->title(), "Reading one");
    QCOMPARE(jobs.askingCount(), 0);
    jobs.at(0)->cancel();
    QTRY_COMPARE(m_failures, QStringList{"|"});
    m_question->ask("Reading two", answering("two", open(), m_diary));
    QTRY_COMPARE(m_answers, QStringList{"two"});
    // The list keeps jobs that have ended, but not their results.
    QCOMPARE(jobs.at(1)->state(), JobState::Finished);
    m_question.reset();
}

void TestLatestJob::destructionWaitsForNobody() {
    const auto mayEnd = closed();
    const auto diary = m_diary;
    m_question->ask("one", [mayEnd, diary](const Progress&, const std::stop_token&) {
        diary->note("begin");
        mayEnd->wait();  // for ever, if the destructor waited
        diary->note("end");
        return QString("nobody hears this");
    });
    QTRY_COMPARE(m_diary->lines(), QStringList{"begin"});
    m_question.reset();
    mayEnd->count_down();
    QTRY_COMPARE(m_diary->lines(), (QStringList{"begin", "end"}));
    QCoreApplication::processEvents();
    QVERIFY(m_answers.isEmpty() && m_failures.isEmpty());
}

QTEST_GUILESS_MAIN(TestLatestJob)
#include "tst_latest_job.moc"
