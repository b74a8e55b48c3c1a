using Likeness.Interop;
using Likeness.Modalities.Tables;
using Likeness.Models.Tokens;
using Likeness.Runs;
using Likeness.Testing;
using Xunit.Abstractions;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>The masked transformer of pi_generator: outputs of PyTorch for six rows, from the json beside its weights.</summary>
public sealed class MaskedTransformerWeightsTests(ITestOutputHelper log) : IDisposable
{
    private const string Weights = "pi-masked-transformer.pth";

    private static readonly int[] Factors = [17, 29, 41, 53, 67];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void ComputesTheSameOutputs()
    {
        var golden = Parity.Json("pi-masked-transformer.json");
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        var model = (CopyingTransformer)run.Model;
        float[] found = Parity.Run([6, 5], Parity.Numbers(golden.GetProperty("input")), model.Reconstruct);
        Parity.Equal(Parity.Numbers(golden.GetProperty("output")), found, "outputs", log);
        var options = (MaskedTransformerOptions)run.Options;
        Assert.Equal((128, 4, 2048, MaskedTask.Copy), (options.Width, options.Layers, options.Hidden, options.Task));
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public void SamplesAndScoresRowsOfThePicture()
    {
        LongTest.Require();
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        var sampled = run.As<TableModel>().Sample(50, seed: 1);
        Assert.Equal(["x", "y", "r", "g", "b"], sampled.Columns.Select(column => column.Name));
        // Outputs are near the training rows that they copy.
        double[] error = [.. Enumerable.Range(0, 5).Select(column => MeanDifference(run, column))];
        Assert.All(error, mean => Assert.InRange(mean, 1e-6, 0.2));
    }

    [SkippableFact]
    public void ExportIsTheImportedFileBitForBit()
    {
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        RunExport.ToFile(run, folder.At("out.pth"));
        RoundTrip.SameTensors(PthFile.Read(Parity.Require(Weights)), PthFile.Read(folder.At("out.pth")));
        using var again = Parity.Import(folder.At("out.pth"), folder.At("again"));
        RoundTrip.SameParameters(run, again);
    }

    [SkippableFact]
    public void DataOfOtherColumnsIsRefused()
    {
        string points = folder.Text(
            "points.csv",
            "u,v\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 7 % 41},{i * i % 39}\n"))
        );
        string five = folder.Text(
            "five.csv",
            "a,b,c,d,e\n" + string.Concat(Enumerable.Range(1, 60).Select(i => string.Join(',', Row(i)) + "\n"))
        );
        Assert.Contains("5 columns, but the data has 2", Error(points));
        Assert.Contains("column 3 is a colour in it, but 'c' in the data is a number", Error(five));
        Assert.False(Directory.Exists(folder.At("run")));
    }

    private static IEnumerable<string> Row(int i) => Factors.Select(factor => $"0.{i * i * factor % 97:00}");

    private static double MeanDifference(TrainedModel run, int column)
    {
        var rows = run.As<TableModel>().LoadData().Test;
        var copies = run.As<TableModel>().Reconstruct(rows);
        return Enumerable
            .Range(0, rows.RowCount)
            .Average(i => Math.Abs(rows.Column(column)[i] - copies.Column(column)[i]));
    }

    private string Error(string data) =>
        Assert
            .Throws<LikenessException>(() =>
                Parity.Import(Parity.Require(Weights), folder.At("run"), DataSource.FromFiles(data))
            )
            .Message;
}
