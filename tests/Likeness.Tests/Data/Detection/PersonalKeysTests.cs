using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Texts that are keys of people by their shape: samples have fresh ones, however many rows each has.</summary>
public sealed class PersonalKeysTests
{
    [Theory]
    [InlineData("000-00-0000", "social security numbers")]
    [InlineData("DE00000000000000000000", "IBANs")]
    [InlineData("GB00AAAA00000000000000", "IBANs")]
    [InlineData("4000 0000 0000 0000", "card numbers")]
    [InlineData("+49 1500 0000000", "telephone numbers")]
    [InlineData("+490000000000", "telephone numbers")]
    [InlineData("0150-0000000", "telephone numbers")]
    [InlineData("(555) 000-0000", "telephone numbers")]
    [InlineData("555-000-0000", "telephone numbers")]
    [InlineData("AAaa0000@mail.example", "e-mail addresses")]
    [InlineData("aaaa.aaa@mail.example", "e-mail addresses")]
    public void ShapesArePersonalWhateverTheName(string shape, string name)
    {
        string[] texts = Texts(shape, 50);
        var (kind, why) = Decide(texts, 40);
        var keys = Assert.IsType<IdentifierKind>(kind);
        Assert.True(keys.Repeats);
        Assert.True(keys.HasRoom);
        Assert.StartsWith(name, why, StringComparison.Ordinal);
        var sampled = keys.Sampled("x", 1, areSubjects: true);
        string[] fresh = [.. Enumerable.Range(0, 200).Select(i => sampled.Write(sampled.Cell(i, 0)))];
        Assert.Equal(200, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
        Assert.Equal(name, PersonalKeys.Find(fresh, 2000)?.Name);
    }

    [Theory]
    [InlineData("SKU-000000")]
    [InlineData("000-000-000")]
    [InlineData("0-000-00000-0")]
    [InlineData("00000000")]
    [InlineData("QQ00000000000000000000")]
    [InlineData("0000 0000 0000")]
    [InlineData("0000000000000000")]
    [InlineData("00:00:00:00:00")]
    public void OtherShapesAreCategories(string shape) =>
        Assert.IsType<CategoryKind>(Decide(Texts(shape, 50), 40).Kind);

    [Fact]
    public void CardNumbersHaveACheckDigit()
    {
        string[] cards = [.. Texts("4000000000000", 40).Select(text => text + CheckDigit(text))];
        Assert.True(Decide(cards, 40).Kind is IdentifierKind { Repeats: true });
        string[] wrong = [.. cards.Select(card => $"{card[..^1]}{(card[^1] - '0' + 1) % 10}")];
        Assert.IsType<CategoryKind>(Decide(wrong, 40).Kind);

        Assert.IsType<IdentifierKind>(Numbers(cards).Columns[0].Kind);
        Assert.IsType<NumberKind>(Numbers(wrong).Columns[0].Kind);

        static Table Numbers(string[] cards) =>
            Table.FromArrays(("x", Enumerable.Range(0, 400).Select(i => long.Parse(cards[i % 40])).ToArray()));
    }

    [Fact]
    public void FewKeysWithVeryManyRowsAreThoseOfShops()
    {
        Assert.IsType<CategoryKind>(Decide(Texts("000-00-0000", 30), 101).Kind);
        Assert.IsType<IdentifierKind>(Decide(Texts("000-00-0000", 30), 100).Kind);
        Assert.IsType<IdentifierKind>(Decide(Texts("000-00-0000", 200), 500).Kind);
        Assert.IsType<CategoryKind>(Decide(Texts("000-00-0000", 19), 10).Kind);
    }

    [Fact]
    public void AFewOtherTextsChangeNothing()
    {
        string[] texts = Texts("000-00-0000", 60);
        Assert.IsType<IdentifierKind>(Decide([.. texts[..57], "unknown", "none", "abroad"], 10).Kind);
        Assert.IsType<CategoryKind>(Decide([.. texts[..56], "a", "b", "c", "d"], 10).Kind);
    }

    [Fact]
    public void HostsOfInventedAddressesAreTheDatas()
    {
        string[] texts =
        [
            .. Texts("aaaaa.aaaaaa@", 60).Select((text, i) => $"{text}{(i % 3 == 0 ? "a.example" : "b.example")}"),
        ];
        var keys = Assert.IsType<IdentifierKind>(Decide(texts, 20).Kind);
        Assert.Equal("[a-z]{5}.[a-z]{6}@(b.example|a.example)", keys.Pattern);
        // The host of each key is learned.
        Assert.Equal(1, keys.Parts!.LevelsOf(texts[0])[0]);
        Assert.Equal(0, keys.Parts!.LevelsOf(texts[1])[0]);
    }

    [Fact]
    public void RareAddressesAreStillInventedLikeNames() =>
        Assert.True(Decide(Texts("aaaaa.aaaaaa@mail.example", 100), 3).Kind is TextKind { IsInvented: true });

    [Fact]
    public void NumbersOfTelephonesAreNoTelephoneNumbers()
    {
        int[] counts = [.. Enumerable.Range(0, 600).Select(i => 100 + (i % 60 * 7))];
        Assert.IsType<NumberKind>(Table.FromArrays(("email", counts)).Columns[0].Kind);
        Assert.IsType<IdentifierKind>(
            Table
                .FromArrays(("mobile", Array.ConvertAll(counts, count => 155_000_000 + (count * 7919))))
                .Columns[0]
                .Kind
        );
        Assert.IsType<IdentifierKind>(Table.FromArrays(("mrn", counts)).Columns[0].Kind);
    }

    [Fact]
    public void TelephoneNumbersWithoutSpacesAreNoNumbers()
    {
        string[] texts = Texts("+491500000000", 40);
        var table = KindDetectionTests
            .Read("call,b\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{texts[i % 40]},{i * 0.5}\n")))
            .Table;
        Assert.True(table.Columns[0].Kind is IdentifierKind { Repeats: true });
    }

    // Each 0 becomes a digit, each a or A a letter; the first text's marks that are repeated at a start stay.
    private static string[] Texts(string shape, int count)
    {
        var random = new Random(1);
        var texts = new HashSet<string>();
        int host = shape.IndexOf('@', StringComparison.Ordinal);
        while (texts.Count < count)
        {
            texts.Add(
                string.Concat(
                    shape.Select(
                        (c, i) =>
                            host >= 0 && i > host ? c
                            : c == '0' && i > 0 ? (char)('0' + random.Next(10))
                            : c == '0' ? (char)('0' + (shape[1] == '0' ? random.Next(1, 10) : 0))
                            : c == 'a' ? (char)('a' + random.Next(26))
                            : c == 'A' ? (char)('A' + random.Next(26))
                            : c
                    )
                )
            );
        }

        return [.. texts];
    }

    private static (ColumnKind Kind, string Why) Decide(string[] texts, int rows) =>
        TextKinds.Decide(texts, [.. texts.Select(_ => rows)], 0, "texts", "x");

    // Luhn's, of a number without it.
    private static int CheckDigit(string digits)
    {
        int sum = digits
            .Reverse()
            .Select((c, i) => (c - '0') * (i % 2 == 0 ? 2 : 1))
            .Sum(digit => digit > 9 ? digit - 9 : digit);
        return (10 - (sum % 10)) % 10;
    }
}
