using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Testing;
using Likeness.Tests.Interop;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The commands on a run of images.</summary>
public sealed class ImageCommandTests : IClassFixture<ImageCommandTests.ImageRunFolder>
{
    private readonly TemporaryFolder folder;

    public ImageCommandTests(ImageRunFolder run) => folder = run.Folder;

    [Fact]
    public void TrainingLeavesPicturesMetricsAndAReport()
    {
        foreach (
            string file in new[] { "samples.png", "reconstructions.png", "report.html", "progress/epoch-0002.png" }
        )
        {
            Assert.True(File.Exists(folder[$"run/{file}"]), file);
        }

        using var metrics = JsonDocument.Parse(File.ReadAllText(folder["run/metrics.json"]));
        Assert.True(metrics.RootElement.GetProperty("likelihood").GetProperty("bitsPerDimension").GetDouble() > 0);
        Assert.Equal(60, metrics.RootElement.GetProperty("evaluation").GetProperty("testImages").GetInt32());
    }

    [SkippableFact]
    public async Task SamplesGoToAPictureAnArrayOrAFolder()
    {
        LongTest.Require();
        (await Run("sample run -n 5 --out five.png")).Succeeded();
        (await Run("sample run -n 5 --out five.npy")).Succeeded();
        (await Run("sample run -n 5 --out five")).Succeeded();
        Assert.Equal(5, Directory.GetFiles(folder["five"], "*.png").Length);
        Assert.Equal(ImageFiles.Load(folder["five.npy"]).Train.Pixels, ImageFiles.Load(folder["five"]).Train.Pixels);
        var original = await Run("vanilla-vae --sample --checkpoint run/best.safetensors --num_samples 3");
        Assert.Contains("3 images written to", original.Succeeded().Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("reconstruct run -n 4 --out a.png", "mean SSIM")]
    [InlineData("encode run --dataset shapes --dataset-rows 3 --out a.csv", "3 rows written")]
    [InlineData("interpolate run --from 1 --to sample:2 --steps 4 --out a.png", "4 images written")]
    [InlineData("traverse run --latents 1,2 --steps 3 --from 2 --out a.png", "6 images written")]
    [InlineData("impute run -n 2 --mask centre --samples 2 --out a.png", "2 images, approximate")]
    [InlineData("score run --out a.csv --dataset shapes --dataset-rows 20 --against noise.npy", "area under the ROC")]
    public async Task EveryVerbWorksOnImages(string arguments, string expected)
    {
        LongTest.RequireUnlessChosen(arguments);
        byte[] noise = [.. Enumerable.Range(0, 4 * 3072).Select(i => (byte)(i * 97))];
        File.WriteAllBytes(folder["noise.npy"], NpzOfBytes.Npy([4, 32, 32, 3], noise));
        Assert.Contains(expected, (await Run(arguments)).Succeeded().Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("sample run", "images are written to a file or a folder")]
    [InlineData("sample run --out a.gif", "the file type is unknown")]
    [InlineData("sample run --condition x=1 --out a.png", "--condition is for tables, and this run is of images")]
    [InlineData("sample run --prompt It --out a.png", "--prompt is for text, and this run is of images")]
    [InlineData("reconstruct run --continuous --out a.png", "--continuous is for tables, and this run is of images")]
    [InlineData("score run --labels odd --out a.csv", "--labels is for tables, and this run is of images")]
    [InlineData("sample run --class disc --out a.png", "the run's model learned no classes")]
    [InlineData(
        "sample run --imputation-steps 3 --out a.png",
        "--imputation-steps is not an option of 'likeness sample'"
    )]
    [InlineData("sample run --control-is-map --out a.png", "--control-is-map needs --control (give it the maps)")]
    [InlineData("score run --classes disc --out a.csv", "--classes is for other data than the run's own (name it by")]
    [InlineData("encode run --dataset-rows 5 --out a.csv", "--dataset-rows is for other data than the run's own")]
    [InlineData("sample run --out absent/a.png", "absent' does not exist (create it first)")]
    [InlineData("interpolate run --from 0 --to 2 --out a.png", "'0' is not an image")]
    [InlineData("interpolate run --from 1 --to 9999 --out a.png", "there are 60 test images of the run")]
    [InlineData("encode run --dataset pi", "this holds tables, not images")]
    [InlineData("compare --models gmm --dataset mnist", "only models of tables are compared, and 'mnist'")]
    [InlineData("train realnvp --dataset absent", "'absent' is not a dataset of")]
    [InlineData("train vanilla-vae --dataset pi", "vanilla-vae learns images, but pi is tables")]
    [InlineData("train vanilla-vae --size 20 --dataset-rows 20", "cannot be downsampled 5 times by 2 (give --size")]
    [InlineData("train vanilla-vae --pixels levels --dataset-rows 20", "learns pixels that are continuous")]
    [InlineData("vanilla-vae --sample", "needs --checkpoint")]
    [InlineData("vanilla-vae", "needs --train or --sample")]
    public async Task BadInputGetsOneSentence(string arguments, string expected)
    {
        LongTest.RequireUnlessChosen(arguments);
        var result = await Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private Task<CliResult> Run(string arguments) => Cli.RunAsync(folder.FullPath, arguments.Split(' '));

    /// <summary>A run of images that the tests share, trained with the options of the original description.</summary>
    public sealed class ImageRunFolder : IAsyncLifetime
    {
        private const string Train =
            "vanilla-vae --train --dataset shapes --dataset-rows 60 --n_epochs 2 --batch_size 32 --lr 0.002 --latent_dim 4 --hidden_dims 4 8 --sample_and_save_frequency 1 --num_samples 4 --threads 1 --out run";

        internal TemporaryFolder Folder { get; } = new();

        public async Task InitializeAsync() => (await Cli.RunAsync(Folder.FullPath, Train.Split(' '))).Succeeded();

        public Task DisposeAsync()
        {
            Folder.Dispose();
            return Task.CompletedTask;
        }
    }
}
