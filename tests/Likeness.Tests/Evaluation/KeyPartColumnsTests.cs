using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

/// <summary>Parts of keys of tables that were read separately.</summary>
public sealed class KeyPartColumnsTests
{
    private static readonly string[] Regions = ["N", "S", "W", "NW"];

    /// <summary>Categories of the tables have different levels, so that all columns are aligned.</summary>
    [Fact]
    public void PartsAreThoseOfTheKeysInEachTable()
    {
        var (train, test, generated) = SharedKinds.Align(Rows(1, 3), Rows(2, 4), Rows(3, 3));
        (train, test, generated) = KeyPartColumns.Split(train, test, generated);
        Assert.All((Table[])[train, test!, generated], HasParts);
        // What a second alignment of the same tables leaves.
        (train, test, generated) = SharedKinds.Align(Rows(1, 3), Rows(2, 4), Rows(3, 3));
        (train, test, generated) = SharedKinds.Align(train, test, generated);
        (train, test, generated) = KeyPartColumns.Split(train, test, generated);
        Assert.All((Table[])[train, test!, generated], HasParts);
    }

    /// <summary>What is a pattern of the training rows alone would make all samples nearer to test rows.</summary>
    [Fact]
    public void PartsThatTestKeysLackAreNotCompared()
    {
        var (train, _, _) = KeyPartColumns.Split(Rows(1, 3), Rows(2, 3, "Z"), Rows(3, 3));
        Assert.Equal(["region", "key"], train.Columns.Select(column => column.Name));
    }

    private static void HasParts(Table rows)
    {
        Assert.Equal(["region", "key part 1"], rows.Columns.Select(column => column.Name));
        double[] years = rows.ColumnValues(1);
        Assert.DoesNotContain(double.NaN, years);
        // Three of four are of the first year.
        Assert.Equal(0.75, years.Count(year => year == 0) / (double)years.Length, 0.05);
    }

    private static Table Rows(ulong seed, int regions, string prefix = "INV")
    {
        var random = new PhiloxRandom(seed, 0);
        string[] keys =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(row => $"{prefix}-{(row % 4 == 3 ? 2024 : 2023)}-{10_000 + (1000 * (int)seed) + row}"),
        ];
        var pattern = KeyPatterns.Find(keys)!;
        string[] texts = [.. keys.Select(_ => Regions[random.NextInt(regions)])];
        string[] levels = [.. Regions.Take(regions).Order(StringComparer.Ordinal)];
        return Table.FromColumns(
            [
                new Column("region") { Kind = new CategoryKind(levels) },
                new Column("key") { Kind = new IdentifierKind(keys, pattern.ToString()) { Next = pattern.Next } },
            ],
            [
                [.. texts.Select(text => (double)Array.IndexOf(levels, text))],
                [.. Enumerable.Range(0, keys.Length).Select(row => (double)row)],
            ]
        );
    }
}
