#include "ui/export/number_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <cmath>

namespace lab {
namespace {

bool isReal(const QVariant& cell) {
    return cell.typeId() == QMetaType::Double || cell.typeId() == QMetaType::Float;
}

/// Empty: nothing was measured.
QByteArray numberText(const QVariant& cell) {
    if (!isReal(cell))
        return cell.toString().toLatin1();
    const double value = cell.toDouble();
    return std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest)
                                : QByteArray();
}

bool isNumber(const QVariant& cell) {
    switch (cell.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return true;
    default:
        return false;
    }
}

QByteArray csvCell(const QVariant& cell) {
    if (!cell.isValid())
        return {};
    if (isNumber(cell))
        return numberText(cell);
    QByteArray text = cell.toString().toUtf8();
    if (text.contains(',') || text.contains('"') || text.contains('\n') || text.contains('\r'))
        text = '"' + text.replace("\"", "\"\"") + '"';
    return text;
}

QByteArray jsonText(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

QByteArray jsonCell(const QVariant& cell) {
    if (!cell.isValid())
        return "null";
    if (cell.typeId() == QMetaType::Bool)
        return cell.toBool() ? "true" : "false";
    if (!isNumber(cell))
        return jsonText(cell.toString());
    const QByteArray text = numberText(cell);
    return text.isEmpty() ? "null" : text;
}

/// Calls \p write for every row, and tells how far it has come.
template <class Write> void forEachRow(const NumberTable& table, const RowProgress& tell, Write write) {
    constexpr std::size_t kTellEvery = 1024; // rows
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (tell && row % kTellEvery == 0)
            tell(static_cast<double>(row) / static_cast<double>(table.rows.size()));
        write(table.rows[row]);
    }
}

} // namespace

QByteArray numbersAsCsv(const NumberTable& table, const RowProgress& tell) {
    QByteArray text;
    const auto line = [&text](const auto& cells) {
        bool first = true;
        for (const auto& cell : cells) {
            if (!first)
                text += ',';
            first = false;
            text += csvCell(QVariant(cell));
        }
        text += '\n';
    };
    line(table.columns);
    forEachRow(table, tell, line);
    return text;
}

QByteArray numbersAsJson(const NumberTable& table, const QString& title, const QString& caption,
                         const RowProgress& tell) {
    QByteArray text =
        "{\n\"title\": " + jsonText(title) + ",\n\"caption\": " + jsonText(caption) + ",\n\"rows\": [";
    std::vector<QByteArray> keys;
    for (const QString& column : table.columns)
        keys.push_back(jsonText(column));
    bool firstRow = true;
    forEachRow(table, tell, [&](const std::vector<QVariant>& row) {
        text += firstRow ? "\n{" : ",\n{";
        firstRow = false;
        for (std::size_t column = 0; column < std::min(row.size(), keys.size()); ++column)
            text +=
                (column == 0 ? QByteArray() : QByteArray(", ")) + keys[column] + ": " + jsonCell(row[column]);
        text += '}';
    });
    return text + "\n]\n}\n";
}

} // namespace lab
