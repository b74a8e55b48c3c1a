using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Texts;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Texts;

/// <summary>Texts that are not spelt letter by letter: names of small tables, and links around a code.</summary>
public sealed class NumberedTextsTests
{
    /// <summary>Whether texts are enough to invent others is said of the rows that training takes.</summary>
    [Fact]
    public void FewNamesOfTrainingRowsAreNumbered()
    {
        var random = new PhiloxRandom(3, 1);
        string[] rows = [.. Enumerable.Range(0, 380).Select(i => $"{Word(random)},{i % 10}.{i % 3}")];
        using var folder = new TemporaryFolder();
        string path = folder.At("names.csv");
        File.WriteAllLines(path, ["name,x", .. rows]);
        var loaded = DataSource.FromFiles(path).LoadTable();
        string why = KindDescription.Create(loaded).Table!.Rows[0][^1];
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "histogram",
                    Data = DataSource.FromTable(loaded.Table),
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();
        Assert.Equal("numbered", ((TextKind)model.Encoding.Columns[0].Kind).Origin);
        Assert.EndsWith("samples number them", why, StringComparison.Ordinal);
    }

    [Fact]
    public void FewNamesAreNumbered()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("small.csv");
        var random = new PhiloxRandom(3, 1);
        File.WriteAllLines(
            path,
            [
                "name,town,x",
                .. Enumerable
                    .Range(0, 80)
                    .Select(i =>
                    {
                        string name = Word(random);
                        return $"{name},{name}ville {i % 7},{i % 10}.{i % 3}";
                    }),
            ]
        );
        var loaded = DataSource.FromFiles(path).LoadTable();
        Assert.EndsWith(
            "samples number them",
            KindDescription.Create(loaded).Table!.Rows[0][^1],
            StringComparison.Ordinal
        );
        using var trained = TrainedModel.Train(
            new RunSettings
            {
                Model = "histogram",
                Data = DataSource.FromTable(loaded.Table),
                OutputFolder = folder.At("run"),
            }
        );
        using var opened = TrainedModel.Open(folder.At("run"));
        string[] names = Texts(opened.As<TableModel>().Sample(30, seed: 2), 0);
        Assert.Equal([.. Enumerable.Range(1, 30).Select(i => $"name {i}")], names);
        Assert.Equal(names, Texts(opened.As<TableModel>().Sample(90, seed: 4), 0).Take(30));
        // Letters next to a number would be no name of a town.
        Assert.All(
            Texts(trained.As<TableModel>().Sample(30, seed: 2), 1),
            text => Assert.Matches("^town [0-9]+$", text)
        );
        Assert.Equal("numbered", ((TextKind)opened.As<TableModel>().Encoding.Columns[0].Kind).Origin);
    }

    private static string Word(PhiloxRandom random) =>
        string.Concat(
            Enumerable.Range(0, 4 + random.NextInt(7)).Select(i => (char)((i == 0 ? 'A' : 'a') + random.NextInt(26)))
        );

    [Fact]
    public void PiecesOfManyNamesAreNot()
    {
        string[] streets =
        [
            .. Enumerable.Range(0, 200).Select(i => $"{(i * 37 % 90) + 1} {(i % 2 == 0 ? "Mill" : "High")} Street"),
        ];
        Assert.True(TextSpelling.Fit(streets)!.IsBelievable(streets));
    }

    [Fact]
    public void LongLinksEndWithTheCodeOfTheirRow()
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("airports.csv");
        var random = new PhiloxRandom(5, 1);
        File.WriteAllLines(
            path,
            [
                "code,link",
                .. Enumerable
                    .Range(0, 17_000)
                    .Select(_ => string.Concat(Enumerable.Range(0, 3).Select(_ => (char)('A' + random.NextInt(26)))))
                    .Distinct()
                    .Select(code => $"{code},https://api.airports.example/weather/rest/v1/json/all/{code}?codeType=fs"),
            ]
        );
        var table = DataSource.FromFiles(path).LoadTable().Table;
        var fitted = TextFit.Apply(table, findsRules: true, declared: null);
        var empty = Table.FromColumns(fitted.Columns, [new double[50], new double[50]]);
        var rows = new InventedTexts(1).Fill(empty, 0);
        Assert.All(Texts(rows, 0), code => Assert.Matches("^[A-Z]{3}$", code));
        Assert.Equal(
            [
                .. Texts(rows, 0)
                    .Select(code => $"https://api.airports.example/weather/rest/v1/json/all/{code}?codeType=fs"),
            ],
            Texts(rows, 1)
        );
    }

    private static string[] Texts(Table rows, int column) =>
        [.. rows.ColumnValues(column).Select(rows.Columns[column].Write)];
}
