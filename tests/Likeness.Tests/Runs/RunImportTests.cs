using System.Text.Json;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

public sealed class RunImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SaysWhatIsAmissAndLeavesNothing()
    {
        string points = folder.Text("points.csv", "u,v\n1,2\n3,5\n4,4\n");
        var settings = new RunSettings
        {
            Model = "realnvp",
            Data = DataSource.FromFiles(points),
            Holdout = 0,
            OutputFolder = folder.At("run"),
        };
        string text = folder.Text("weights.pth", "no zip");
        Assert.Contains("weights.pth", Error(text, settings));
        Assert.Contains(
            "cannot be imported into vae (import into gpt2, masked-transformer, realnvp, vanilla-vae)",
            Error(Golden(), settings with { Model = "vae" })
        );
        Assert.Contains("no tensor 'layers.0.scale_net.net.0.weight'", Error(Golden(), settings));
        Assert.False(Directory.Exists(folder.At("run")));
    }

    [SkippableFact]
    public void DataOfAnotherWidthIsRefused()
    {
        string weights = SharedData.Require("pi/origin_realnvp.pth");
        var rows = Toy.Arc(20);
        string points = folder.Text(
            "arc.csv",
            string.Join(
                '\n',
                Enumerable.Range(0, 20).Select(row => string.Join(",", rows.Row(row).ToArray())).Prepend("u,v,w")
            )
        );
        var settings = new RunSettings
        {
            Model = "realnvp",
            Data = DataSource.FromFiles(points),
            Holdout = 0,
            OutputFolder = folder.At("run"),
        };
        Assert.Contains("has the shape [256, 5], but [256, 3] fits this data", Error(weights, settings));
    }

    private string Golden()
    {
        using var cases = JsonDocument.Parse(Repository.Read("tests/golden/pth.json"));
        var file = cases.RootElement.GetProperty("read").GetProperty("views").GetProperty("file");
        return folder.Bytes("golden.pth", file.GetBytesFromBase64());
    }

    private static string Error(string file, RunSettings settings) =>
        Assert.Throws<LikenessException>(() => RunImport.FromFile(file, settings)).Message;
}
