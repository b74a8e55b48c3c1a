using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class TextSpellingTests
{
    [Fact]
    public void TextsHaveOnlyWhatEnoughTextsHave()
    {
        // Each text twice, but for its common beginning.
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => $"no {(char)('b' + (i / 2))}{(char)('A' + (i / 2))}")];
        var spelling = TextSpelling.Fit([.. texts, .. Enumerable.Repeat("no way", 20)])!;
        string[] spelt = [.. Enumerable.Range(0, 200).Select(i => spelling.Spell(new PhiloxRandom(1, (ulong)i)))];
        Assert.All(spelt, text => Assert.Matches("^no [noway]+$", text));
        Assert.Contains("no way", spelt);
    }

    [Fact]
    public void FrequenciesAreThoseOfTheData()
    {
        string[] texts =
        [
            .. Enumerable.Repeat("Smith", 60),
            .. Enumerable.Repeat("Smythe", 30),
            .. Enumerable.Repeat("Jones", 10),
        ];
        var spelling = TextSpelling.Fit(texts)!;
        var counts = Enumerable
            .Range(0, 20_000)
            .Select(i => spelling.Spell(new PhiloxRandom(2, (ulong)i)))
            .CountBy(text => text)
            .ToDictionary();
        Assert.Equal(3, counts.Count);
        Assert.InRange(counts["Smith"] / 20_000.0, 0.58, 0.62);
        Assert.InRange(counts["Smythe"] / 20_000.0, 0.28, 0.32);
    }

    [Fact]
    public void CharactersBeyondTheBasicPlaneStayWhole()
    {
        string[] texts = [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a😀b" : "😁 7")];
        var spelling = RoundTrip(TextSpelling.Fit(texts)!);
        string[] spelt = [.. Enumerable.Range(0, 50).Select(i => spelling.Spell(new PhiloxRandom(3, (ulong)i)))];
        Assert.Equal(["a😀b", "😁 7"], spelt.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TextsAreNoLongerThanTheFifthLongest()
    {
        string[] texts = [.. Enumerable.Range(1, 50).Select(i => new string('x', i))];
        var spelling = TextSpelling.Fit(texts)!;
        Assert.Equal(46, spelling.Longest);
        Assert.All(
            Enumerable.Range(0, 500),
            i => Assert.InRange(spelling.Spell(new PhiloxRandom(4, (ulong)i)).Length, 0, 46)
        );
    }

    [Fact]
    public void TextsHaveTheShapesAndNumbersOfTheData()
    {
        string[] addresses =
        [
            .. Enumerable.Range(0, 400).Select(i => $"{i % 16}.{i * 7 % 211}.{i * 11 % 199}.{(i * 13 % 250) + 1}"),
        ];
        var spelling = RoundTrip(TextSpelling.Fit(addresses)!);
        long[] largest = Assert.Single(spelling.Shapes).Value;
        Assert.Equal((15, 208), (largest[0], largest[1]));
        for (int i = 0; i < 500; i++)
        {
            int[] bytes =
            [
                .. spelling
                    .Spell(new PhiloxRandom(6, (ulong)i))
                    .Split('.')
                    .Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
            ];
            Assert.Equal(4, bytes.Length);
            Assert.All(bytes.Zip(largest), one => Assert.InRange(one.First, 0, one.Second));
        }
    }

    [Fact]
    public void CodesHaveTheShapesOfTheData()
    {
        var random = new PhiloxRandom(8, 1);
        string[] codes =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(i =>
                    i % 20 > 2 ? Letters(3)
                    : i % 20 > 0 ? $"{Letters(1)}{(i % 90) + 10}"
                    : Letters(4)
                ),
            "a/b",
        ];
        var spelling = RoundTrip(TextSpelling.Fit(codes)!);
        string[] spelt = [.. Enumerable.Range(0, 4000).Select(i => spelling.Spell(new PhiloxRandom(9, (ulong)i)))];
        Assert.InRange(spelt.Count(text => text.Length == 3 && text.All(char.IsAsciiLetterUpper)) / 4000.0, 0.82, 0.88);
        Assert.InRange(spelt.Count(text => text.Length == 4) / 4000.0, 0.03, 0.07);
        Assert.All(spelt, text => Assert.Matches("^([A-Z]{3,4}|[A-Z][0-9]{2})$", text));

        string Letters(int count) =>
            string.Concat(Enumerable.Range(0, count).Select(_ => (char)('A' + random.NextInt(26))));
    }

    [Fact]
    public void FewTextsOfDigitsHaveWholeShapes()
    {
        string[] phones =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    i % 3 > 0
                        ? $"({i}) 555-{(i * 7919 % 9000) + 1000}"
                        : $"{(i * 61 % 90) + 10}.{i}{i} {new string('0', i / 3)}"
                ),
        ];
        var spelling = RoundTrip(TextSpelling.Fit(phones)!);
        Assert.All(
            Enumerable.Range(0, 200),
            i => Assert.Matches(@"^\([0-9]{1,2}\) [0-9]{3}-[0-9]{4}$", spelling.Spell(new PhiloxRandom(1, (ulong)i)))
        );
    }

    [Fact]
    public void WordsAreNoCodes() =>
        Assert.Empty(CodeShapes.Find([.. Enumerable.Range(0, 300).Select(i => $"Z{new string('o', 2 + (i % 6))}")]));

    [Fact]
    public void JsonKeepsThePossibleTexts()
    {
        string[] texts =
        [
            .. Enumerable.Range(0, 300).Select(i => $"{i % 7}0 \"a\" {i % 3}, \\{(char)('p' + (i % 5))}"),
        ];
        var spelling = TextSpelling.Fit(texts)!;
        var read = RoundTrip(spelling);
        Assert.All(
            Enumerable.Range(0, 100),
            i => Assert.Equal(spelling.Spell(new PhiloxRandom(5, (ulong)i)), read.Spell(new PhiloxRandom(5, (ulong)i)))
        );
    }

    [Theory]
    [InlineData("""{"longest":3}""")]
    [InlineData("""{"longest":3,"contexts":{"a":"x"},"shapes":{}}""")]
    [InlineData("""{"longest":3,"contexts":{"a":"3 "},"shapes":{}}""")]
    [InlineData("""{"longest":"a","contexts":{},"shapes":{}}""")]
    [InlineData("""{"longest":3,"contexts":{},"shapes":{"a":["x"]}}""")]
    public void DamagedJsonIsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TextSpelling>(json));

    [Fact]
    public void TooFewTextsHaveNoSpelling() => Assert.Null(TextSpelling.Fit(["a", "bcd", "cdefg", "defghij", "a"]));

    private static TextSpelling RoundTrip(TextSpelling spelling) =>
        JsonSerializer.Deserialize<TextSpelling>(JsonSerializer.Serialize(spelling))!;

    [Fact]
    public void TextsHaveAsManyWordsAsThoseOfTheData()
    {
        // Six letters do not say whether a word is the first one.
        string[] names =
        [
            .. Enumerable
                .Range(0, 1000)
                .Select(i =>
                    string.Join(
                        ' ',
                        Enumerable
                            .Range(0, i % 10 == 0 ? 1 : 3)
                            .Select(k => $"{"BDGK"[(i + k) % 4]}{"aeo"[(i / 4 + k) % 3]}ndering")
                    )
                ),
        ];
        var spelling = TextSpelling.Fit(names)!;
        int one = Enumerable
            .Range(0, 1000)
            .Count(i => !spelling.Spell(new PhiloxRandom(1, (ulong)i)).Contains(' ', StringComparison.Ordinal));
        Assert.InRange(one, 70, 130);
    }
}
