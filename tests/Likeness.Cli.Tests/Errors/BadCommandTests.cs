using Likeness.Testing;

namespace Likeness.Cli.Tests.Errors;

/// <summary>Mistyped commands give one sentence with a suggestion, and exit code 2.</summary>
public sealed class BadCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ShowTheirTraceOnDemand()
    {
        string[] command = ["train", "realnvp", "--data", "absent.csv", "--debug"];
        var result = await Cli.RunAsync(folder.FullPath, command);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("   at Likeness.", result.Error);
    }

    [SkippableTheory]
    [InlineData("trian realnvp", "'trian' is not a command of Likeness (did you mean train?)")]
    [InlineData("dance", "'dance' is not a command of Likeness ('likeness --help' lists them)")]
    [InlineData("train realnpv", "'realnpv' is not a model of Likeness (did you mean realnvp?)")]
    [InlineData("train --budget 10x", "--budget: '10x' is not a time such as 90s, 5m or 1.5h")]
    [InlineData("train --dataset two-moons --budget=10", "--budget: '10' is not a time")]
    [InlineData("train --budget", "--budget needs a value ('likeness train --help' says which)")]
    [InlineData("train --dta x.csv", "--dta is not an option of 'likeness train' (did you mean --data?)")]
    [InlineData("evaluate --reel a", "--reel is not an option of 'likeness evaluate' (did you mean --real?)")]
    [InlineData("evaluate --reel", "--reel is not an option of 'likeness evaluate' (did you mean --real?)")]
    [InlineData(
        "evaluate --real a.csv --generate b.csv",
        "--generate is not an option of 'likeness evaluate' (did you mean --generated?)"
    )]
    [InlineData("datasets mnst", "'mnst' is not a dataset of Likeness (did you mean mnist?)")]
    [InlineData("train --model", "--model needs the name of a model")]
    [InlineData("train --model tress --data x.csv", "'tress' is not a model of Likeness (did you mean trees?)")]
    [InlineData("compare --models trees,gm", "'gm' is not a model of Likeness (did you mean gmm?)")]
    [InlineData(
        "compare --models trees,nope",
        "'nope' is not a model of Likeness (choose from ae, boosted-trees, bootstrap, copula,"
    )]
    [InlineData("train --data absent.csv", "absent.csv: there is no such file")]
    [InlineData("datasets orders", "'likeness datasets orders' needs --out")]
    [InlineData("datasets ordres --out a.csv", "'ordres' is not a dataset of Likeness (did you mean orders?)")]
    [InlineData("import flow.pth", "flow.pth: there is no such file")]
    [InlineData("models vea", "'vea' is not a model of Likeness (did you mean vae?)")]
    [InlineData(
        "train realnvp --epoch 3",
        "--epoch is not an option of 'likeness train realnvp' (did you mean --epochs?)"
    )]
    [InlineData(
        "train realnvp --data a.csv --epoch 3",
        "--epoch is not an option of 'likeness train realnvp' (did you mean --epochs?)"
    )]
    [InlineData(
        "evaluate --real a.csv --generated b.csv --bogus",
        "--bogus is not an option of 'likeness evaluate' ('likeness evaluate --help' lists them)"
    )]
    [InlineData("evaluate --bogus --real a.csv", "--bogus is not an option of 'likeness evaluate'")]
    [InlineData("evaluate --real nope --generated absent.csv", "nope: there is no such file")]
    [InlineData("train vanilla-vae --data nope", "nope: there is no such file")]
    [InlineData("train --data nope", "nope: there is no such file")]
    [InlineData("train ae --data nope --size 16", "nope: there is no such file")]
    [InlineData("train --data nope --size 16", "nope: there is no such file")]
    [InlineData("train realnvp --data nope --preset small --size 16", "nope: there is no such file")]
    [InlineData("train realnvp --zzz", "--zzz is not an option of 'likeness train realnvp'")]
    [InlineData("train realnvp --epochs ten", "--epochs: 'ten' is not a whole number")]
    [InlineData("train realnvp --epochs 0", "--epochs: '0' is out of range")]
    [InlineData("train realnvp --epochs 3 --epochs 4", "--epochs is given more than once")]
    [InlineData("train realnvp --epochs", "--epochs needs a value")]
    [InlineData("train realnvp --learning-rate nan", "--learning-rate: 'nan' is not a number")]
    [InlineData("train realnvp --holdout 1", "--holdout: '1' is out of range")]
    [InlineData("train realnvp --seed -1", "--seed: '-1' is not a whole number from 0 up")]
    [InlineData("train realnvp --threads -1", "--threads: '-1' is out of range")]
    [InlineData(
        "train realnvp --preset orign",
        "'orign' is no preset of realnvp for tables (choose from pi-generator)"
    )]
    [InlineData("train realnvp --dataset pie", "'pie' is not a dataset of Likeness (did you mean pi?)")]
    [InlineData("train realnvp --dataset pi --data x.csv", "--data and --dataset")]
    [InlineData("train realnvp --budget 5x", "--budget: '5x' is not a time such as 90s, 5m or 1.5h")]
    [InlineData("train realnvp --budget 0s", "--budget: '0s' is not a positive duration")]
    [InlineData("train realnvp --budget 5m --epochs 3", "--budget and --epochs")]
    [InlineData("train realnvp extra", "'extra' is an unexpected argument")]
    [InlineData("sample", "'likeness sample' needs RUN")]
    [InlineData("sample runs/none -n 5 --out a.csv", "runs/none: there is no such run")]
    [InlineData("evaluate", "'likeness evaluate' needs")]
    [InlineData("evaluate --real a.csv", "--generated")]
    [InlineData("import", "'likeness import' needs FILE")]
    [InlineData("export runs/none", "'likeness export' needs --out")]
    [InlineData("export runs/none --out a.pth", "runs/none: there is no such run")]
    public async Task GetOneSentence(string arguments, string expected)
    {
        LongTest.RequireUnlessChosen(arguments);
        var result = await Cli.RunAsync(folder.FullPath, arguments.Split(' '));
        Assert.Contains(expected, result.Sentence());
        Assert.Empty(folder.Content);
    }

    [Fact]
    public async Task NoNameIsListedTwice()
    {
        var result = await Cli.RunAsync(folder.FullPath, "models", "zzzzzz");
        string[] names = result.Sentence().Split('(')[1].Split(", ");
        Assert.True(names.Length > 20);
        Assert.Equal(names.Distinct(), names);
    }
}
