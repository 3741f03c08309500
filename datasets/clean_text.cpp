#include "datasets/clean_text.h"

#include "core/text/utf8.h"
#include "datasets/io/windows1252.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace lab {

namespace {

struct Entity {
    std::string_view name;
    char32_t codePoint;
};

/// The named entities that occur in running text, sorted by name.
constexpr Entity kEntities[] = {
    {"AMP", '&'},      {"Aacute", 0xC1},  {"Agrave", 0xC0},  {"Auml", 0xC4},    {"Ccedil", 0xC7},
    {"Eacute", 0xC9},  {"Egrave", 0xC8},  {"GT", '>'},       {"LT", '<'},       {"Ntilde", 0xD1},
    {"Ouml", 0xD6},    {"QUOT", '"'},     {"Uuml", 0xDC},    {"aacute", 0xE1},  {"acirc", 0xE2},
    {"aelig", 0xE6},   {"agrave", 0xE0},  {"amp", '&'},      {"apos", '\''},    {"aring", 0xE5},
    {"atilde", 0xE3},  {"auml", 0xE4},    {"bull", 0x2022},  {"ccedil", 0xE7},  {"cent", 0xA2},
    {"copy", 0xA9},    {"deg", 0xB0},     {"eacute", 0xE9},  {"ecirc", 0xEA},   {"egrave", 0xE8},
    {"euml", 0xEB},    {"euro", 0x20AC},  {"frac12", 0xBD},  {"gt", '>'},       {"hellip", 0x2026},
    {"iacute", 0xED},  {"icirc", 0xEE},   {"iexcl", 0xA1},   {"igrave", 0xEC},  {"iquest", 0xBF},
    {"iuml", 0xEF},    {"laquo", 0xAB},   {"ldquo", 0x201C}, {"lsquo", 0x2018}, {"lt", '<'},
    {"mdash", 0x2014}, {"middot", 0xB7},  {"nbsp", ' '},     {"ndash", 0x2013}, {"ntilde", 0xF1},
    {"oacute", 0xF3},  {"ocirc", 0xF4},   {"ograve", 0xF2},  {"oslash", 0xF8},  {"otilde", 0xF5},
    {"ouml", 0xF6},    {"para", 0xB6},    {"plusmn", 0xB1},  {"pound", 0xA3},   {"quot", '"'},
    {"raquo", 0xBB},   {"rdquo", 0x201D}, {"reg", 0xAE},     {"rsquo", 0x2019}, {"sect", 0xA7},
    {"shy", 0xAD},     {"szlig", 0xDF},   {"times", 0xD7},   {"trade", 0x2122}, {"uacute", 0xFA},
    {"ucirc", 0xFB},   {"ugrave", 0xF9},  {"uuml", 0xFC},    {"yen", 0xA5}};

/// Tags that are dropped, sorted. A list, because `<sigh>` and `<3` are text.
constexpr std::string_view kTags[] = {
    "a",   "b",   "big",   "blockquote", "body", "br",  "center", "code",  "dd",   "div",    "dl",
    "dt",  "em",  "font",  "h1",         "h2",   "h3",  "h4",     "head",  "hr",   "html",   "i",
    "img", "li",  "nobr",  "ol",         "p",    "pre", "s",      "small", "span", "strike", "strong",
    "sub", "sup", "table", "tbody",      "td",   "th",  "tr",     "tt",    "u",    "ul"};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::optional<char32_t> fromNumber(std::uint32_t value) {
    if (value >= 128 && value < 160)
        return fromWindows1252(static_cast<unsigned char>(value)); // as in every browser
    if (value == 160)
        return U' ';
    const bool scalar = value > 0 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
    return scalar ? std::optional<char32_t>(value) : std::nullopt;
}

struct Decoded {
    char32_t codePoint = 0;
    std::size_t bytes = 0; ///< length of the entity, from its first character to the ';'
};

/// `#123;` or `#x1F;` at the start of \p text.
std::optional<Decoded> numericEntity(std::string_view text) {
    std::size_t at = 1;
    const bool hex = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
    if (hex)
        ++at;
    const std::size_t first = at;
    std::uint32_t value = 0;
    for (; at < text.size() && at < first + 7; ++at) {
        const char c = lower(text[at]);
        if (isDigit(c))
            value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            value = value * 16 + static_cast<std::uint32_t>(c - 'a' + 10);
        else
            break;
    }
    if (at == first || at >= text.size() || text[at] != ';')
        return std::nullopt;
    const auto codePoint = fromNumber(value);
    return codePoint ? std::optional<Decoded>({*codePoint, at + 1}) : std::nullopt;
}

/// `amp;` and its like at the start of \p text.
std::optional<Decoded> namedEntity(std::string_view text) {
    const std::size_t end = text.substr(0, 10).find(';');
    if (end == std::string_view::npos)
        return std::nullopt;
    const std::string_view name = text.substr(0, end);
    const auto* found =
        std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
                         [](const Entity& entity, std::string_view key) { return entity.name < key; });
    if (found == std::end(kEntities) || found->name != name)
        return std::nullopt;
    return Decoded{found->codePoint, end + 1};
}

void decodeEntities(std::string& text, bool lostAmpersands) {
    std::string result;
    result.reserve(text.size());
    const std::string_view view = text;
    for (std::size_t at = 0; at < view.size();) {
        std::optional<Decoded> entity;
        if (view[at] == '&') {
            const std::string_view rest = view.substr(at + 1);
            entity = rest.starts_with('#') ? numericEntity(rest) : namedEntity(rest);
            if (entity)
                ++entity->bytes;
        } else if (lostAmpersands && view[at] == '#') {
            entity = numericEntity(view.substr(at));
            // The space in front of the number is what became of the '&'.
            if (entity && !result.empty() && result.back() == ' ')
                result.pop_back();
        }
        if (entity) {
            appendUtf8(result, entity->codePoint);
            at += entity->bytes;
        } else {
            result.push_back(view[at++]);
        }
    }
    text = std::move(result);
}

/// Length of the tag at the start of \p text ("<br />"), or 0 when this is no tag.
std::size_t tagLength(std::string_view text) {
    constexpr std::size_t kLongestTag = 600;
    std::size_t at = 1;
    if (at < text.size() && text[at] == '/')
        ++at;
    std::string name;
    while (at < text.size() && (isLetter(text[at]) || isDigit(text[at])) && name.size() < 12)
        name.push_back(lower(text[at++]));
    if (!std::binary_search(std::begin(kTags), std::end(kTags), std::string_view(name)))
        return 0;
    if (at >= text.size() || (text[at] != '>' && text[at] != '/' && text[at] != ' '))
        return 0;
    const std::size_t end = text.substr(0, kLongestTag).find('>', at);
    const std::size_t another = text.substr(0, kLongestTag).find('<', at);
    return end == std::string_view::npos || another < end ? 0 : end + 1;
}

void dropTags(std::string& text) {
    std::string result;
    result.reserve(text.size());
    const std::string_view view = text;
    for (std::size_t at = 0; at < view.size();) {
        const std::size_t length = view[at] == '<' ? tagLength(view.substr(at)) : 0;
        result.push_back(length > 0 ? ' ' : view[at]);
        at += length > 0 ? length : 1;
    }
    text = std::move(result);
}

/// `\$` was a dollar sign; every other backslash a line break between two words.
void dropBackslashes(std::string& text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\')
            result.push_back(text[at]);
        else if (at + 1 >= text.size() || text[at + 1] != '$')
            result.push_back(' ');
    }
    text = std::move(result);
}

bool isControl(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20U && c != '\n' && c != '\t') || byte == 0x7FU;
}

void trimInPlace(std::string& text) {
    const std::string_view kept = trimmed(text);
    if (kept.size() == text.size())
        return;
    const auto begin = static_cast<std::size_t>(kept.data() - text.data());
    text.erase(begin + kept.size());
    text.erase(0, begin);
}

} // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return text.substr(0, 0);
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string lowered(std::string_view text) {
    std::string result(trimmed(text));
    for (char& c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return result;
}

CleanReport cleanText(std::string& raw, const Cleaning& cleaning) {
    CleanReport report;
    report.invalidUtf8 = replaceInvalidUtf8(raw);
    if (cleaning.backslashes && raw.find('\\') != std::string::npos)
        dropBackslashes(raw);
    const bool entities =
        raw.find('&') != std::string::npos || (cleaning.lostAmpersands && raw.find('#') != std::string::npos);
    if (cleaning.html && entities)
        decodeEntities(raw, cleaning.lostAmpersands);
    if (cleaning.html && raw.find('<') != std::string::npos)
        dropTags(raw);
    std::replace_if(raw.begin(), raw.end(), isControl, ' ');
    trimInPlace(raw);
    return report;
}

std::string cleanLabel(std::string_view raw) {
    std::string label(raw);
    replaceInvalidUtf8(label);
    std::replace_if(
        label.begin(), label.end(), [](char c) { return isControl(c) || c == '\n' || c == '\t'; }, ' ');
    trimInPlace(label);
    const std::size_t dot = label.find('.');
    const auto allOf = [&](std::size_t from, std::size_t to, auto&& test) {
        return from < to && std::all_of(label.begin() + static_cast<std::ptrdiff_t>(from),
                                        label.begin() + static_cast<std::ptrdiff_t>(to), test);
    };
    const std::size_t first = label.starts_with('-') ? 1 : 0;
    if (dot != std::string::npos && allOf(first, dot, isDigit) &&
        allOf(dot + 1, label.size(), [](char c) { return c == '0'; }))
        label.resize(dot);
    return label;
}

} // namespace lab
