using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Texts;

namespace Likeness.Tests.Modalities.Tables.Texts;

public sealed class DifferentTextsTests
{
    [Fact]
    public void ANumberStandsBeforeTheExtension()
    {
        string[] names = ["readme.md", "data-archive.tar.gz", "introduction.html", "https://site.org/abc/"];
        string[] texts = [.. Enumerable.Repeat(names, 10).SelectMany(one => one)];
        var kind = new TextKind([])
        {
            IsInvented = true,
            IsUnique = true,
            Spelling = TextSpelling.Fit(texts),
        };
        var filled = new InventedTexts(1).Fill(Table.FromColumns([new("file") { Kind = kind }], [new double[100]]), 0);
        string[] invented = [.. filled.ColumnValues(0).Select(filled.Columns[0].Kind.Write)];
        Assert.Equal(100, invented.Distinct().Count());
        Assert.Contains("readme2.md", invented);
        Assert.Contains("data-archive2.tar.gz", invented);
        Assert.Contains("https://site.org/abc2/", invented);
        Assert.All(invented, text => Assert.False(char.IsDigit(text[^1])));
    }

    [Fact]
    public void TextsOfLaterRowsDifferFromThoseOfEarlierOnes()
    {
        string[] codes = [.. Enumerable.Range(0, 400).Select(i => $"{(char)('A' + (i % 7))}{i % 53:00}")];
        var all = Two(new TextKind([]) { IsUnique = true, Spelling = TextSpelling.Fit(codes) }, 100);
        Assert.Equal(200, all.Distinct().Count());
        Assert.All(all, text => Assert.Matches("^[A-Z][0-9]{2}$", text));
    }

    [Fact]
    public void AsManyTextsRepeatAsInTheData()
    {
        string[] names =
        [
            .. Enumerable.Range(0, 600).Select(i => $"{"ABC"[i % 3]}{"aeiou"[i % 5]}{"lmnr"[i % 4]}{"ai"[i % 2]}"),
        ];
        var kind = new TextKind([])
        {
            IsInvented = true,
            Spelling = TextSpelling.Fit(names),
            Repeated = 0.2,
        };
        Assert.InRange(Two(kind, 25).Distinct().Count(), 40, 50);
        Assert.InRange(Two(kind with { Repeated = 1 }, 25).Distinct().Count(), 20, 39);
    }

    [Fact]
    public void TextsStandInTheirOrder()
    {
        string[] names =
        [
            .. Enumerable.Range(0, 600).Select(i => $"{"ABC"[i % 3]}{"aeiou"[i % 5]}{"lmnr"[i % 4]}{"ai"[i % 2]}"),
        ];
        Assert.Equal(TextOrder.None, TextOrders.Find(names));
        Assert.Equal(TextOrder.Ordinal, TextOrders.Find([.. names.Order(StringComparer.Ordinal)]));
        string[] mixed =
        [
            .. names
                .Select((name, i) => i % 2 == 0 ? name : name.ToLowerInvariant())
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
        Assert.Equal(TextOrder.IgnoringCase, TextOrders.Find(mixed));
        Assert.Equal(TextOrder.None, TextOrders.Find(["a", "b", "c"]));
        var kind = new TextKind([]) { Spelling = TextSpelling.Fit(names), Order = TextOrder.Ordinal };
        string[] invented = Texts(new InventedTexts(1).Fill(Empty(kind, 80), 0));
        Assert.Equal(invented.Order(StringComparer.Ordinal), invented);
        string[] any = Texts(new InventedTexts(1, areInOrder: false).Fill(Empty(kind, 80), 0));
        Assert.NotEqual(any.Order(StringComparer.Ordinal), any);
    }

    private static List<string> Two(TextKind kind, int rows)
    {
        var texts = new InventedTexts(1);
        return [.. Texts(texts.Fill(Empty(kind, rows), 0)), .. Texts(texts.Fill(Empty(kind, rows), rows))];
    }

    private static Table Empty(TextKind kind, int rows) =>
        Table.FromColumns([new("text") { Kind = kind }], [new double[rows]]);

    private static string[] Texts(Table rows) => [.. rows.ColumnValues(0).Select(rows.Columns[0].Kind.Write)];
}
