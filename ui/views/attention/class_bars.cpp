#include "ui/views/attention/class_bars.h"

#include "ui/look/look.h"
#include "ui/words/format.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace lab {

std::vector<int> shownClasses(const std::vector<float>& probabilities, int room) {
    std::vector<int> order(probabilities.size());
    std::iota(order.begin(), order.end(), 0);
    const auto count = std::min(order.size(), static_cast<std::size_t>(std::max(room, 1)));
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return probabilities[static_cast<std::size_t>(a)] > probabilities[static_cast<std::size_t>(b)];
    });
    order.resize(count);
    std::sort(order.begin(), order.end());
    return order;
}

void paintClassBars(QPainter& painter, const QRect& rect, const Look& look, const QStringList& names,
                    const std::vector<float>& probabilities, const QColor& winner) {
    if (probabilities.empty())
        return;
    const QFont plain = look.font(Type::Axis);
    QFont strong = plain;
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(strong);
    const int value = metrics.horizontalAdvance(QStringLiteral("0.00")), gap = look.u(1.5);
    int name = look.u(3);
    for (const auto& text : names)
        name = std::max(name, metrics.horizontalAdvance(text) + look.u(0.5));
    const int leastBar = look.u(5), space = look.u(3.5);
    name =
        std::min(name, std::max(look.u(6), (rect.width() + space) / 2 - value - leastBar - 2 * gap - space));
    const int least = name + gap + leastBar + gap + value + space;
    const auto total = static_cast<int>(probabilities.size());
    const int rest = metrics.horizontalAdvance(QStringLiteral("+ 00"));
    int room = std::max(1, (rect.width() + space) / least);
    const bool cut = room < total;
    if (cut)
        room = std::max(1, (rect.width() - rest) / least);
    const auto shown = shownClasses(probabilities, room);
    const int width = (rect.width() + space - (cut ? rest + gap : 0)) / static_cast<int>(shown.size());
    const int bar = std::min(look.u(16), width - space - name - value - 2 * gap);
    const int best = static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                                      probabilities.begin());
    int x = rect.left();
    for (const int index : shown) {
        const bool wins = index == best;
        const double share = probabilities[static_cast<std::size_t>(index)];
        painter.setFont(wins ? strong : plain);
        painter.setPen(look.colour(wins ? Role::Text : Role::Muted));
        const QString text = index < names.size() ? names[index] : QString::number(index + 1);
        painter.drawText(QRect(x, rect.top(), name, rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(text, Qt::ElideRight, name));
        const int height = look.u(1);
        const QRect groove(x + name + gap, rect.center().y() - height / 2 + 1, std::max(bar, 0), height);
        painter.fillRect(groove, look.colour(Role::Grid));
        painter.fillRect(QRectF(groove.left(), groove.top(), groove.width() * share, height),
                         wins ? winner : look.colour(Role::Faint));
        painter.drawText(QRect(groove.right() + 1 + gap, rect.top(), value, rect.height()),
                         Qt::AlignVCenter | Qt::AlignRight, formatFixed(share, 2));
        x += width;
    }
    if (cut) {
        painter.setFont(plain);
        painter.setPen(look.colour(Role::Muted));
        painter.drawText(QRect(rect.right() - rest, rect.top(), rest, rect.height()),
                         Qt::AlignVCenter | Qt::AlignRight,
                         QStringLiteral("+ %1").arg(total - static_cast<int>(shown.size())));
    }
}

} // namespace lab
