#include "storage/cases/prepare_cases.h"
#include "storage/db/case_record.h"
#include "storage/db/case_repository.h"
#include "tests/core/expect_error.h"
#include "tests/ui/training/phantom_project.h"

#include <QDir>
#include <QtTest>
#include <memory>

using namespace tandem;

class TestPrepareCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_phantoms = std::make_unique<PhantomProject>(); }
    void allAppear();
    void whatWasPreparedStays_data();
    void whatWasPreparedStays();

private:
    [[nodiscard]] Project& project() { return m_phantoms->project(); }
    [[nodiscard]] QStringList files() {
        return QDir(QString::fromStdString(project().preparedFolder().string()))
            .entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    std::unique_ptr<PhantomProject> m_phantoms;
};

void TestPrepareCases::allAppear() {
    const std::vector<CaseRecord> cases = project().cases().list();
    const PreparedCases prepared = prepareCases(project(), cases, {}, [](double, std::string_view) {}, {});
    QCOMPARE(prepared.reused, 0);
    QCOMPARE(files().size(), 12);
    for (const auto& [id, reference] : prepared.references) {
        QCOMPARE(PreparedCase(reference).reference().caseId, id);
    }
    QCOMPARE(prepareCases(project(), cases, {}, [](double, std::string_view) {}, {}).reused, 4);
}

void TestPrepareCases::whatWasPreparedStays_data() {
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("stopped in the third case") << true;
    QTest::newRow("the third case cannot be read") << false;
}

void TestPrepareCases::whatWasPreparedStays() {
    QFETCH(const bool, isStopped);
    const std::vector<CaseRecord> cases = project().cases().list();
    std::stop_source stop;
    const auto progress = [&](double, std::string_view name) {
        if (isStopped && name == cases[2].name) {
            stop.request_stop();
        }
    };
    if (!isStopped) {
        std::filesystem::remove(cases[2].images.front().path);
    }
    const auto error = errorOf([&] { return prepareCases(project(), cases, {}, progress, stop.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), isStopped ? ErrorCode::Cancelled : ErrorCode::NotFound);
    QCOMPARE(files().size(), 6);
    QVERIFY(findPrepared(project(), cases[1], {}) && !findPrepared(project(), cases[2], {}));
    const std::vector<CaseRecord> first(cases.begin(), cases.begin() + 2);
    QCOMPARE(prepareCases(project(), first, {}, [](double, std::string_view) {}, {}).reused, 2);
}

QTEST_GUILESS_MAIN(TestPrepareCases)
#include "tst_prepare_cases.moc"
