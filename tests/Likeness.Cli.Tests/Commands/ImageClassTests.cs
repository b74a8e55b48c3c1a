using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Class-conditional sampling and translation of images on the command line.</summary>
public sealed class ImageClassTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public async Task ImagesOfAClassAreDrawnAndTranslated()
    {
        LongTest.Require();
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "cvae",
                    Options = CVaeOptions.Small with { Epochs = 1, Channels = [4, 8] },
                    Data = DataSource.Embedded("shapes") with { DatasetRows = 60 },
                    OutputFolder = folder["run"],
                    Threads = 1,
                }
            )
            .Dispose();
        (await RunAsync("sample run -n 4 --class square --out squares")).Succeeded();
        Assert.Equal(["square"], Directory.GetDirectories(folder["squares"]).Select(Path.GetFileName));
        (await RunAsync("translate run --data squares --to disc --out discs")).Succeeded();
        Assert.Equal(4, Directory.GetFiles(folder["discs/disc"]).Length);
        Assert.Equal(
            "'cube' is not a class of the images (choose from square, disc, triangle)",
            (await RunAsync("translate run --to cube --out cubes")).Sentence()
        );
        Assert.Equal(
            "'7' is not a class of the images (choose from square, disc, triangle)",
            (await RunAsync("sample run --class 7 --out sevens")).Sentence()
        );
    }

    public void Dispose() => folder.Dispose();

    private Task<CliResult> RunAsync(string command) => Cli.RunAsync(folder.FullPath, command.Split(' '));
}
