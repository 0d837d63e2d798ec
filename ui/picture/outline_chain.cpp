#include "ui/picture/outline_chain.h"

#include <cstddef>
#include <map>
#include <utility>

namespace tandem {
namespace {

using Point = std::pair<double, double>;

Point keyOf(const QPointF& point) {
    return {point.x(), point.y()};
}

class Chains {
public:
    explicit Chains(const std::vector<QLineF>& lines) : m_lines(lines), m_isUsed(lines.size(), false) {
        for (std::size_t at = 0; at < lines.size(); ++at) {
            m_at.emplace(keyOf(lines[at].p1()), at);
            m_at.emplace(keyOf(lines[at].p2()), at);
        }
    }

    [[nodiscard]] std::vector<QPolygonF> take() {
        std::vector<QPolygonF> chains;
        for (std::size_t at = 0; at < m_lines.size(); ++at) {
            if (!m_isUsed[at]) {
                m_isUsed[at] = true;
                QPolygonF chain{m_lines[at].p1(), m_lines[at].p2()};
                extend(chain);
                // An open chain that was begun in its middle has another half.
                QPolygonF before{chain.front()};
                extend(before);
                for (qsizetype point = 1; point < before.size(); ++point) {
                    chain.prepend(before[point]);
                }
                chains.push_back(std::move(chain));
            }
        }
        return chains;
    }

private:
    void extend(QPolygonF& chain) {
        for (;;) {
            const auto [first, last] = m_at.equal_range(keyOf(chain.back()));
            auto next = first;
            while (next != last && m_isUsed[next->second]) {
                ++next;
            }
            if (next == last) {
                return;
            }
            const QLineF& line = m_lines[next->second];
            m_isUsed[next->second] = true;
            chain.append(keyOf(line.p1()) == keyOf(chain.back()) ? line.p2() : line.p1());
        }
    }

    const std::vector<QLineF>& m_lines;
    std::vector<bool> m_isUsed;
    std::multimap<Point, std::size_t> m_at;  ///< lines by their ends
};

}  // namespace

std::vector<QPolygonF> chained(const std::vector<QLineF>& lines) {
    return Chains(lines).take();
}

}  // namespace tandem
