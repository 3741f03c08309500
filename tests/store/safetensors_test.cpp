#include "core/store/safetensors.h"

#include "core/base/error.h"
#include "tests/store/temp_folder.h"
#include "tests/support/paths.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace lab {
namespace {

std::string container(const std::string& header, const std::string& data) {
    const std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

/// A container with one tensor "w" whose raw data are \p values.
template <class Value> std::string oneTensor(const std::string& dtype, const std::vector<Value>& values) {
    const std::string data(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value));
    return container(
        nlohmann::json{
            {"w", {{"dtype", dtype}, {"shape", {values.size()}}, {"data_offsets", {0, data.size()}}}}}
            .dump(),
        data);
}

TensorFile sample() {
    TensorFile file;
    file.metadata = {{"config", R"({"d":4})"}, {"note", "quote \" and \\ and ü"}};
    file.tensors = {{"z.weight", {2, 3}, {1, -2.5F, 3e-40F, 4, 5, std::numeric_limits<float>::max()}, {}},
                    {"a.ids", {3}, {}, {7, -1, 2147483647}},
                    {"empty", {0, 4}, {}, {}},
                    {"scalar", {}, {0.5F}, {}}};
    return file;
}

void expectSame(const TensorFile& a, const TensorFile& b) {
    EXPECT_EQ(a.metadata, b.metadata);
    ASSERT_EQ(a.tensors.size(), b.tensors.size());
    for (std::size_t i = 0; i < a.tensors.size(); ++i) {
        EXPECT_EQ(a.tensors[i].name, b.tensors[i].name);
        EXPECT_EQ(a.tensors[i].shape, b.tensors[i].shape);
        EXPECT_EQ(a.tensors[i].values, b.tensors[i].values);
        EXPECT_EQ(a.tensors[i].ids, b.tensors[i].ids);
    }
}

TEST(Safetensors, ComeBackAsTheyWereWrittenThroughFileAndMemory) {
    const TempFolder folder;
    writeSafetensors(folder.file("m.safetensors"), sample());
    expectSame(readSafetensors(folder.file("m.safetensors")), sample());
    const std::string bytes = safetensorsBytes(sample());
    expectSame(readSafetensorsBytes(bytes, "memory"), sample());
    EXPECT_EQ(bytes, readBytes(folder.file("m.safetensors")));
    EXPECT_EQ(bytes, safetensorsBytes(readSafetensorsBytes(bytes, "memory")));
    EXPECT_EQ(folder.entries(), 1U);
}

TEST(Safetensors, StartTheirDataAtAMultipleOfEight) {
    const std::string bytes = safetensorsBytes(sample());
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    EXPECT_EQ(length % 8, 0U);
    EXPECT_EQ(bytes[8], '{');
    EXPECT_EQ(bytes.substr(8, 30), "{\"__metadata__\":{\"config\":\"{\\\"");
}

TEST(Safetensors, ReadEveryGolden) {
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::goldens())) {
        const TensorFile file = readSafetensors(entry.path().string());
        EXPECT_NE(file.find("input.ids"), nullptr) << entry.path();
        EXPECT_TRUE(file.metadata.contains("config"));
        EXPECT_EQ(file.tensors.front().name, "input.ids");
        EXPECT_FALSE(firstNonFinite(file));
        ++files;
    }
    EXPECT_GE(files, 10);
}

TEST(Safetensors, ConvertTheOtherTypes) {
    const auto f64 = readSafetensorsBytes(oneTensor<double>("F64", {0.1, -2.0}), "x");
    EXPECT_EQ(f64.tensors[0].values, (std::vector{0.1F, -2.0F}));
    const auto f16 = readSafetensorsBytes(
        oneTensor<std::uint16_t>("F16", {0x3C00, 0xC000, 0x0001, 0x83FF, 0x7BFF, 0x8000}), "x");
    EXPECT_EQ(f16.tensors[0].values, (std::vector{1.0F, -2.0F, 0x1p-24F, -1023 * 0x1p-24F, 65504.0F, 0.0F}));
    EXPECT_TRUE(std::signbit(f16.tensors[0].values[5]));
    const auto odd = readSafetensorsBytes(oneTensor<std::uint16_t>("F16", {0x7C00, 0xFC00, 0x7E00}), "x");
    EXPECT_EQ(odd.tensors[0].values[0], std::numeric_limits<float>::infinity());
    EXPECT_EQ(odd.tensors[0].values[1], -std::numeric_limits<float>::infinity());
    EXPECT_TRUE(std::isnan(odd.tensors[0].values[2]));
    const auto bf16 = readSafetensorsBytes(oneTensor<std::uint16_t>("BF16", {0x3F80, 0xC040}), "x");
    EXPECT_EQ(bf16.tensors[0].values, (std::vector{1.0F, -3.0F}));
    const auto i64 = readSafetensorsBytes(oneTensor<std::int64_t>("I64", {5, -6}), "x");
    EXPECT_EQ(i64.tensors[0].ids, (std::vector{5, -6}));
    // More than one chunk of the converter.
    std::vector<double> many(40000);
    for (std::size_t i = 0; i < many.size(); ++i)
        many[i] = static_cast<double>(i);
    EXPECT_EQ(readSafetensorsBytes(oneTensor("F64", many), "x").tensors[0].values[39999], 39999.0F);
}

TEST(Safetensors, RefuseNumbersThatDoNotFit) {
    const auto read = [](const std::string& bytes) {
        return messageOf<DataError>([&] { readSafetensorsBytes(bytes, "big.safetensors"); });
    };
    EXPECT_EQ(read(oneTensor<std::int64_t>("I64", {1, 3000000000})),
              "big.safetensors: tensor \"w\" holds the value 3000000000, which does not fit into 32 bits");
    EXPECT_NE(read(oneTensor<double>("F64", {1e300})).find("1e+300"), std::string::npos);
}

struct Hostile {
    std::string name;
    std::string bytes;
    std::string expected; ///< part of the sentence
};
void PrintTo(const Hostile& hostile, std::ostream* stream) {
    *stream << hostile.name;
}

std::string entry(const std::string& body) {
    return "{\"w\":{" + body + "}}";
}

std::vector<Hostile> hostiles() {
    const std::string good = oneTensor<float>("F32", {1, 2, 3, 4});
    const std::string data(16, '\0');
    std::string huge = good;
    const std::uint64_t announced = std::uint64_t{1} << 60;
    std::memcpy(huge.data(), &announced, 8);
    std::string tooLong = good;
    const std::uint64_t longer = good.size();
    std::memcpy(tooLong.data(), &longer, 8);
    const std::string w = R"("dtype":"F32",)";
    const std::string deep = std::string(100000, '[') + std::string(100000, ']');
    return {
        {"Empty", "", "it is empty"},
        {"Seven", good.substr(0, 7), "shorter than its 8-byte prefix"},
        {"CutInHeader", good.substr(0, 30), "cut short"},
        {"CutInData", good.substr(0, good.size() - 1), "cut short: tensor \"w\" ends at byte 16"},
        {"HeaderTwoToTheSixty", huge, "announces a header of 1152921504606846976 bytes"},
        {"HeaderLongerThanFile", tooLong, "cut short"},
        {"NotJson", container("hello", data), "not valid JSON"},
        {"JsonArray", container("[1]", data), "not a JSON object"},
        {"InvalidUtf8", container("{\"\xff\":1}", data), "not valid JSON"},
        {"DeepNesting", container("{\"w\":" + deep + "}", data), "\"w\" does not describe a tensor"},
        {"DuplicateName",
         container(
             R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})",
             data),
         "\"w\" stands twice"},
        {"DuplicateKey", container(entry(w + R"("shape":[2],"shape":[4],"data_offsets":[0,16])"), data),
         "twice"},
        {"Overlap",
         container(
             R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})",
             data),
         "tensor \"b\" overlap"},
        {"Hole",
         container(
             R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})",
             data),
         "hole of 4 bytes before the data of tensor \"b\""},
        {"Trailing", good + "xx", "2 bytes after the last tensor"},
        {"Descending", container(entry(w + R"("shape":[4],"data_offsets":[16,0])"), data), "ascending"},
        {"NegativeOffset", container(entry(w + R"("shape":[4],"data_offsets":[-16,0])"), data), "ascending"},
        {"HugeOffset", container(entry(w + R"("shape":[4],"data_offsets":[0,18446744073709551615])"), data),
         "ascending"},
        {"ThreeOffsets", container(entry(w + R"("shape":[4],"data_offsets":[0,8,16])"), data), "no pair"},
        {"ShapeMismatch", container(entry(w + R"("shape":[5],"data_offsets":[0,16])"), data),
         "[5] of F32 needs 20"},
        {"NegativeShape", container(entry(w + R"("shape":[-4],"data_offsets":[0,16])"), data),
         "non-negative"},
        {"FractionShape", container(entry(w + R"("shape":[4.0],"data_offsets":[0,16])"), data),
         "non-negative"},
        {"HugeShape", container(entry(w + R"("shape":[18446744073709551615],"data_offsets":[0,16])"), data),
         "non-negative"},
        {"OverflowShape",
         container(entry(w + R"("shape":[4294967296,4294967296,4],"data_offsets":[0,16])"), data),
         "impossibly large"},
        {"OverflowBehindZero",
         container(entry(w + R"("shape":[0,9223372036854775807,9],"data_offsets":[0,0])"), ""),
         "impossibly large"},
        {"NoShape", container(entry(w + R"("data_offsets":[0,16])"), data), "no shape"},
        {"NoOffsets", container(entry(w + R"("shape":[4])"), data), "no pair"},
        {"NoDtype", container(entry(R"("shape":[4],"data_offsets":[0,16])"), data), "no dtype"},
        {"UnknownDtype", container(entry(R"("dtype":"U8","shape":[16],"data_offsets":[0,16])"), data),
         "type U8"},
        {"EntryIsNumber", container(R"({"w":3})", data), "does not describe a tensor"},
        {"MetadataNumber", container(R"({"__metadata__":{"steps":3}})", ""), "\"steps\" must be a string"},
        {"MetadataList", container(R"({"__metadata__":["a"]})", ""), "object of strings"},
    };
}

class HostileSafetensors : public testing::TestWithParam<Hostile> {};

TEST_P(HostileSafetensors, GiveOneSentenceThatNamesTheFile) {
    const TempFolder folder;
    const std::string path = folder.file("hostile.safetensors");
    writeBytes(path, GetParam().bytes);
    const std::string message = messageOf<DataError>([&] { readSafetensors(path); });
    EXPECT_EQ(message.find(path + ": "), 0U) << message;
    EXPECT_NE(message.find(GetParam().expected), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
    EXPECT_THROW(readSafetensorsBytes(GetParam().bytes, "memory"), DataError);
}
INSTANTIATE_TEST_SUITE_P(All, HostileSafetensors, testing::ValuesIn(hostiles()),
                         [](const auto& hostile) { return hostile.param.name; });

TEST(Safetensors, NameWhatIsNoFile) {
    const TempFolder folder;
    EXPECT_NE(messageOf<DataError>([&] { readSafetensors(folder.file("none")); }).find("no such file"),
              std::string::npos);
    EXPECT_NE(messageOf<DataError>([&] { readSafetensors(folder.path()); }).find("is a directory"),
              std::string::npos);
    EXPECT_NE(messageOf<DataError>([&] { readSafetensors("/dev/null"); }).find("device"), std::string::npos);
}

TEST(Safetensors, LeaveNothingBehindWhenTheyCannotBeWritten) {
    const TempFolder folder;
    EXPECT_NE(
        messageOf<DataError>([&] { writeSafetensors(folder.file("no/m"), sample()); }).find("does not exist"),
        std::string::npos);
    EXPECT_NE(messageOf<DataError>([&] { writeSafetensors(folder.path(), sample()); }).find("a directory"),
              std::string::npos);
    EXPECT_NE(
        messageOf<DataError>([&] { writeSafetensors("/dev/full", sample()); }).find("not a regular file"),
        std::string::npos);
    EXPECT_EQ(folder.entries(), 0U);
    writeBytes(folder.file("old"), "old");
    TensorFile wrong = sample();
    wrong.tensors[0].shape = {7};
    EXPECT_THROW(writeSafetensors(folder.file("old"), wrong), std::invalid_argument);
    EXPECT_EQ(readBytes(folder.file("old")), "old");
    EXPECT_EQ(folder.entries(), 1U);
}

TEST(Safetensors, RefuseToWriteWhatCouldNotBeRead) {
    TensorFile twice;
    twice.tensors = {{"a", {1}, {1}, {}}, {"a", {1}, {2}, {}}};
    EXPECT_THROW(safetensorsBytes(twice), std::invalid_argument);
    TensorFile both;
    both.tensors = {{"a", {1}, {1}, {1}}};
    EXPECT_THROW(safetensorsBytes(both), std::invalid_argument);
    TensorFile invalid;
    invalid.metadata["labels"] = "\xff";
    EXPECT_THROW(safetensorsBytes(invalid), DataError);
}

TEST(Safetensors, FindTheFirstValueThatIsNotFinite) {
    TensorFile file = sample();
    EXPECT_FALSE(firstNonFinite(file));
    file.tensors[3].values[0] = std::numeric_limits<float>::quiet_NaN();
    ASSERT_TRUE(firstNonFinite(file));
    EXPECT_EQ(firstNonFinite(file)->tensor, "scalar");
    file.tensors[0].values[4] = -std::numeric_limits<float>::infinity();
    EXPECT_EQ(firstNonFinite(file)->tensor, "z.weight");
    EXPECT_EQ(firstNonFinite(file)->index, 4U);
}

} // namespace
} // namespace lab
