using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Interop;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The commands that use a run: sample, score, evaluate.</summary>
public sealed class SampleTests : IClassFixture<TrainedRun>
{
    private readonly TemporaryFolder folder;

    public SampleTests(TrainedRun run) => folder = run.Folder;

    [Fact]
    public async Task ATableIsTheSameInEveryForm()
    {
        string[] sample = ["sample", "run", "-n", "30", "--seed", "4"];
        var shown = await Cli.RunAsync(folder.FullPath, sample);
        (await Cli.RunAsync(folder.FullPath, [.. sample, "--out", "t.csv"])).Succeeded();
        (await Cli.RunAsync(folder.FullPath, [.. sample, "--out", "t.npy"])).Succeeded();
        var table = CsvReader.Read(folder["t.csv"]).Table;
        Assert.Equal(30, table.RowCount);
        Assert.Equal(table.ToRowMajor(), NpyReader.Read(folder["t.npy"]).Values);
        Assert.Equal(File.ReadAllText(folder["t.csv"]), shown.Succeeded().Output);
        Assert.All(table.ColumnValues(2), value => Assert.Equal(Math.Round(value), value)); // the data's own grid
    }

    [Fact]
    public async Task ContinuousValuesLieOffTheGrid()
    {
        var result = await Cli.RunAsync(
            folder.FullPath,
            "sample",
            "run",
            "-n",
            "30",
            "--continuous",
            "--out",
            "continuous.csv"
        );
        result.Succeeded();
        var column = CsvReader.Read(folder["continuous.csv"]).Table.ColumnValues(2);
        Assert.Contains(column, value => value != Math.Round(value));
    }

    [SkippableTheory]
    [InlineData("-n 0 --out a.csv", "-n: '0' is out of range")]
    [InlineData("-n -3 --out a.csv", "-n: '-3' is out of range")]
    [InlineData("--class left --out a.csv", "--class is for audio and images, and this run is of tables")]
    [InlineData("--out a.xlsx", "a.xlsx")]
    [InlineData("--out a", "(use the extension")]
    [InlineData("--out a.png", "not coloured pixels")]
    [InlineData("--out absent/a.csv", "does not exist")]
    [InlineData("--condition other=1", "'other' is not a column of the run's data (it has x, y, z)")]
    [InlineData("--condition z=9", "no value of column 'z' satisfies z = 9: the column ranges from 0 to 6")]
    [InlineData("--condition z=2.5", "here 2 and 3")]
    [InlineData("--condition z", "'z' is not a condition")]
    [InlineData("--condition z=2 --method native", "cannot sample some columns given the others")]
    [InlineData("--condition z=2 --method guess", "--method: 'guess' is not one of auto")]
    [InlineData("--condition x>0.9,y>0.9 --method rejection --max-samples 2000 -n 900", "rows were requested")]
    [InlineData("--condition x>0.5 --method rejection --max-samples 2000 -n 1900 --out a.csv", "rows were requested")]
    [InlineData("--condition x>0.5 --method rejection --max-samples 2000 -n 1900 --out a.npy", "rows were requested")]
    public async Task WhatCannotBeWrittenIsSaid(string arguments, string expected)
    {
        LongTest.RequireUnlessChosen(arguments);
        var before = folder.Content.ToList();
        var result = await Cli.RunAsync(folder.FullPath, ["sample", "run", .. arguments.Split(' ')]);
        Assert.Contains(expected, result.Sentence());
        Assert.Equal(before, folder.Content);
    }

    [Fact]
    public async Task RowsThatFitConditionsAreHadAndHowIsSaid()
    {
        string[] sample = ["sample", "run", "-n", "40", "--condition", "z=2, x>0"];
        var result = await Cli.RunAsync(folder.FullPath, [.. sample, "--out", "given.csv"]);
        Assert.Matches("z = 2: by rejection; [0-9.]+ % of [0-9,]+ samples accepted", result.Succeeded().Output);
        var table = CsvReader.Read(folder["given.csv"]).Table;
        Assert.Equal(40, table.RowCount);
        Assert.All(table.ColumnValues(2), value => Assert.Equal(2, value));
        Assert.All(table.ColumnValues(0), value => Assert.True(value > 0));
        var shown = await Cli.RunAsync(folder.FullPath, sample);
        Assert.Equal(File.ReadAllText(folder["given.csv"]), shown.Succeeded().Output); // messages for users are on standard error
        Assert.Contains("samples accepted", shown.Error);
        var json = await Cli.RunAsync(folder.FullPath, [.. sample, "--json"]);
        using var answer = System.Text.Json.JsonDocument.Parse(json.Succeeded().Output);
        Assert.InRange(answer.RootElement.GetProperty("summary").GetProperty("acceptanceRate").GetDouble(), 0.001, 0.5);
    }

    [SkippableTheory]
    [InlineData("score run --data points.csv --out absent/s.csv", "does not exist")]
    [InlineData("score run --data points.csv --out run", "this is a folder")]
    [InlineData("evaluate --real points.csv --generated points.csv --out absent/m.json", "does not exist")]
    [InlineData("evaluate --real points.csv --generated narrow.csv", "have no column")]
    [InlineData("evaluate run --real points.csv", "too much at once")]
    [InlineData("evaluate run -n 1", "-n: '1' is out of range")]
    public async Task WhatCannotBeComparedOrWrittenIsSaid(string arguments, string expected)
    {
        LongTest.RequireUnlessChosen(arguments);
        folder.Write("narrow.csv", "a,b\n1,2\n3,4\n");
        var result = await Cli.RunAsync(folder.FullPath, arguments.Split(' '));
        Assert.Contains(expected, result.Sentence());
    }

    [Fact]
    public async Task ScoresAreWrittenForEachRow()
    {
        var result = await Cli.RunAsync(folder.FullPath, "score", "run", "--data", "points.csv", "--out", "s.csv");
        Assert.Contains(
            "rows lie outside the learned range; 0 values lie off their column's grid",
            result.Succeeded().Output
        );
        var scores = CsvReader.Read(folder["s.csv"]).Table;
        Assert.Equal(
            ["log_density", "log_density_transformed", "rank", "outside"],
            scores.Columns.Select(column => column.Name)
        );
        Assert.Equal(200, scores.RowCount);
    }

    [Fact]
    public async Task RowsOutsideTheLearnedRangeAreScoredAndCounted()
    {
        folder.Write("far.csv", "x,y,z\n0.5,0.5,0.5\n1e9,0.5,0.5\n0.5,-1e300,0.5\n");
        var result = await Cli.RunAsync(folder.FullPath, "score", "run", "--data", "far.csv", "--out", "far-s.csv");
        Assert.Contains("2 rows lie outside the learned range", result.Succeeded().Output);
        var scores = CsvReader.Read(folder["far-s.csv"]).Table;
        Assert.Equal([0, 1, 1], scores.ColumnValues(3));
        Assert.All(scores.ColumnValues(0), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public async Task OtherColumnsAreNotScored()
    {
        folder.Write("others.csv", "a,b\n1,2\n3,4\n");
        var result = await Cli.RunAsync(folder.FullPath, "score", "run", "--data", "others.csv", "--out", "x.csv");
        Assert.Contains("others.csv has no column 'x'", result.Sentence());
        Assert.False(File.Exists(folder["x.csv"]));
    }

    [Fact]
    public async Task ARunIsJudgedAgain()
    {
        string before = File.ReadAllText(folder["run/metrics.json"]);
        var result = await Cli.RunAsync(folder.FullPath, "evaluate", "run");
        Assert.Contains("Similarity", result.Succeeded().Output);
        Assert.Equal(before, File.ReadAllText(folder["run/metrics.json"]));
    }

    [Fact]
    public async Task TwoTablesAreCompared()
    {
        var result = await Cli.RunAsync(
            folder.FullPath,
            "evaluate",
            "--real",
            "points.csv",
            "--generated",
            "run/samples.csv",
            "--out",
            "m.json"
        );
        Assert.Contains("Similarity", result.Succeeded().Output);
        Assert.NotEmpty(Evaluation.ReportJson.Parse<EvaluationReport>(File.ReadAllText(folder["m.json"])).Results);
    }
}
