using System.Text.Json.Nodes;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Models.Baselines;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Data;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

/// <summary>Runs whose grids and fingerprints are those of all rows, and whose transforms have no prior.</summary>
public sealed class OlderRunsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AnOldRunOpensSamplesScoresAndFindsItsData()
    {
        string data = folder.At("dice.csv");
        CsvWriter.Write(data, new Table([new("a"), new("b"), new("c")], Toy.Dice(100).ToRowMajor()));
        double[] samples;
        using (var run = TrainedModel.Train(Settings(data)))
        {
            samples = run.Sample<Table>(20).ToRowMajor();
        }

        string file = folder.At("run/run.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.True(json["transform"]!.AsObject().Remove("prior"));
        json["format"] = 1;
        json.Remove("validation");
        json["data"]!.AsObject().Remove("parts");
        json["data"]!["rows"] = 100;
        json["data"]!["fingerprint"] = Fingerprint.Compute(CsvReader.Read(data).Table.OnGrids());
        File.WriteAllText(file, json.ToJsonString());

        using var old = TrainedModel.Open(folder.At("run"));
        Assert.Equal(samples, old.Sample<Table>(20).ToRowMajor());
        Assert.Equal(20, old.As<TableModel>().LoadData().Test.RowCount);
        Assert.Equal(100, old.As<TableModel>().LoadAll().RowCount);
        var scores = old.As<TableModel>().Score(new Table([new("a"), new("b"), new("c")], [5, 4, 5, 50, 4, 5]));
        Assert.True(double.IsFinite(scores.LogDensity[0]));
        Assert.Equal(double.NegativeInfinity, scores.LogDensity[1]);
        Assert.Equal([false, true], scores.Range!.Outside);
    }

    private RunSettings Settings(string data) =>
        new()
        {
            Model = "gmm",
            Options = new GmmOptions(),
            Data = DataSource.FromFiles(data),
            Holdout = 0.2,
            Validation = 0,
            Seed = 1,
            OutputFolder = folder.At("run"),
        };
}
