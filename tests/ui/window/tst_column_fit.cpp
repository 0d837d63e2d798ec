// Columns of a table: as wide as what is in them; the less important ones give way where there is no room for all.
#include "ui/theme/column_fit.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>
#include <QtTest>

using namespace tandem;

namespace {

enum Column { Name, Number, Size, Source, Notes, ColumnCount };

const QString kNumber = "0.83 (0.71 to 0.95)";

/// A name, numbers, what is nearly always the same, and notes that nobody has written.
void fill(QStandardItemModel& model) {
    model.setHorizontalHeaderLabels({"Case", "Number", "Size", "Source", "Notes"});
    for (int row = 0; row < 3; ++row) {
        QList<QStandardItem*> items;
        for (const QString& text : {QString("a case of a long name, number %1").arg(row), kNumber,
                                    QString("120 × 120 × 80"), QString("file"), QString()}) {
            items << new QStandardItem(text);
        }
        model.appendRow(items);
    }
}

QStringList shownColumns(const QTableView& table) {
    QStringList shown;
    for (int column = 0; column < ColumnCount; ++column) {
        if (!table.isColumnHidden(column)) {
            shown << table.model()->headerData(column, Qt::Horizontal).toString();
        }
    }
    return shown;
}

}  // namespace

class TestColumnFit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<QStandardItemModel>(0, ColumnCount);
        fill(*m_model);
        m_table = std::make_unique<QTableView>();
        m_table->setModel(m_model.get());
        m_table->verticalHeader()->hide();
        m_table->horizontalHeader()->setStretchLastSection(true);
        (new ColumnFit(*m_table, Name))->setGivingWay({Source, Size, Notes});
    }

    void columnsGiveWay_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("room for all") << 900 << QStringList{"Case", "Number", "Size", "Source", "Notes"};
        QTest::newRow("without what is empty") << 500 << QStringList{"Case", "Number", "Size", "Source"};
        QTest::newRow("without what tells least") << 400 << QStringList{"Case", "Number", "Size"};
        QTest::newRow("names and numbers") << 300 << QStringList{"Case", "Number"};
    }

    void columnsGiveWay() {
        QFETCH(const int, width);
        QFETCH(const QStringList, shown);
        m_table->resize(width, 300);
        m_table->show();
        QTRY_COMPARE(shownColumns(*m_table), shown);
        QTRY_COMPARE(m_table->horizontalScrollBar()->maximum(), 0);
        QTRY_VERIFY(m_table->columnWidth(Number) >= m_table->fontMetrics().horizontalAdvance(kNumber));
    }

    /// As a run's iterations and time while it trains.
    void numbersThatCountOnAreNotMeasuredAgain_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isMeasured");
        QTest::newRow("as wide") << "9.83 (9.71 to 9.95)" << false;
        QTest::newRow("wider") << kNumber + kNumber << true;
    }
    void numbersThatCountOnAreNotMeasuredAgain() {
        QFETCH(const QString, text);
        QFETCH(const bool, isMeasured);
        m_table->resize(900, 300);
        m_table->show();
        QTRY_VERIFY(m_table->columnWidth(Number) >= m_table->fontMetrics().horizontalAdvance(kNumber));
        // Each time that columns are fitted the last gives up its room, and takes it again.
        QSignalSpy fitted(m_table->horizontalHeader(), &QHeaderView::sectionResized);
        QTimer rest;  // longer than changes are gathered
        rest.setSingleShot(true);
        QSignalSpy hasRested(&rest, &QTimer::timeout);
        const auto write = [&](const QString& number) {
            fitted.clear();
            m_model->item(1, Number)->setText(number);
            rest.start(200);
            return hasRested.wait() && !fitted.isEmpty();
        };
        QVERIFY(write("8.83 (8.71 to 8.95)"));  // nothing is known of the row yet
        QCOMPARE(write(text), isMeasured);
    }

    void theyComeAgain() {
        m_table->resize(300, 300);
        m_table->show();
        QTRY_COMPARE(shownColumns(*m_table).size(), 2);
        m_table->resize(900, 300);
        QTRY_COMPARE(shownColumns(*m_table).size(), ColumnCount);
        m_table->resize(500, 300);
        QTRY_COMPARE(shownColumns(*m_table).size(), ColumnCount - 1);
        // What is written goes after what tells less.
        m_model->item(2, Notes)->setText("look again");
        QTRY_COMPARE(shownColumns(*m_table), (QStringList{"Case", "Number", "Size", "Source", "Notes"}));
        m_table->resize(400, 300);
        QTRY_COMPARE(shownColumns(*m_table), (QStringList{"Case", "Number", "Notes"}));
    }

private:
    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<QTableView> m_table;
};

QTEST_MAIN(TestColumnFit)
#include "tst_column_fit.moc"
