using Likeness.Compute.Cpu;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Lists of names from a large pool, such as the actors of films.</summary>
public sealed class PartListsTests
{
    private const int Rows = 600;
    private static readonly string[] Firsts =
    [
        "Anna",
        "Ben",
        "Carla",
        "Deniz",
        "Elif",
        "Fabian",
        "Greta",
        "Hugo",
        "Ines",
        "Jonas",
        "Klara",
        "Luis",
    ];
    private static readonly string[] Lasts =
    [
        "Harris",
        "Wilson",
        "Anderson",
        "Martin",
        "Thomas",
        "Whitman",
        "Robinson",
        "Lewis",
        "Hall",
        "Nelson",
        "Moreau",
        "Novak",
    ];

    [Fact]
    public void ListsOfNamesAreFoundAndSentencesAreNot()
    {
        string[] casts = Casts();
        int[] ones = [.. casts.Select(_ => 1)];
        Assert.Equal(", ", PartListSearch.Find(casts, ones));
        // Clauses do not occur again, and towns are the last part of all addresses.
        string[] sentences =
        [
            .. casts.Select((cast, row) => $"the film of {row}, which {cast.Length * row} people saw, is long"),
        ];
        Assert.Null(PartListSearch.Find(sentences, ones));
        string[] addresses = [.. casts.Select((_, row) => $"{Lasts[row % 12]} Street {row / 12}, Town {row % 9}")];
        Assert.Null(PartListSearch.Find(addresses, ones));
    }

    [Fact]
    public void SamplesListNamesThatFiveRowsHaveAndInventedOnes()
    {
        using var folder = new TemporaryFolder();
        string[] casts = Casts();
        string path = folder.At("films.csv");
        File.WriteAllLines(
            path,
            ["kind;cast", .. casts.Select((cast, row) => $"{(row % 3 == 0 ? "film" : "series")};{cast}")]
        );
        var films = DataSource.FromFiles(path).LoadTable().Table;
        Assert.Equal(", ", Assert.IsType<TextKind>(films.Columns[1].Kind).Separator);
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(films),
                    OutputFolder = folder.At("run"),
                }
            )
            .Dispose();
        using var run = TrainedModel.Open(folder.At("run"));
        var samples = run.As<TableModel>().Sample(Rows, 2);
        string[][] lists = [.. samples.ColumnValues(1).Select(cell => samples.Columns[1].Write(cell).Split(", "))];
        Assert.All(lists, list => Assert.Equal(list.Length, list.Distinct().Count()));
        Assert.All(lists, list => Assert.InRange(list.Length, 2, 6));
        Assert.InRange(lists.Average(list => list.Length), 3.7, 4.3);
        var counts = casts.SelectMany(cast => cast.Split(", ")).CountBy(name => name).ToDictionary();
        string[] names = [.. lists.SelectMany(list => list)];
        // The rare name of the data is in no sample, but for one that is spelt by chance.
        Assert.DoesNotContain(names, name => name.Contains("Quetzal", StringComparison.Ordinal));
        Assert.True(names.Count(name => counts.GetValueOrDefault(name) >= 5) > 0.8 * names.Length);
        Assert.True(lists.Select(list => string.Join(", ", list)).Intersect(casts).Count() < 0.01 * Rows);
    }

    private static string[] Casts()
    {
        var random = new PhiloxRandom(9, 1);
        return
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                {
                    var names = new HashSet<string>();
                    int wanted = 2 + random.NextInt(5);
                    while (names.Count < wanted)
                    {
                        names.Add($"{Firsts[random.NextInt(Firsts.Length)]} {Lasts[random.NextInt(Lasts.Length)]}");
                    }

                    return row == 5 ? $"Quetzal Zyx, {names.First()}" : string.Join(", ", names);
                }),
        ];
    }
}
