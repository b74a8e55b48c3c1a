using System.Text.Json;
using Likeness.Data;
using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>
/// The commands on a run other than sample and evaluate: impute, reconstruct, encode, interpolate, traverse, and anomaly detection
/// by score.
/// </summary>
public sealed class TaskCommandTests : IClassFixture<GaussianRun>
{
    private readonly TemporaryFolder folder;

    public TaskCommandTests(GaussianRun run) => folder = run.Folder;

    [Fact]
    public async Task GapsAreFilledAndTheRestStaysToTheByte()
    {
        folder.Write("incomplete.csv", "x,y,z\n0.50,,3\n,-0.10,\n1e-1,0.2,3\n");
        var shown = (await RunAsync("impute run --data incomplete.csv")).Succeeded();
        string[] lines = shown.Output.TrimEnd().Split('\n');
        Assert.Equal("x,y,z", lines[0]);
        Assert.Matches("^0\\.50,[^,]+,3$", lines[1]);
        Assert.Matches("^[^,]+,-0\\.10,[0-6]$", lines[2]);
        Assert.Equal("1e-1,0.2,3", lines[3]);
        Assert.Contains("3 missing values of 3 rows sampled by the model given the known values (exact)", shown.Error);
        (await RunAsync("impute run --data incomplete.csv --samples 5 --out filled.csv")).Succeeded();
        var filled = CsvReader.Read(folder["filled.csv"]).Table;
        Assert.Equal((15, 5), (filled.RowCount, filled.Width));
        using var answer = await JsonAsync("impute run --data incomplete.csv --samples 2 --json");
        Assert.Equal(6, answer.RootElement.GetProperty("rows").GetArrayLength());
        Assert.Equal(3, answer.RootElement.GetProperty("summary").GetProperty("missingValues").GetInt32());
    }

    [Fact]
    public async Task RowsAreEncodedAndComeBack()
    {
        (await RunAsync("encode run --out codes.npy")).Succeeded();
        var codes = Interop.NpyReader.Read(folder["codes.npy"]);
        Assert.Equal([200, 3], codes.Shape);
        var back = (await RunAsync("reconstruct run --out back.csv")).Succeeded();
        Assert.Contains("root mean squared error: x ", back.Output);
        var (rows, returned) = (CsvReader.Read(folder["points.csv"]).Table, CsvReader.Read(folder["back.csv"]).Table);
        Assert.All(rows.ToRowMajor().Zip(returned.ToRowMajor()), pair => Assert.Equal(pair.First, pair.Second, 0.01));
        using var answer = await JsonAsync("reconstruct run --json");
        Assert.True(answer.RootElement.GetProperty("summary").TryGetProperty("rootMeanSquaredError", out _));
        using var encoded = await JsonAsync("encode run --json");
        Assert.Equal(200, encoded.RootElement.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("score")]
    [InlineData("encode")]
    [InlineData("reconstruct")]
    [InlineData("impute")]
    public async Task ColumnsAreFoundByNameAndFurtherOnesIgnored(string command)
    {
        folder.Write("ordered.csv", "x,y,z\n0.5,0.1,3\n0.1,-0.1,2\n");
        folder.Write("turned.csv", "more,z,x,y\nm,3,0.5,0.1\nn,2,0.1,-0.1\n");
        string expected = (await RunAsync($"{command} run --data ordered.csv --out a.csv")).Succeeded().Output;
        var turned = (await RunAsync($"{command} run --data turned.csv --out b.csv")).Succeeded();
        Assert.Equal(File.ReadAllText(folder["a.csv"]), File.ReadAllText(folder["b.csv"]));
        const string Ignored = "columns that the run's data does not have are ignored: more";
        Assert.Contains(Ignored, turned.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Ignored, expected, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task TheWayBetweenRowsBeginsAndEndsWithThem()
    {
        LongTest.Require();
        foreach (string shape in new[] { "", " --spherical" })
        {
            string command = $"interpolate run --from 1 --to 0.5,-0.25,6 --steps 5 --out way.csv{shape}";
            (await RunAsync(command)).Succeeded();
            var way = CsvReader.Read(folder["way.csv"]).Table;
            Assert.Equal(5, way.RowCount);
            Assert.Equal(0.5, way[4, 0], 0.01);
            Assert.Equal(6, way[4, 2]);
        }

        using var answer = await JsonAsync("interpolate run --from sample:1 --to sample:2 --json");
        Assert.Equal(9, answer.RootElement.GetProperty("rows").GetArrayLength());
    }

    [SkippableFact]
    public async Task EachNumberOfACodeIsChangedInTurn()
    {
        LongTest.Require();
        var table = (await RunAsync("traverse run --latents 1,3 --steps 4")).Succeeded();
        Assert.StartsWith("latent,value,x,y,z\n1,-3,", table.Output);
        Assert.Equal(1 + 8, table.Output.TrimEnd().Split('\n').Length);
        using var answer = await JsonAsync("traverse run --from 2 --json");
        Assert.Equal(21, answer.RootElement.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task AnomaliesAreFlaggedAndFound()
    {
        string[] lines = File.ReadAllLines(folder["points.csv"]);
        folder.Write(
            "labelled.csv",
            $"x,y,z,odd\n{string.Join('\n', lines[1..].Select(line => line + ",0"))}\n5,5,0,1\n-5,4,6,1\n"
        );
        var result = await RunAsync(
            "score run --data labelled.csv --labels odd --false-alarm 0.05 --out s.csv --roc roc.csv"
        );
        Assert.Contains("2 labelled rows found with area under the ROC curve 1.0000", result.Succeeded().Output);
        var scores = CsvReader.Read(folder["s.csv"]).Table;
        Assert.Equal(
            ["log_density", "log_density_transformed", "rank", "flagged", "outside"],
            scores.Columns.Select(column => column.Name)
        );
        Assert.Equal([1, 1], scores.ColumnValues(3)[^2..]);
        Assert.True(CsvReader.Read(folder["roc.csv"]).Table.RowCount > 10);
    }

    [SkippableTheory]
    [InlineData("impute run", "'likeness impute' needs --data")]
    [InlineData("impute run --data absent.csv", "absent.csv")]
    [InlineData("impute run --data words.csv", "row 1, column 'y': 'word' is not a number")]
    [InlineData("impute run --data other.csv", "'xx' is not a column of the run's data (did you mean x?)")]
    [InlineData("impute run --data points.csv --samples 0", "--samples: '0' is out of range")]
    [InlineData("impute run --data points.csv --out absent/f.csv", "does not exist")]
    [InlineData("impute run --data points.csv --out f.xlsx", "f.xlsx: the file type is unknown")]
    [InlineData("score run --out s.xlsx", "s.xlsx: the file type is unknown")]
    [InlineData(
        "encode run --data other.csv",
        "other.csv has no column 'x', which the run's data has (did you mean its 'xx'?"
    )]
    [InlineData("score run --data fewer.csv", "fewer.csv has no column 'y', which the run's data has")]
    [InlineData("encode run --out codes.xlsx", "the file type is unknown")]
    [InlineData("reconstruct none", "none: there is no such run")]
    [InlineData("interpolate run --from 1", "'likeness interpolate' needs --to")]
    [InlineData("interpolate run --from 1 --to 500", "row 500 does not exist; there are 200 rows")]
    [InlineData("interpolate run --from 1 --to here", "'here' is not a row")]
    [InlineData("interpolate run --from 1 --to 2 --steps 1", "--steps: '1' is out of range")]
    [InlineData("traverse run --latents 1,4", "a latent vector of this run has 3 dimensions")]
    [InlineData("traverse run --latents a", "--latents: 'a' is not whole numbers")]
    [InlineData("traverse run --out grid.png", "not coloured pixels")]
    [InlineData("score run --out s.csv --labels odd", "'odd' is not a column of the rows")]
    [InlineData("score run --data points.csv --out s.csv --labels z", "which is not a label")]
    [InlineData("score run --out s.csv --false-alarm 0.001", "cannot be set with 20 validation examples")]
    [InlineData("score run --out s.csv --false-alarm 2", "--false-alarm: '2' is out of range")]
    public async Task WhatCannotBeDoneIsSaidInASentence(string arguments, string expected)
    {
        LongTest.RequireUnlessChosen(arguments);
        folder.Write("words.csv", "x,y,z\n1,word,2\n");
        folder.Write("other.csv", "xx\n1\n2\n");
        folder.Write("fewer.csv", "x,z\n1,2\n");
        var result = await RunAsync(arguments);
        Assert.Contains(expected, result.Sentence());
        Assert.Empty(result.Output);
    }

    private Task<CliResult> RunAsync(string arguments) => Cli.RunAsync(folder.FullPath, arguments.Split(' '));

    private async Task<JsonDocument> JsonAsync(string arguments) =>
        JsonDocument.Parse((await RunAsync(arguments)).Succeeded().Output);
}
