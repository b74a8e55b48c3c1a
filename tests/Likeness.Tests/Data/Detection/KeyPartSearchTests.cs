using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

public sealed class KeyPartSearchTests
{
    private static readonly string[] Brands = ["SEI", "CAS", "FOS"];
    private static readonly string[] Names = ["anna", "bob", "carla", "dan"];
    private static readonly string[] Surnames = ["ash", "hill", "king", "young"];
    private static readonly string[] Hosts = ["web.de", "gmail.com", "mail.example"];
    private static readonly string[] Areas = ["407", "305", "212", "617", "310"];
    private static readonly string[] Towns = ["328", "331", "802", "103"];

    /// <summary>Keys by number, and the pattern that they have.</summary>
    public static TheoryData<string, string> Keys =>
        new()
        {
            { "sku", "(CAS|FOS|SEI)-{0000}" },
            { "invoice", "INV-(2022|2023|2024)-{00000}" },
            { "invoice of a year", "INV-(2022|2023|2024)-{00000}" },
            { "ticket", "(DATA|OPS|WEB)-{0}" },
            { "mail of any length", "(anna|bob|carla|dan)[1-9][0-9]{2}@web.de" },
            { "mail", "(anna|bob|carla|dan)[1-9][0-9]{3}@(gmail.com|mail.example|web.de)" },
            { "phone", @"\((212|305|310|407|617)\) [1-9][0-9]{2}-[0-9]{4}" },
            { "postcode", "(103|328|331|802)[0-9]{2}" },
            { "case", "F(22|23|24){0}" },
        };

    [Theory]
    [MemberData(nameof(Keys))]
    public void PartsThatRepeatAreFound(string kind, string pattern)
    {
        string[] keys = [.. Enumerable.Range(0, 150).Select(i => Key(kind, i)).Distinct()];
        var found = KeyPatterns.Find(keys)!;
        Assert.Equal(pattern, found.ToString());
        Assert.Equal(pattern, KeyPatternText.Read(pattern, 0).ToString());
        Assert.Equal(pattern, KeyPatterns.Find([.. keys.Reverse()])!.ToString());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void KeysOfACombinationAreFreshAndHaveItsParts(string kind, string pattern)
    {
        string[] keys = [.. Enumerable.Range(0, 150).Select(i => Key(kind, i)).Distinct()];
        var kindOfKeys = (IdentifierKind)
            new IdentifierKind(keys, pattern) { Next = KeyPatterns.Find(keys)!.Next }.ToStored();
        var parts = kindOfKeys.Parts!;
        var sampled = kindOfKeys.Sampled("key", 3);
        var fresh = new List<string>();
        foreach (var (row, key) in keys.Index())
        {
            int[] levels = parts.LevelsOf(key);
            Assert.DoesNotContain(-1, levels);
            double cell = sampled.Cell(row, parts.Combination(levels));
            fresh.Add(sampled.Write(cell));
            Assert.Equal(levels, parts.LevelsOf(fresh[^1]));
            Assert.Equal(levels, parts.LevelsOf(sampled, cell));
            Assert.Equal(key, parts.Fill(parts.Template(key), parts.Combination(levels)));
        }

        Assert.Equal(fresh.Count, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(keys));
    }

    [Theory]
    [InlineData("security number")] // of digits at random, some of which repeat often
    [InlineData("address")] // numbers of which no further are left
    [InlineData("house")] // numbers of any length of which no further are left
    [InlineData("counter")]
    [InlineData("blocks")] // of consecutive numbers
    [InlineData("hexadecimal")]
    public void DigitsAtRandomAreNoParts(string kind)
    {
        string[] keys = [.. Enumerable.Range(0, 2000).Select(i => Key(kind, i)).Distinct()];
        Assert.Null(KeyPartSearch.Find(keys, mayRepeat: kind == "house"));
    }

    [Fact]
    public void FirstDigitsRepeatAmongMostNumbersOfTheirLength()
    {
        string[] regions = ["10", "11", "20", "21", "35", "36", "56", "57", "97", "98"];
        string[] keys =
        [
            .. Enumerable
                .Range(0, 1900)
                .Select(i =>
                    $"{regions[i % 10]}{i / 10 % 100:00} {(char)('A' + (i % 26))}{(char)('A' + (i * 7 / 13 % 26))}"
                )
                .Distinct(),
        ];
        Assert.Equal(
            $"({string.Join('|', regions)})[0-9]{{2}} [A-Z]{{2}}",
            KeyPartSearch.Find(keys, mayRepeat: true)!.ToString()
        );
    }

    [Fact]
    public void AKeyOfAnotherPatternHasNoParts()
    {
        var parts = KeyPatternText.Read("INV-(2023|2024)-{00000}", 1).Parts!;
        Assert.Equal([1], parts.LevelsOf("INV-2024-00017"));
        Assert.Equal([-1], parts.LevelsOf("INV-2022-00017"));
        Assert.Equal([-1], parts.LevelsOf("2024"));
        Assert.Equal([-1], parts.LevelsOf(parts.Combination([-1])));
        Assert.Equal("2024", parts.Template("2024"));
    }

    [Fact]
    public void TooManyAlternativesAreNoPattern()
    {
        string group = $"({string.Join('|', Enumerable.Range(0, 1000).Select(i => $"x{i}"))})";
        Assert.Equal(2, KeyPatternText.Read($"{group}-{group}", 0).Parts!.Levels.Count);
        Assert.Throws<FormatException>(() => KeyPatternText.Read($"{group}-{group}-{group}", 0));
        Assert.Throws<FormatException>(() => KeyPatternText.Read(string.Concat(Enumerable.Repeat("(a|b)", 17)), 0));
    }

    [Fact]
    public void PostcodesThatNearlyAllDifferAreKeys()
    {
        string[] texts = [.. Enumerable.Range(0, 150).Select(i => Key("postcode", i)).Distinct()];
        var counts = Enumerable.Repeat(1, texts.Length).ToArray();
        counts[3] = 2;
        var (kind, why) = TextKinds.Decide(texts, counts, 0, "codes with leading zeros");
        Assert.Equal("(103|328|331|802)[0-9]{2}", Assert.IsType<IdentifierKind>(kind).Pattern);
        Assert.StartsWith("99 % different", why);
    }

    [Fact]
    public void CodesMostOfWhichFewRowsHaveMayRepeat()
    {
        string[] texts = [.. Enumerable.Range(0, 340).Select(i => Key("postcode", i)).Distinct()];
        var counts = Enumerable.Repeat(3, texts.Length).ToArray();
        var (kind, _) = TextKinds.Decide(texts, counts, 0, "codes, by the name");
        var keys = Assert.IsType<IdentifierKind>(kind);
        Assert.True(keys.Repeats);
        Assert.Equal("(103|328|331|802)[0-9]{2}", keys.Pattern);
        var sampled = ((IdentifierKind)keys.ToStored()).Sampled("zip", 1);
        string[] fresh =
        [
            .. Enumerable.Range(0, 2000).Select(row => sampled.Write(sampled.Cell(row, keys.Parts!.Combination([2])))),
        ];
        Assert.All(fresh, code => Assert.Matches("^331[0-9]{2}$", code));
        Assert.InRange(fresh.Distinct().Count(), 95, 100);

        // Words are no keys; of words and codes that most rows share, there are levels.
        string[] words = [.. texts.Select(text => string.Concat(text.Select(digit => (char)(digit - '0' + 'a'))))];
        Assert.True(TextKinds.Decide(words, counts, 0, "texts").Kind is TextKind { IsInvented: true });
        Array.Fill(counts, 7);
        Assert.IsType<CategoryKind>(TextKinds.Decide(words, counts, 0, "texts").Kind);
        Assert.IsType<CategoryKind>(TextKinds.Decide(texts, counts, 0, "codes, by the name").Kind);
    }

    [Fact]
    public void DaysOfKeysAreAllDaysFromTheFirstToTheLast()
    {
        string[] keys = [.. Enumerable.Range(0, 60).Select(i => $"SN{Day(i * 7 % 59):yyMMdd}-{i * 7919 % 10000:0000}")];
        var parts = KeyPatterns.Find(keys)!.Parts!;
        Assert.Equal([.. Enumerable.Range(0, 59).Select(i => $"{Day(i):yyMMdd}")], Assert.Single(parts.Levels));
        keys[5] = keys[5].Replace(keys[5][2..8], "240231", StringComparison.Ordinal);
        Assert.NotEqual(59, KeyPatterns.Find(keys)!.Parts?.Levels[0].Count);

        static DateTime Day(int i) => new DateTime(2024, 1, 30).AddDays(i);
    }

    [Fact]
    public void CodesOfPartsOnlyAreTheirCombinations()
    {
        string[] bins =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(i =>
                    $"{(char)('A' + (i * i / 5 % 4))}-{((i * 7) + (i / 11)) % 20 + 1:00}-{(i * 13 % 17) + 1:00}"
                )
                .Distinct(),
        ];
        int[] counts = [.. bins.Select(_ => 2)];
        var kind = Assert.IsType<IdentifierKind>(TextKinds.Decide(bins, counts, 0, "texts").Kind);
        Assert.Equal(3, kind.Parts!.Levels.Count);
        var sampled = ((IdentifierKind)kind.ToStored()).Sampled("bin", 1);
        var levels = kind.Parts.Levels;
        Assert.Equal(
            $"{levels[0][1]}-{levels[1][3]}-{levels[2][14]}",
            sampled.Write(sampled.Cell(17, kind.Parts.Combination([1, 3, 14])))
        );
        // Bins that several rows share are no longer than the data's.
        Assert.Matches(
            "^[A-D]-[0-9]{2}-[0-9]{2}$",
            ((IdentifierKind)kind.ToStored()).Sampled("bin", 1, areSubjects: true).Write(sampled.Cell(17, 0))
        );
        // Of addresses with spaces, one of the data would be sampled by chance.
        Assert.IsType<TextKind>(
            TextKinds.Decide([.. bins.Select(bin => bin.Replace('-', ' '))], counts, 0, "texts").Kind
        );
    }

    [Theory]
    [InlineData(1, 98)]
    [InlineData(10, 90)] // all of one length
    public void ANumberBehindANameGrowsWhereAllAreTaken(int first, int numbers)
    {
        string[] texts =
        [
            .. Enumerable
                .Range(0, 4 * 4 * numbers)
                .Select(i => $"{Names[i % 4]}.{Surnames[i / 4 % 4]}{first + (i / 16)}@acme.example"),
        ];
        int[] counts = [.. texts.Select((_, i) => i % 40 == 0 ? 2 : 1)];
        var kind = Assert.IsType<IdentifierKind>(TextKinds.Decide(texts, counts, 0, "texts").Kind);
        Assert.Equal([Names, Surnames], kind.Parts!.Levels);
        var sampled = ((IdentifierKind)kind.ToStored()).Sampled("mail", 1, areSubjects: true);
        string[] fresh =
        [
            .. Enumerable
                .Range(0, 2000)
                .Select(row => sampled.Write(sampled.Cell(row, kind.Parts.Combination([1, 2])))),
        ];
        Assert.All(fresh, mail => Assert.Matches("^bob[.]king[1-9][0-9]{1,3}@acme[.]example$", mail));
        Assert.Equal(fresh.Length, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
    }

    [Fact]
    public void NumbersOfAnyLengthAreInTheirOrder()
    {
        string[] addresses =
        [
            .. Enumerable.Range(0, 900).Select(i => $"10.{(i * 7 % 2) + 20}.{i * 37 % 100}.{i * 101 % 100}").Distinct(),
        ];
        var kind = Assert.IsType<IdentifierKind>(
            TextKinds.Decide(addresses, [.. addresses.Select(_ => 1)], 3, "texts").Kind
        );
        Assert.True(kind.Parts!.Levels.All(level => level.SequenceEqual(level.OrderBy(int.Parse))));
    }

    [Fact]
    public void SomeRandomKeysMayHaveNoDigit()
    {
        string[] keys =
        [
            .. Enumerable
                .Range(0, 100)
                .Select(i =>
                    i % 10 == 0
                        ? $"ABCD{(char)('A' + (i / 10))}F"
                        : $"A{i * 37 % 100:00}X{i * 7 % 10}{(char)('A' + (i % 26))}"
                ),
        ];
        Assert.NotNull(KeyPatterns.Find([.. keys.Distinct()]));
        Assert.Null(KeyPatterns.Find([.. Enumerable.Range(0, 26).Select(i => $"WORD{(char)('A' + i)}")]));
    }

    [Theory]
    [InlineData("a|b", @"a\|b-{0}")]
    [InlineData("(a)", @"\(a\)-{0}")]
    public void ParenthesesAndBarsOfKeysAreKept(string text, string pattern)
    {
        string[] keys = [.. Enumerable.Range(1, 30).Select(i => $"{text}-{i}")];
        var found = KeyPatterns.Find(keys)!;
        Assert.Equal(pattern, found.ToString());
        Assert.Equal($"{text}-31", KeyPatternText.Read(found.ToString(), found.Next).Key(0));
    }

    private static string Key(string kind, int i) =>
        kind switch
        {
            "sku" => $"{Brands[i % 3]}-{i + 1:0000}",
            "invoice" => $"INV-{2022 + (i / 50)}-{i + 1:00000}",
            "invoice of a year" => $"INV-{2022 + (i / 50)}-{(i % 50) + 1:00000}",
            "mail" => $"{Names[i % 4]}{1000 + (i * 7919 % 9000)}@{Hosts[i * 5 % 7 % 3]}",
            "ticket" => $"{((string[])["WEB", "OPS", "DATA"])[i % 3]}-{(i * 53) + 41}",
            "mail of any length" => $"{Names[i % 4]}{(i * 7919 % 990) + 1}@web.de",
            "phone" => $"({Areas[i % 5]}) {200 + (i * 31 % 700)}-{i * 7919 % 10000:0000}",
            "postcode" => $"{Towns[i % 4]}{(i / 4) * 37 % 100:00}",
            "case" => $"F{22 + (i * 7 % 3)}{100_000 + (i * 3)}",
            "blocks" => $"{10 + (80 * (i % 2))}{i / 2 % 600:000}",
            "security number" => $"{i * 613 % 899 + 100}-{i * 37 % 100:00}-{i * 7919 % 10000:0000}",
            "address" => $"{i * 37 % 256}.{i * 101 % 256}.{i * 53 / 7 % 256}.{i / 8 % 256}",
            "house" => $"{((string[])["Elm St", "Main St", "Oak Ave"])[i % 3]} {(i * 37 / 3 % 150) + 1}",
            "counter" => $"CUST-{i + 1:00000}",
            _ => $"{(uint)i * 2654435761u:x8}",
        };
}
