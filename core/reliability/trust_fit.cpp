#include "core/reliability/trust_fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tandem {
namespace {

constexpr std::size_t kMostVoxels = 300'000;  // of all cases; more change no digit that matters
constexpr double kPenalty = 1e-3;             // on half the square of a standardised slope
constexpr int kMostSteps = 50;
constexpr double kGradient = 1e-9;  // at which the search ends

using Values = std::vector<double>;

/// The voxels of all cases as one table: a standardised number for each signal, then one for each class.
class Table {
public:
    Table(std::span<const std::reference_wrapper<const CaseVoxels>> cases, int classes)
        : m_columns(kTrustSignals + static_cast<std::size_t>(classes)) {
        const std::size_t ofACase = std::max<std::size_t>(1, kMostVoxels / cases.size());
        for (const CaseVoxels& one : cases) {
            add(one, ofACase, 1.0 / static_cast<double>(cases.size()));
        }
        standardise();
    }

    [[nodiscard]] std::size_t rows() const noexcept { return m_isWrong.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return m_columns; }
    [[nodiscard]] const double* row(std::size_t at) const { return m_values.data() + at * m_columns; }
    [[nodiscard]] double weight(std::size_t at) const { return m_weight[at]; }
    [[nodiscard]] bool isWrong(std::size_t at) const { return m_isWrong[at] != 0; }
    [[nodiscard]] double mean(std::size_t column) const { return m_mean[column]; }
    [[nodiscard]] double deviation(std::size_t column) const { return m_deviation[column]; }
    [[nodiscard]] bool hasBoth() const {
        return std::ranges::find(m_isWrong, 0) != m_isWrong.end() && std::ranges::find(m_isWrong, 1) != m_isWrong.end();
    }

private:
    void add(const CaseVoxels& one, std::size_t most, double ofAll) {
        const std::size_t step = (one.size() + most - 1) / std::max<std::size_t>(1, most);
        double sum = 0;
        const std::size_t first = m_weight.size();
        for (std::size_t at = 0; at < one.size(); at += std::max<std::size_t>(1, step)) {
            for (const std::vector<float>& signal : one.signals) {
                m_values.push_back(static_cast<double>(signal[at]));
            }
            for (std::size_t index = 0; index + kTrustSignals < m_columns; ++index) {
                m_values.push_back(one.label[at] == index ? 1 : 0);
            }
            m_isWrong.push_back(one.isWrong(at) ? 1 : 0);
            m_weight.push_back(static_cast<double>(one.weight[at]));
            sum += m_weight.back();
        }
        for (std::size_t at = first; at < m_weight.size(); ++at) {
            m_weight[at] *= ofAll / sum;
        }
    }

    void standardise() {
        m_mean.assign(m_columns, 0);
        m_deviation.assign(m_columns, 0);
        const auto each = [&](const auto& change) {
            for (std::size_t at = 0; at < rows(); ++at) {
                for (std::size_t column = 0; column < m_columns; ++column) {
                    change(at, column, m_values[at * m_columns + column]);
                }
            }
        };
        each([&](std::size_t at, std::size_t column, double value) { m_mean[column] += m_weight[at] * value; });
        each([&](std::size_t at, std::size_t column, double value) {
            m_deviation[column] += m_weight[at] * (value - m_mean[column]) * (value - m_mean[column]);
        });
        for (double& deviation : m_deviation) {
            constexpr double kConstant = 1e-6;
            deviation = deviation > kConstant * kConstant ? std::sqrt(deviation) : 0;
        }
        each([&](std::size_t, std::size_t column, double& value) {
            value = m_deviation[column] > 0 ? (value - m_mean[column]) / m_deviation[column] : 0;
        });
    }

    std::size_t m_columns;
    Values m_values;  ///< row after row
    Values m_weight;  ///< adds up to 1
    std::vector<std::uint8_t> m_isWrong;
    Values m_mean;
    Values m_deviation;  ///< 0 for what never changes
};

double logOnePlusExp(double x) {
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

/// Newton's method on the penalised likelihood; each step solved under the bounds by going around its coordinates.
class Search {
public:
    explicit Search(const Table& table) : m_table(table), m_size(table.columns() + 1), m_at(m_size, 0) {}

    /// at: the offset, then a number for each column
    void begin(const Values& at) { m_at = at; }

    [[nodiscard]] Values run() {
        double value = valueAt(m_at);
        for (int step = 0; step < kMostSteps; ++step) {
            measure();
            const Values wish = bounded();
            if (!takes(wish, value)) {
                break;
            }
        }
        return m_at;
    }

private:
    [[nodiscard]] static bool isBounded(std::size_t index) {
        return index > 0 && index <= kTrustSignals && trustSignalTexts()[index - 1].isKnownToRise;
    }
    [[nodiscard]] double oddsOf(const Values& at, std::size_t row) const {
        const double* const values = m_table.row(row);
        double odds = at[0];
        for (std::size_t column = 0; column < m_table.columns(); ++column) {
            odds += at[column + 1] * values[column];
        }
        return odds;
    }
    [[nodiscard]] double valueAt(const Values& at) const {
        double value = 0;
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            const double odds = oddsOf(at, row);
            value += m_table.weight(row) * (logOnePlusExp(odds) - (m_table.isWrong(row) ? odds : 0));
        }
        for (std::size_t index = 1; index < m_size; ++index) {
            value += kPenalty / 2 * at[index] * at[index];
        }
        return value;
    }

    /// Gradient and curvature here.
    void measure() {
        m_gradient.assign(m_size, 0);
        m_curvature.assign(m_size * m_size, 0);
        Values values(m_size, 1);
        for (std::size_t row = 0; row < m_table.rows(); ++row) {
            const double p = 1 / (1 + std::exp(-oddsOf(m_at, row)));
            const double slope = m_table.weight(row) * (p - (m_table.isWrong(row) ? 1 : 0));
            const double bend = m_table.weight(row) * p * (1 - p);
            std::copy_n(m_table.row(row), m_table.columns(), values.begin() + 1);
            for (std::size_t i = 0; i < m_size; ++i) {
                m_gradient[i] += slope * values[i];
                const double bent = bend * values[i];
                for (std::size_t j = 0; j <= i; ++j) {
                    m_curvature[i * m_size + j] += bent * values[j];
                }
            }
        }
        for (std::size_t i = 0; i < m_size; ++i) {
            if (i > 0) {
                m_gradient[i] += kPenalty * m_at[i];
                m_curvature[i * m_size + i] += kPenalty;
            }
            for (std::size_t j = 0; j < i; ++j) {
                m_curvature[j * m_size + i] = m_curvature[i * m_size + j];
            }
        }
    }

    /// Where the parabola through gradient and curvature is lowest within the bounds.
    [[nodiscard]] Values bounded() const {
        Values wish = m_at;
        Values gradient = m_gradient;
        constexpr int kRounds = 200;
        constexpr double kFlat = 1e-12;
        for (int round = 0; round < kRounds; ++round) {
            double most = 0;
            for (std::size_t i = 0; i < m_size; ++i) {
                const double bend = std::max(m_curvature[i * m_size + i], kFlat);
                const double next = wish[i] - gradient[i] / bend;
                const double change = (isBounded(i) ? std::max(next, 0.0) : next) - wish[i];
                wish[i] += change;
                for (std::size_t j = 0; j < m_size; ++j) {
                    gradient[j] += change * m_curvature[j * m_size + i];
                }
                most = std::max(most, std::abs(change));
            }
            if (most < kFlat) {
                break;
            }
        }
        return wish;
    }

    /// Goes there, or as far towards it as the value falls. False when it is here already.
    bool takes(const Values& wish, double& value) {
        double most = 0;
        for (std::size_t i = 0; i < m_size; ++i) {
            most = std::max(most, std::abs(wish[i] - m_at[i]));
        }
        constexpr int kHalvings = 30;
        double part = 1;
        for (int halving = 0; most > kGradient && halving < kHalvings; ++halving, part /= 2) {
            Values trial(m_size);
            for (std::size_t i = 0; i < m_size; ++i) {
                trial[i] = m_at[i] + part * (wish[i] - m_at[i]);
            }
            const double reached = valueAt(trial);
            if (reached < value) {
                m_at = trial;
                value = reached;
                return true;
            }
        }
        return false;
    }

    const Table& m_table;
    std::size_t m_size;
    Values m_at;
    Values m_gradient;
    Values m_curvature;
};

/// In the units of the signals.
TrustModel modelOf(const Table& table, const Values& found) {
    TrustModel model{.isCalibrated = true, .offset = found[0]};
    model.classOffsets.assign(table.columns() - kTrustSignals, 0);
    for (std::size_t column = 0; column < table.columns(); ++column) {
        const double deviation = table.deviation(column);
        const double slope = deviation > 0 ? found[column + 1] / deviation : 0;
        model.offset -= slope * table.mean(column);
        (column < kTrustSignals ? model.slopes[column] : model.classOffsets[column - kTrustSignals]) = slope;
    }
    return model;
}

Values startOf(const Table& table, const TrustModel& model) {
    Values start(table.columns() + 1, 0);
    if (!model.isCalibrated) {
        return start;
    }
    start[0] = model.offset;
    for (std::size_t column = 0; column < table.columns(); ++column) {
        const double slope = column < kTrustSignals ? model.slopes[column] : model.classOffsets[column - kTrustSignals];
        start[0] += slope * table.mean(column);
        start[column + 1] = slope * table.deviation(column);
    }
    return start;
}

}  // namespace

TrustModel fitTrust(std::span<const std::reference_wrapper<const CaseVoxels>> cases, int classes,
                    const TrustModel& start) {
    if (cases.empty()) {
        return {};
    }
    const Table table(cases, classes);
    if (!table.hasBoth()) {
        return {};
    }
    Search search(table);
    search.begin(startOf(table, start));
    return modelOf(table, search.run());
}

}  // namespace tandem
