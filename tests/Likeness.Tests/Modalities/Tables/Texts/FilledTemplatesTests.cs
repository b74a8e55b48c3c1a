using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Texts;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Modalities.Tables.Subjects;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Texts with numbers inside, whose templates are levels.</summary>
public sealed class FilledTemplatesTests
{
    private const int Rows = 2000;

    [Fact]
    public void TemplatesOfRareTextsAreLevels()
    {
        var kind = (CategoryKind)Found(Log()).Columns[0].Kind;
        Assert.Equal(["/", "/cart", "/product/1", "/product/{n}", "/user/{n}/orders?page={n}"], kind.Levels);
        // Few pages, which many rows have, stay themselves; users are invented.
        var places = kind.Numbered!.Single(one => one.Places.Count == 2).Places;
        Assert.Empty(places[0].Frequent);
        Assert.Equal(["1", "2"], places[1].Frequent.Select(one => one.Text));
        Assert.Empty(places[1].Others);
        Assert.True(kind.TryRead("/product/987654", out double level));
        Assert.Equal("/product/{n}", kind.Write(level));
    }

    // A program may write it without a name in its place.
    [Fact]
    public void AMarkOfNamesWithinATemplateIsItself()
    {
        string[] texts =
        [
            .. Enumerable.Range(0, Rows).Select(i => $"hello {{name}}, order {7 * (i % 500)} is on its way"),
        ];
        var found = Found(
            Table.FromArrays(("message", texts), ("kind", Enumerable.Range(0, Rows).Select(i => $"k{i % 3}").ToArray()))
        );
        Assert.True(found.Columns[0].Kind is CategoryKind { Numbered: not null, HasNames: false });
        var filled = FilledTemplates.Fill(found, 0, 1);
        Assert.All(
            filled.ColumnValues(0),
            cell => Assert.Matches("^hello [{]name[}], order [0-9]+ is on its way$", filled.Columns[0].Kind.Write(cell))
        );
    }

    [Fact]
    public void RareWordsAndCodesStayAsTheyAre()
    {
        var random = new PhiloxRandom(1, 0);
        string[] words =
        [
            .. Enumerable.Range(0, 400).Select(i => $"{(char)('a' + (i % 20))}{(char)('a' + (i / 20))}word"),
        ];
        string[] codes = [.. Enumerable.Range(0, 60).Select(i => $"A{i}")];
        var rows = Table.FromArrays(
            (
                "word",
                Enumerable
                    .Range(0, Rows)
                    .Select(i => i % 3 == 0 ? words[(int)(400 * random.NextDouble())] : "other")
                    .ToArray()
            ),
            ("code", Enumerable.Range(0, Rows).Select(i => i % 3 == 0 ? codes[i % 60] : "B1").ToArray())
        );
        Assert.All(Found(rows).Columns, column => Assert.Null((column.Kind as CategoryKind)?.Numbered));
    }

    [Fact]
    public void SamplesHaveOtherNumbersAsFrequentAsTheDatas()
    {
        var data = Log();
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        // Several parts, each with its own texts.
        var sample = model.Sample(6000, 5);
        string[] paths = VisitRows.Texts(sample, "path");
        string[] methods = VisitRows.Texts(sample, "method");
        string[] real = VisitRows.Texts(data, "path");
        Assert.DoesNotContain(paths, path => path.Contains('{', StringComparison.Ordinal));
        foreach (string template in real.Select(NumberedText.TemplateOf).Distinct())
        {
            double expected = real.Count(path => NumberedText.TemplateOf(path) == template) / (double)Rows;
            Assert.Equal(expected, paths.Count(path => NumberedText.TemplateOf(path) == template) / 6000.0, 0.03);
        }

        // Templates are learned with other columns.
        Assert.All(
            paths.Zip(methods).Where(one => one.First.StartsWith("/user", StringComparison.Ordinal)),
            one => Assert.Equal("POST", one.Second)
        );
        int[] users =
        [
            .. paths
                .Where(path => path.StartsWith("/user", StringComparison.Ordinal))
                .Select(path => int.Parse(NumberedText.NumbersOf(path)[0], null)),
        ];
        Assert.InRange(users.Distinct().Count(), users.Length / 2, users.Length);
        Assert.All(users, user => Assert.InRange(user, 10_000, 99_999));
        using var stored = TrainedModel.Open(folder.At("run")).As<TableModel>();
        Assert.Equal(paths, VisitRows.Texts(stored.Sample(6000, 5), "path"));
    }

    private static Table Found(Table rows) =>
        SubjectKinds.Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null).Table;

    private static TableModel Trained(Table data, TemporaryFolder folder) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(data),
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();

    // Requests of a shop: 45 % have a path of their own.
    private static Table Log()
    {
        var random = new PhiloxRandom(4, 0);
        string[] paths =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ =>
                    random.NextDouble() switch
                    {
                        < 0.3 => "/",
                        < 0.4 => "/cart",
                        < 0.55 => "/product/1",
                        < 0.8 =>
                            $"/product/{100 + (int)(900 * random.NextDouble()) + (random.NextDouble() < 0.5 ? 0 : 5000)}",
                        _ =>
                            $"/user/{10_000 + (int)(90_000 * random.NextDouble())}/orders?page={(random.NextDouble() < 0.7 ? 1 : 2)}",
                    }
                ),
        ];
        return Table.FromArrays(
            ("path", paths),
            (
                "method",
                Array.ConvertAll(paths, path => path.StartsWith("/user", StringComparison.Ordinal) ? "POST" : "GET")
            ),
            ("ms", Array.ConvertAll(paths, path => Math.Round((10 * path.Length) + (30 * random.NextDouble()))))
        );
    }
}
