// The rows of a golden check as Qt Test's verdicts.
#pragma once

#include "core/engine/check/check_row.h"
#include "tests/core/test_files.h"

#include <QString>
#include <QtTest>

/// Each row passes, and there are some.
#define VERIFY_ROWS(compared)                                                                                 \
    do {                                                                                                      \
        const tandem::CheckRows rows = compared;                                                              \
        QVERIFY(!rows.empty());                                                                               \
        for (const tandem::CheckRow& row : rows) {                                                            \
            QVERIFY(row.notRun.empty() && row.tolerance);                                                     \
            QVERIFY2(!row.hasFailed(),                                                                        \
                     qPrintable(QString("%1: %2 is off by %3")                                                \
                                    .arg(QString::fromStdString(row.group), QString::fromStdString(row.name)) \
                                    .arg(row.error)));                                                        \
        }                                                                                                     \
    } while (false)
