using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Texts;

namespace Likeness.Tests.Data.Detection;

public sealed class RareNameSearchTests
{
    private static readonly string[] Starts = ["Bar", "Cor", "Dun", "Fen", "Gal", "Hol", "Mor", "Ros", "Tar", "Wil"];
    private static readonly string[] Ends =
    [
        "berg",
        "dale",
        "field",
        "ford",
        "ham",
        "ley",
        "stead",
        "ton",
        "wick",
        "worth",
    ];

    [Fact]
    public void RareNamesAreOneLevel()
    {
        var kind = Assert.IsType<CategoryKind>(Found(Rows()).Columns[0].Kind);
        Assert.Equal(["Oakville", "Springfield", NumberedText.Name], kind.Levels);
        Assert.True(kind.HasNames);
        Assert.True(kind.TryRead("Nowhere", out double level));
        Assert.Equal(2, level);
    }

    [Fact]
    public void SamplesHaveInventedNamesInTheirPlace()
    {
        var rows = Found(Rows());
        var filled = FilledTemplates.Fill(rows, 0, 1);
        string[] names = [.. filled.ColumnValues(0).Select(filled.Columns[0].Kind.Write)];
        var own = Rows().Select(row => row.Name).ToHashSet();
        string[] invented = [.. names.Where(name => !own.Contains(name))];
        Assert.InRange(invented.Length, 350, 400);
        // As many as the data has.
        Assert.InRange(invented.Distinct().Count(), 40, 100);
        Assert.Equal(300, names.Count(name => name == "Springfield"));
    }

    [Fact]
    public void NamesThatSayMoreStay()
    {
        // Each place is in one state; or another column has its name in many rows.
        Assert.Equal(102, Found([.. Rows().Select(row => (row.Name, $"{row.Name[0]}"))]).Columns[0].Kind.LevelCount);
        Assert.Equal(
            102,
            Found([.. Rows().Select((row, i) => (row.Name, i % 3 == 0 ? row.Name : "Springfield"))])
                .Columns[0]
                .Kind.LevelCount
        );
    }

    [Fact]
    public void FewRareNamesStay()
    {
        var kind = Found([.. Rows(), .. Enumerable.Repeat(("Springfield", "x"), 2000)]).Columns[0].Kind;
        Assert.Equal(102, kind.LevelCount);
    }

    // All would be missing in samples.
    [Fact]
    public void CodesAreInventedWhereMostAreRare()
    {
        var rows = Enumerable
            .Range(0, 60)
            .Select(i => ($"{(char)('A' + (i % 20))}{(char)('K' + (i % 7))}", "x"))
            .ToArray();
        var found = Found(rows);
        Assert.Equal([NumberedText.Name], Assert.IsType<CategoryKind>(found.Columns[0].Kind).Levels);
        var filled = FilledTemplates.Fill(found, 0, 1);
        Assert.All(filled.ColumnValues(0), cell => Assert.Matches("^[A-Z]{2}$", filled.Columns[0].Kind.Write(cell)));
    }

    [Fact]
    public void WithoutProtectionAllStay()
    {
        var loaded = SubjectKinds.Apply(new LoadedTable(Table(Rows()), 0), null, protects: false);
        Assert.Equal(102, loaded.Table.Columns[0].Kind.LevelCount);
    }

    // 400 rows of 100 rare names, 300 and 100 of two frequent ones, at random.
    private static (string Name, string Other)[] Rows()
    {
        var random = new Random(1);
        string[] names =
        [
            .. Enumerable.Range(0, 400).Select(i => $"{Starts[i % 10]}{Ends[i / 10 % 10]}"),
            .. Enumerable.Repeat("Springfield", 300),
            .. Enumerable.Repeat("Oakville", 100),
        ];
        random.Shuffle(names);
        return [.. names.Select(name => (name, $"{random.Next(4)}x"))];
    }

    private static Table Table((string Name, string Other)[] rows)
    {
        string[] names = [.. rows.Select(row => row.Name).Distinct().Order(StringComparer.Ordinal)];
        string[] others = [.. rows.Select(row => row.Other).Distinct().Order(StringComparer.Ordinal)];
        return Likeness.Data.Table.FromColumns(
            [new("place") { Kind = new CategoryKind(names) }, new("other") { Kind = new CategoryKind(others) }],
            [
                [.. rows.Select(row => (double)Array.IndexOf(names, row.Name))],
                [.. rows.Select(row => (double)Array.IndexOf(others, row.Other))],
            ]
        );
    }

    private static Table Found((string Name, string Other)[] rows) =>
        SubjectKinds.Apply(new LoadedTable(Table(rows), 0), null).Table;
}
