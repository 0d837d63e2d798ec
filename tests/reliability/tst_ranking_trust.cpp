// The rule by which a ranking is trusted, at and beside its limits.
#include "storage/reliability/ranking_trust.h"

#include <QTest>

using namespace tandem;

namespace {

/// Predicted Dice rises from case to case; dice as given.
std::vector<ScoredCase> casesWith(const QList<double>& dice) {
    std::vector<ScoredCase> cases;
    for (qsizetype i = 0; i < dice.size(); ++i) {
        cases.push_back({0.1 * static_cast<double>(i), dice[i]});
    }
    return cases;
}

}  // namespace

class TestRankingTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chanceCountsOrders_data() {
        QTest::addColumn<QList<double>>("dice");
        QTest::addColumn<double>("expected");
        QTest::newRow("three in order: one of six") << QList<double>{1, 2, 3} << 1.0 / 6;
        QTest::newRow("four in order: one of twenty-four") << QList<double>{1, 2, 3, 4} << 1.0 / 24;
        QTest::newRow("the worst order: all are as good") << QList<double>{4, 3, 2, 1} << 1.0;
        // Of four cases the perfect order and the three with one pair of neighbours exchanged have 0.8 or more.
        QTest::newRow("neighbours exchanged") << QList<double>{1, 2, 4, 3} << 4.0 / 24;
        QTest::newRow("ties: two orders are the same") << QList<double>{1, 2, 3, 3} << 2.0 / 24;
    }
    void chanceCountsOrders() {
        QFETCH(QList<double>, dice);
        QFETCH(double, expected);
        const auto chance = chanceOfCorrelation(casesWith(dice));
        QVERIFY(chance.has_value());
        QVERIFY2(qAbs(*chance - expected) < 1e-12, QByteArray::number(*chance));
    }

    void manyCasesAreDrawn() {
        const QList<double> dice{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 11};
        const auto chance = chanceOfCorrelation(casesWith(dice));
        QVERIFY(*chance < 1e-4);
        QVERIFY(*chance > 0);
        QCOMPARE(chanceOfCorrelation(casesWith(dice)), chance);
        // A random order is exceeded by about half of the others.
        const auto half = chanceOfCorrelation(casesWith({6, 1, 11, 4, 9, 8, 3, 12, 2, 7, 10, 5}));
        QVERIFY2(*half > 0.2 && *half < 0.8, QByteArray::number(*half));
    }

    void judges_data() {
        QTest::addColumn<QList<double>>("dice");
        QTest::addColumn<double>("auroc");  // below 0: none
        QTest::addColumn<Trust>("expected");
        QTest::newRow("no case") << QList<double>{} << -1.0 << Trust::TooFewCases;
        QTest::newRow("three in order are too few") << QList<double>{1, 2, 3} << 0.9 << Trust::TooFewCases;
        QTest::newRow("four equal ones tell nothing") << QList<double>{1, 1, 1, 1} << 0.9 << Trust::TooFewCases;
        QTest::newRow("four in order") << QList<double>{1, 2, 3, 4} << 0.9 << Trust::Trusted;
        QTest::newRow("four nearly in order") << QList<double>{1, 2, 4, 3} << 0.9 << Trust::Unsure;
        QTest::newRow("four without order") << QList<double>{2, 4, 1, 3} << 0.9 << Trust::NotTrusted;
        QTest::newRow("maps that show no errors") << QList<double>{1, 2, 3, 4} << 0.69 << Trust::NotTrusted;
        QTest::newRow("at the limit") << QList<double>{1, 2, 3, 4} << 0.7 << Trust::Trusted;
        QTest::newRow("nothing wrong to be found") << QList<double>{1, 2, 3, 4} << -1.0 << Trust::Trusted;
    }
    void judges() {
        QFETCH(QList<double>, dice);
        QFETCH(double, auroc);
        QFETCH(Trust, expected);
        const TrustVerdict verdict = judgeRanking(casesWith(dice), auroc < 0 ? std::nullopt : std::optional(auroc));
        QCOMPARE(verdict.trust, expected);
        QCOMPARE(verdict.cases, static_cast<int>(dice.size()));
    }

    void sentencesCarryTheFigures() {
        const QString trusted = QString::fromStdString(sentenceOf(judgeRanking(casesWith({1, 2, 3, 4}), 0.83)));
        QVERIFY2(trusted.startsWith("The order can be trusted here"), qPrintable(trusted));
        QVERIFY2(trusted.contains("1.00 on 4 cases") && trusted.contains("4.2 %") && trusted.contains("0.83"),
                 qPrintable(trusted));
        const QString unknown = QString::fromStdString(sentenceOf(judgeRanking(casesWith({1, 2}), {})));
        QVERIFY2(unknown.contains("not known: 2 cases with labels"), qPrintable(unknown));
    }
};

QTEST_GUILESS_MAIN(TestRankingTrust)
#include "tst_ranking_trust.moc"
