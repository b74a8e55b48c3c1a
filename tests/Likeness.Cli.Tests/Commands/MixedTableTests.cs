using Likeness.Testing;

namespace Likeness.Cli.Tests.Commands;

/// <summary>The tutorial's commands, on fewer rows.</summary>
public sealed class MixedTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task ATableIsDescribedLearnedSampledImputedAndCompared()
    {
        LongTest.Require();
        (await RunAsync("datasets orders --out orders.csv -n 600")).Succeeded();
        var described = (await RunAsync("describe orders.csv --out schema.json")).Succeeded();
        Assert.Contains("total = net + shipping", described.Output);
        Assert.Contains("\"city determines country\"", File.ReadAllText(folder["schema.json"]));

        var trained = (await RunAsync("train --data orders.csv --schema schema.json --out run")).Succeeded();
        Assert.Contains(
            "Model  boosted-trees for orders in 60s (the default --budget)",
            trained.Output + trained.Error
        );
        Assert.Contains("rules", File.ReadAllText(folder["run/report.html"]));

        (await RunAsync("sample run -n 2000 --out synthetic.csv")).Succeeded();
        string[][] rows = [.. File.ReadLines(folder["synthetic.csv"]).Skip(1).Select(line => line.Split(','))];
        Assert.Equal(2000, rows.Length);
        Assert.All(rows, row => Assert.Equal(Cents(row[9]), Cents(row[7]) + Cents(row[8])));
        Assert.All(rows, row => Assert.True(row[11].Length == 0 || string.CompareOrdinal(row[4], row[11]) <= 0));
        Assert.All(rows, row => Assert.Equal(row[8] == "9.90", row[5] == "yes"));
        Assert.All(rows, row => Assert.StartsWith("ORD-", row[0], StringComparison.Ordinal));
        Assert.Empty(
            rows.Select(row => row[0]).Intersect(File.ReadLines(folder["orders.csv"]).Select(line => line[..10]))
        );

        // The sum gives the missing part, and the city its country.
        folder.Write(
            "incomplete.csv",
            "city,country,net,shipping,total,express\nLyon,,,4.90,46.72,no\nUlm,,,9.90,,yes\n"
        );
        var filled = (await RunAsync("impute run --data incomplete.csv --point median")).Succeeded();
        string[] names = filled.Output.Split('\n')[0].TrimEnd().Split(',');
        string[] first = filled.Output.Split('\n')[1].TrimEnd().Split(',');
        Assert.Equal("FR", first[Array.IndexOf(names, "country")]);
        Assert.Equal("41.82", first[Array.IndexOf(names, "net")]);

        var compared = (await RunAsync("evaluate --real orders.csv --generated synthetic.csv")).Succeeded();
        Assert.Contains("Similarity", compared.Output);
    }

    private static int Cents(string amount) =>
        (int)Math.Round(100 * double.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));

    private Task<CliResult> RunAsync(string arguments) => Cli.RunAsync(folder.FullPath, arguments.Split(' '));
}
