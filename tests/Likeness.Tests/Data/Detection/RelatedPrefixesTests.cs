using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

public sealed class RelatedPrefixesTests
{
    [Fact]
    public void FirstDigitsThatGoWithAnotherColumnAreAPart()
    {
        var loaded = Found(code => code / 10_000);
        var kind = Assert.IsType<IdentifierKind>(loaded.Table.Columns[0].Kind);
        Assert.True(kind.Repeats);
        Assert.True(kind.Differ);
        Assert.InRange(kind.Parts!.Levels[0].Count, 90, 100);
    }

    [Fact]
    public void FirstDigitsThatSayNothingAreNone() =>
        Assert.Null(Assert.IsType<IdentifierKind>(Found(code => code % 7).Table.Columns[0].Kind).Parts);

    [Fact]
    public void KeysInOrderCount() =>
        Assert.Null(
            Assert.IsType<IdentifierKind>(Found(code => code / 10_000, sorts: true).Table.Columns[0].Kind).Parts
        );

    [Fact]
    public void KeysOfACombinationVisitAllInTurn()
    {
        var kind = (IdentifierKind)Found(code => code / 10_000).Table.Columns[0].Kind;
        var sampled = kind.Sampled("zip", 3);
        string[] keys = [.. Enumerable.Range(0, 1000).Select(i => sampled.Write(sampled.Cell(77 + i, 5)))];
        Assert.Equal(1000, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Equal(keys[0][..2], key[..2]));
    }

    private static LoadedTable Found(Func<int, int> zone, bool sorts = false)
    {
        var random = new Random(3);
        int[] codes = [.. Enumerable.Range(0, 100_000)];
        random.Shuffle(codes);
        codes = codes[..2000];
        if (sorts)
        {
            Array.Sort(codes);
        }

        string[] texts = [.. codes.Select(code => $"{code:00000}")];
        var table = Table.FromColumns(
            [
                new("zip") { Kind = new IdentifierKind(texts, "[0-9]{5}") },
                new("zone") { Kind = new CategoryKind([.. Enumerable.Range(0, 10).Select(i => $"z{i}")]) },
            ],
            [
                [.. Enumerable.Range(0, codes.Length).Select(i => (double)i)],
                [.. codes.Select(code => (double)zone(code))],
            ]
        );
        return RelatedPrefixes.Apply(new LoadedTable(table, 0), null);
    }
}
