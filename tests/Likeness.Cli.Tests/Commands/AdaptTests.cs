using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Adapters and control networks on the command line.</summary>
public sealed class AdaptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public async Task AControlNetworkIsAddedAndFollowsAPicture()
    {
        LongTest.Require();
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
        Assert.False(Directory.Exists(folder["y"]));
    }

    public void Dispose() => folder.Dispose();

    private Task<CliResult> RunAsync(string command) => Cli.RunAsync(folder.FullPath, command.Split(' '));
}
