using Likeness.Data.Png;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Adapters, control networks and edits on the command line.</summary>
public sealed class AdaptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public async Task AControlNetworkIsAddedAndFollowsAPicture()
    {
        LongTest.Require();
        Train();
        (await RunAsync("adapt run --control edges --train-steps 2 --out edges")).Succeeded();
        (await RunAsync("sample run -n 1 --out one.png")).Succeeded();
        (await RunAsync("sample edges -n 3 --control one.png --out like")).Succeeded();
        Assert.Equal(3, Directory.GetFiles(folder["like"]).Length);
        (await RunAsync("sample edges -n 2 --control one.png --control-is-map --out map.png")).Succeeded();
        Assert.Contains("has no control network", (await RunAsync("sample run --control one.png --out x")).Sentence());
        Assert.Contains(
            "--full and --control exclude each other",
            (await RunAsync("adapt run --control edges --full --out y")).Sentence()
        );
        Assert.Contains("'edge' is not one of", (await RunAsync("adapt run --control edge --out y")).Sentence());
        Assert.Contains("is out of range (give 1 to 4096)", (await RunAsync("adapt run --rank 0 --out y")).Sentence());
        Assert.Contains(
            "--rank and --alpha are of low-rank adapters",
            (await RunAsync("adapt run --edits --alpha 2 --out y")).Sentence()
        );
        Assert.False(Directory.Exists(folder["y"]));
    }

    [SkippableFact]
    public async Task ARunLearnsEditsOfItsOwnPairsAndEditsAPicture()
    {
        LongTest.Require();
        Train();
        (await RunAsync("sample run -n 12 --out pairs/before")).Succeeded();
        (await RunAsync("sample run -n 12 --seed 1 --out pairs/after")).Succeeded();
        var lines = Enumerable.Range(1, 12).Select(i => $"{i:0000}.png,{(i % 2 == 0 ? "hat" : "beard")}");
        await File.WriteAllLinesAsync(folder["pairs/words.csv"], lines.Prepend("name,word"));
        (await RunAsync("adapt run --edits --data pairs --train-steps 2 --out edits")).Succeeded();
        (
            await RunAsync("sample edits -n 3 --edit pairs/before/0001.png --word hat --image-guidance 1 --out like")
        ).Succeeded();
        Assert.Equal(3, Directory.GetFiles(folder["like/hat"]).Length);
        (await RunAsync("sample edits -n 3 --edit pairs/before --word beard --out edited.png")).Succeeded();
        var picture = PngDecoder.Decode(await File.ReadAllBytesAsync(folder["edited.png"]), "edited.png");
        Assert.True(picture.Width > picture.Height, "each picture lies beside its edit");

        string sample = "sample edits --edit pairs/before/0001.png --out x";
        Assert.Contains("'red' is not a word", (await RunAsync($"{sample} --word red")).Sentence());
        Assert.Contains("--edit and --word belong together", (await RunAsync(sample)).Sentence());
        Assert.Contains("--edit excludes", (await RunAsync($"{sample} --word hat --class hat")).Sentence());
        Assert.Contains(
            "does not edit pictures (teach it",
            (await RunAsync("sample run --edit pairs/before/0001.png --word hat --out x")).Sentence()
        );
        Assert.Contains(
            "--edits and --control exclude each other",
            (await RunAsync("adapt run --edits --control edges --out y")).Sentence()
        );
        File.Delete(folder["pairs/after/0003.png"]);
        Assert.Contains(
            "'0003.png' is not both a picture here and a name in words.csv",
            (await RunAsync("adapt run --edits --data pairs --out y")).Sentence()
        );
        await File.WriteAllTextAsync(folder["pairs/words.csv"], "name,word\n0001.png\n");
        Assert.Contains(
            "is no line of a new name and a word",
            (await RunAsync("adapt run --edits --data pairs --out y")).Sentence()
        );
        Directory.Delete(folder["pairs/after"], recursive: true);
        await File.WriteAllTextAsync(folder["pairs/words.csv"], "name,word\n");
        Assert.Contains("is not both", (await RunAsync("adapt run --edits --data pairs --out y")).Sentence());
        Assert.False(Directory.Exists(folder["y"]) || Directory.Exists(folder["x"]));
    }

    public void Dispose() => folder.Dispose();

    private void Train() =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "flow-matching",
                    Options = ImageFlowMatchingOptions.Small with { Channels = [8, 8], Epochs = 1, Steps = 2 },
                    Data = DataSource.Embedded("shapes") with { DatasetRows = 40 },
                    OutputFolder = folder["run"],
                    Threads = 1,
                }
            )
            .Dispose();

    private Task<CliResult> RunAsync(string command) => Cli.RunAsync(folder.FullPath, command.Split(' '));
}
