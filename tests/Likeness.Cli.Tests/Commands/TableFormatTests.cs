using System.IO.Compression;
using Likeness.Data;

namespace Likeness.Cli.Tests.Commands;

/// <summary>Tables are read in every format, and samples have the format of the data.</summary>
public sealed class TableFormatTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("kinds")]
    [InlineData("taxis-gzip-v2")]
    [InlineData("titanic-delta")]
    public async Task ParquetKeepsColumnsAndTypes(string name)
    {
        if (name != "kinds")
        {
            Likeness.Testing.LongTest.Require();
        }

        File.Copy(Likeness.Testing.SharedData.Require($"mixed/parquet/{name}.parquet"), folder["data"]);
        await SucceedAsync("train", "trees", "--data", "data", "--out", "run");
        await SucceedAsync("sample", "run", "-n", "40", "--out", "out.parquet");
        await SucceedAsync("impute", "run", "--data", "data", "--out", "filled.parquet");
        await SucceedAsync("score", "run", "--data", "data", "--out", "scores.parquet");
        string[] types = await DescribeAsync("data");
        foreach (string file in new[] { "out.parquet", "run/samples.parquet" })
        {
            Assert.Equal(types, await DescribeAsync(file));
        }

        var (given, filled) = (Read("data"), Read("filled.parquet"));
        Assert.Equal(given.RowCount, filled.RowCount);
        for (int column = 0; column < given.Width; column++)
        {
            for (int row = 0; row < given.RowCount; row++)
            {
                Assert.True(
                    double.IsNaN(given[row, column])
                        || given.Columns[column].Write(given[row, column])
                            == filled.Columns[column].Write(filled[row, column])
                );
            }
        }

        Assert.Equal(given.RowCount, Read("scores.parquet").RowCount);
    }

    /// <summary>Objects within objects are columns of models, and objects again in every output.</summary>
    [Fact]
    public async Task NestedJsonStaysNested()
    {
        string[] plans = ["free", "pro", "team"];
        string[] rows =
        [
            .. Enumerable
                .Range(0, 300)
                .Select(row =>
                    $$$"""{"user":{"plan":"{{{plans[row * 7 % 3]}}}","seats":{{{(row * 7 % 3 * 10) + (row % 5)}}}},"tags":["{{{plans[row % 2]}}}"]}"""
                ),
        ];
        await File.WriteAllTextAsync(folder["data.jsonl"], string.Join('\n', rows) + "\n");
        await File.WriteAllTextAsync(folder["holes.jsonl"], """{"user":{"plan":"pro","seats":null},"tags":["pro"]}""");
        await SucceedAsync("train", "trees", "--data", "data.jsonl", "--out", "run");
        await SucceedAsync("sample", "run", "-n", "40", "--condition", "user.plan=pro", "--out", "out.jsonl");
        await SucceedAsync("impute", "run", "--data", "holes.jsonl", "--out", "filled.jsonl");
        await SucceedAsync("evaluate", "--real", "data.jsonl", "--generated", "run/samples.jsonl");
        foreach (string file in new[] { "out.jsonl", "filled.jsonl" })
        {
            Assert.All(
                await File.ReadAllLinesAsync(folder[file]),
                line => Assert.Matches("""^\{"user":\{"plan":"pro","seats":1\d\},"tags":\[("free"|"pro"|)\]\}$""", line)
            );
        }
    }

    [SkippableTheory]
    [InlineData("titanic-zstd", "zstd")]
    [InlineData("nested", "nested")]
    public async Task ParquetThatIsNotReadIsNamed(string name, string part)
    {
        string file = Likeness.Testing.SharedData.Require($"mixed/parquet/{name}.parquet");
        Assert.Contains(part, (await Cli.RunAsync(folder.FullPath, "train", "trees", "--data", file)).Sentence());
    }

    [Theory]
    [InlineData("rows.jsonl", ".jsonl", "{\"a\":", "}\n", "", "")]
    [InlineData("rows.json", ".json", "{\"a\":", "}", "[", "]")]
    [InlineData("rows.csv.gz", ".csv", "", "\n", "a,b,c\n", "")]
    [InlineData("rows.jsonl.gz", ".jsonl", "{\"a\":", "}\n", "", "")]
    public async Task SamplesHaveTheFormatOfTheData(
        string file,
        string extension,
        string open,
        string close,
        string start,
        string end
    )
    {
        bool isJson = open.Length > 0;
        var rows = Enumerable
            .Range(0, 80)
            .Select(i =>
                isJson
                    ? $"{open}{i % 5},\"b\":{(i % 4 == 0 ? "null" : $"\"t{i % 3}\"")},\"c\":\"2024-01-{1 + (i % 28):00}\"{close}"
                    : $"{i % 5},{(i % 4 == 0 ? "" : $"t{i % 3}")},2024-01-{1 + (i % 28):00}{close}"
            );
        string text = start + string.Join(start == "[" ? "," : "", rows) + end;
        using (var bytes = File.Create(folder[file]))
        using (
            Stream stream = file.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(bytes, CompressionLevel.Fastest)
                : bytes
        )
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        await SucceedAsync("train", "trees", "--data", file, "--out", "run");
        await SucceedAsync("sample", "run", "-n", "50", "--out", $"out-{file}");
        foreach (string made in new[] { $"out-{file}", $"run/samples{extension}" })
        {
            var table = Read(made);
            Assert.Equal(
                ["a number", "b category", "c date"],
                table.Columns.Select(one => $"{one.Name} {one.Kind.Name}")
            );
            Assert.Contains(double.NaN, table.ColumnValues(1));
        }
    }

    [Fact]
    public async Task AllColumnsOfAWideTableAreDescribed()
    {
        string[] names = [.. Enumerable.Range(0, 60).Select(i => $"column{i}")];
        folder.Write("wide.csv", string.Join(',', names) + "\n" + string.Join(',', names.Select((_, i) => i)) + "\n");
        string shown = (await Cli.RunAsync(folder.FullPath, "describe", "wide.csv")).Succeeded().Output;
        Assert.All(names, name => Assert.Contains(name, shown, StringComparison.Ordinal));
    }

    private Table Read(string file) => DataFiles.Load([folder[file]]).Table;

    private async Task<string[]> DescribeAsync(string file)
    {
        await SucceedAsync("describe", file, "--out", "schema.json");
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder["schema.json"]));
        using var parquet = Likeness.Data.Parquet.ParquetReader.Open(folder[file]);
        return
        [
            .. parquet.Fields.Select(field => $"{field}"),
            .. json
                .RootElement.GetProperty("columns")
                .EnumerateArray()
                .Select(one => $"{one.GetProperty("name")} {one.GetProperty("kind")}"),
        ];
    }

    private async Task SucceedAsync(params string[] arguments) =>
        (await Cli.RunAsync(folder.FullPath, arguments)).Succeeded();
}
