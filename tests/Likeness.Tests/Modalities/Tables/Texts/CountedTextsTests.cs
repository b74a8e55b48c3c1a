using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Texts;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Texts of people who have several rows: what they have in common counts once for each of them.</summary>
public sealed class CountedTextsTests
{
    private const int RowsOfEach = 6;

    [Theory]
    [InlineData(320)]
    [InlineData(60)]
    public void NamesOfPeopleWithSeveralRowsAreNotCopied(int people)
    {
        using var folder = new TemporaryFolder();
        var table = People(folder, people);
        Assert.True(table.Columns[1].Kind is TextKind { IsInvented: true });
        Assert.Equal(people, new TextSourceSearch(table).Find(1).Written.Count);
        using var trained = TrainedModel.Train(
            new RunSettings { Model = "histogram", Data = DataSource.FromTable(table) }
        );
        var real = table.ColumnValues(1).Select(table.Columns[1].Kind.Write).ToHashSet();
        var samples = trained.As<TableModel>().Sample(people * RowsOfEach, seed: 3);
        string[] names = [.. samples.ColumnValues(1).Select(samples.Columns[1].Kind.Write)];
        Assert.DoesNotContain(names, real.Contains);
        Assert.All(names, Assert.NotEmpty);
    }

    [Fact]
    public void TextsOfFewKeysCountInEachRow()
    {
        double[] keys = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 5))];
        double[] texts = [.. Enumerable.Range(0, 60).Select(row => (double)(row % 3))];
        Assert.Equal(60, Counted(keys, texts).Length);
        // A key that determines the text counts once, however few there are.
        Assert.Equal([0, 1, 2, 3, 4], Counted(keys, [.. keys.Select(key => key % 3)]));
        keys[7] = double.NaN;
        Assert.Equal([0, 1, 2, 3, 4, 7], Counted(keys, [.. keys.Select((key, row) => row == 7 ? 1 : key % 3)]));

        static int[] Counted(double[] keys, double[] texts) =>
            CountedTexts.Find(
                Table.FromColumns(
                    [
                        new("customer")
                        {
                            Kind = new IdentifierKind(["a", "b", "c", "d", "e"], "{0}") { Repeats = true },
                        },
                        new("comment") { Kind = new TextKind(["x", "y", "z"]) { IsInvented = true } },
                    ],
                    [keys, texts]
                ),
                1
            );
    }

    private static Table People(TemporaryFolder folder, int people)
    {
        var random = new PhiloxRandom(5, 1);
        var lines = new List<string> { "employee_id,name,hours" };
        for (int person = 0; person < people; person++)
        {
            string last = string.Concat(Enumerable.Range(0, 7).Select(_ => (char)('a' + random.NextInt(26))));
            string name = $"{(char)('A' + random.NextInt(26))}{last} {(random.NextInt(2) == 0 ? "Lange" : "Krause")}";
            lines.AddRange(
                Enumerable
                    .Range(0, RowsOfEach)
                    .Select(_ => $"{4000 + person},{name},{random.NextInt(40)}.{random.NextInt(9)}")
            );
        }

        string path = folder.At("people.csv");
        File.WriteAllLines(path, lines);
        return DataSource.FromFiles(path).LoadTable().Table;
    }
}
