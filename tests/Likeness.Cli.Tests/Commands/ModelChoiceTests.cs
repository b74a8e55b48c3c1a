using System.Text.Json;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary><c>likeness train</c> without a model, in small forms of the commands of docs/first-minute.md.</summary>
public sealed class ModelChoiceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task WithoutDataPiIsLearnedAndDrawn()
    {
        var trained = (await RunAsync("train --dataset-rows 400 --budget 2s --out run")).Succeeded();
        Assert.Contains("Model  boosted-trees for pi in 2s: ", trained.Output + trained.Error);
        Assert.Contains("Next best: --model ", trained.Output + trained.Error);
        Assert.True(File.Exists(folder["run/figures/picture-both.png"]));
    }

    [Fact]
    public async Task AFlowLearnsPiInAMinute()
    {
        var trained = (
            await RunAsync("train --dataset-rows 200 --epochs 1 --hidden 8 --threads 1 --out run")
        ).Succeeded();
        Assert.Contains("Model  nsf for pi: ", trained.Output + trained.Error);
        Assert.Contains("Next best: --model boosted-trees", trained.Output + trained.Error);
    }

    [Fact]
    public async Task ImagesOfAnotherSizeAreLearned() =>
        (await RunAsync("train --dataset shapes --dataset-rows 20 --size 24 --explain --threads 1")).Succeeded();

    [Fact]
    public async Task ImagesThatCannotBeHalvedAreRefusedWithoutOptionsOfTheRecipe()
    {
        string sentence = (
            await RunAsync("train --dataset shapes --dataset-rows 20 --size 25 --explain --threads 1")
        ).Sentence();
        Assert.Contains("images of 25×25 pixels cannot be halved (give --size 24)", sentence);
    }

    [Fact]
    public async Task StepsReplaceTheBudget()
    {
        var trained = (
            await RunAsync("train --dataset-rows 200 --train-steps 2 --hidden 8 --threads 1 --out run")
        ).Succeeded();
        Assert.Contains("Model  nsf for pi: ", trained.Output + trained.Error);
        using var record = JsonDocument.Parse(File.ReadAllText(folder["run/run.json"]));
        Assert.Equal(2, record.RootElement.GetProperty("stepsTaken").GetInt32());
    }

    [Fact]
    public async Task AllColumnsAreShownBeforeTraining()
    {
        string names = string.Join(',', Enumerable.Range(0, 15).Select(column => $"column{column}"));
        string rows = string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(row => string.Join(',', Enumerable.Range(0, 15).Select(c => (row * (c + 3)) % 17)) + "\n")
        );
        folder.Write("wide.csv", $"{names}\n{rows}");
        string shown = (await RunAsync("train trees --data wide.csv --out run")).Succeeded().Output;
        Assert.All(Enumerable.Range(0, 15), column => Assert.Contains($"  column{column} ", shown));
    }

    [Fact]
    public async Task ATableOfNumbersIsLearnedByBoostedTrees()
    {
        SmallRun.WriteData(folder);
        var trained = (await RunAsync("train --data points.csv --budget 30s --out run")).Succeeded();
        Assert.Contains("Model  boosted-trees for points in 30s: ", trained.Output + trained.Error);
    }

    [Fact]
    public async Task OptionsOfTheRecipeAreTheDefaultsAndTypedOnesStay()
    {
        folder.Write("book.txt", string.Concat(Enumerable.Range(0, 60).Select(i => $"the cat {i % 7} sat on it.\n")));
        var trained = (
            await RunAsync("train --data book.txt --width 12 --heads 2 --layers=1 --epochs 1 --threads 1 --out run")
        ).Succeeded();
        Assert.Contains("Model  gpt2 for book: ", trained.Output + trained.Error);
        using var record = JsonDocument.Parse(File.ReadAllText(folder["run/run.json"]));
        var options = record.RootElement.GetProperty("options");
        Assert.Equal(12, options.GetProperty("width").GetInt32());
        Assert.Equal(1, options.GetProperty("layers").GetInt32());
        Assert.Equal(64, options.GetProperty("context").GetInt32()); // of the recipe; the model's own is 256
    }

    [SkippableTheory]
    [InlineData("shapes", "ae")]
    [InlineData("tones", "wavenet")]
    public async Task ImagesAndAudioHaveARecipe(string dataset, string model)
    {
        LongTest.Require();
        var trained = (
            await RunAsync($"train --dataset {dataset} --dataset-rows 24 --epochs 1 --threads 1 --out run")
        ).Succeeded();
        Assert.Contains($"Model  {model} for {dataset}: ", trained.Output + trained.Error);
        Assert.True(File.Exists(folder["run/report.html"]));
    }

    private Task<CliResult> RunAsync(string arguments) => Cli.RunAsync(folder.FullPath, arguments.Split(' '));
}
